"""Descriptions that a program cut off where its own room ended."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at

# As many characters as databases, forms and spreadsheets give a text.
_ROOMS = frozenset({255, 500, 1000, 2000, 4000})
_CUT = re.compile(r"(?:\w|[\w,;:] |[,;:(/&-])\Z")
_WHOLE = {"anyOf": [{"maxLength": min(_ROOMS) - 1}, {"pattern": "[.!?)\"'\u2019\u201d\u2026]$"}]}


@check(
    code="text-cut-off",
    severity="info",
    message="The description seems to be cut off after {length} characters: “…{end}”.",
    since="1.0",
    refs=("description",),
    bears_gaps=True,
    screen=at("description", meets=_WHOLE),
)
def text_cut_off(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The description is exactly as long as some program's room for it, and lacks its full stop.

    The end of the last sentence is lost, and readers see that nobody has read it through.

    Take the whole text from where it was first written, or end it with a whole sentence.
    """
    text = record.get("description", "")
    if len(text) in _ROOMS and _CUT.search(text):
        yield Problem("/description", {"length": len(text), "end": text[-30:]}, text)
