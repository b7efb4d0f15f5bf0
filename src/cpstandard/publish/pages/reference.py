"""The pages about the directory itself: about, not found, and files for robots."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from cpstandard.publish.renderer import File, Output, Renderer

STATIC = Path(__file__).resolve().parents[1] / "static"


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield about and 404, and the static files."""
    directory = renderer.directory
    yield renderer.page("about/", "about.html")
    yield renderer.page("404.html", "404.html")
    for path in sorted(STATIC.rglob("*.*")):
        yield f"static/{path.relative_to(STATIC).as_posix()}", path.read_bytes()
    sitemap = f"Sitemap: {directory.base_url.rstrip('/')}/sitemap.xml\n"
    robots = "User-agent: *\nAllow: /\n" + (sitemap if directory.base_url else "")
    yield "robots.txt", robots.encode()


def sitemap(base_url: str, pages: list[str]) -> File:
    """Return the site's map for search engines; ``pages`` are the paths of its HTML files."""
    base = base_url.rstrip("/")
    rows = (
        f"<url><loc>{escape(base)}/{escape(path.removesuffix('index.html'))}</loc></url>\n"
        for path in sorted(pages)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(rows)}</urlset>\n"
    )
    return "sitemap.xml", text.encode()
