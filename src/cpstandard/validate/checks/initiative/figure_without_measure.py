"""Figures that do not say what they count."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at

_BARE = re.compile(r"[\d.,\s%£$€+~<>-]+")


@check(
    code="figure-without-measure",
    severity="warning",
    message="The figure “{figure}” does not say what it counts.",
    refs=("evidence/*/figure", "evidence/*/measure"),
    screen=at("evidence/*/figure", meets={"pattern": "[A-Za-z]"}),
)
def figure_without_measure(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A figure is a number alone, without the thing that it counts.

    A number that does not say what it measures gets measured against the wrong things.

    Write what it counts with it, such as “120 people at the weekly lunch” for 120.
    """
    for index, claim in enumerate(record.get("evidence", ())):
        figure = claim.get("figure")
        if figure and "measure" not in claim and _BARE.fullmatch(figure):
            yield Problem(f"/evidence/{index}/figure", {"figure": figure})
