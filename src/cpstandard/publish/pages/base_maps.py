"""The drawings of countries over which the pages of initiatives put their dots."""

from collections.abc import Iterator

from cpstandard.publish.own_map import base_drawing, drawing_of, picture
from cpstandard.publish.renderer import File, Inputs, Renderer


def made_of(renderer: Renderer) -> Inputs:
    """Return all that the drawings hang on."""
    return [renderer.contents.gists]


def render(renderer: Renderer) -> Iterator[File]:
    """Yield the drawings that any page needs."""
    drawings = set(map(drawing_of, renderer.contents.tallies.places))
    for drawing in sorted(filter(None, drawings)):
        yield picture(drawing), base_drawing(drawing)
