"""What a site has of its own: the style sheet of its colours, its logo, its static files."""

from collections.abc import Iterator

from cpstandard.publish.renderer import File, Renderer


def render(renderer: Renderer) -> Iterator[File]:
    """Yield these files; nothing where the site looks as ours does."""
    look = renderer.directory.look
    if look.is_coloured:
        yield "static/theme.css", look.style()
    if look.logo:
        name, content = look.logo
        yield f"static/{name}", content
    for name, content in look.static().items():
        yield f"static/{name}", content
