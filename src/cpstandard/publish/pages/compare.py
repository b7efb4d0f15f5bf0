"""The page that puts up to four initiatives side by side: a script fills it from their pages."""

from collections.abc import Iterator

from cpstandard.publish.messages import DIRECTIONS
from cpstandard.publish.renderer import Output, Renderer

FACTS = (
    "description",
    "where",
    "began",
    "ended",
    "status",
    "practices",
    "community",
    "begun-by",
    "taken-on-by",
    "control",
    "entry",
    "public-role",
    "payment",
    "left-out",
    "outcome",
    *DIRECTIONS,
    "learning",
    "responses",
    "participation",
    "assets",
    "money",
    "organisations",
    "published-by",
    "licence",
    "updated",
)
"""What is compared, in this order: the ``data-fact`` of the parts of an initiative's page."""


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the page."""
    yield renderer.page("compare/", "compare.html", facts=FACTS)
