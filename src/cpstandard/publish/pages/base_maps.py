"""The drawings of countries over which the pages of initiatives put their dots."""

from collections.abc import Iterator

from cpstandard.publish.own_map import base_drawing, drawing_of, picture
from cpstandard.publish.renderer import File, Renderer


def render(renderer: Renderer) -> Iterator[File]:
    """Yield the drawings that any page needs."""
    drawings = {drawing_of(entry.places) for entry in renderer.contents.entries}
    for drawing in sorted(filter(None, drawings)):
        yield picture(drawing), base_drawing(drawing)
