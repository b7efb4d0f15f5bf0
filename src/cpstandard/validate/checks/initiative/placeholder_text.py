"""Words that stand where something was to be filled in."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text

_PLACEHOLDERS = frozenset(
    {
        "n/a", "na", "none", "null", "nil", "nan", "tbc", "tbd", "to be confirmed", "unknown",
        "not known", "not applicable", "undefined", "xxx", "test", "-", "--", "?",
        "???", ".", "...",
    }
)  # fmt: skip
# As people write them; to fold the case of every text of every record would take longer.
_SPELT = frozenset(
    spelt
    for word in _PLACEHOLDERS
    for spelt in (word, word.upper(), word.capitalize(), word.title())
)
# What forms and designers leave in a text for others to fill in.
_UNFILLED = re.compile(
    r"lorem ipsum|[\[<](?:insert|enter|add|your) [^\]>]{1,60}[\]>]|your text here"
    r"|(?:description|text) goes here",
    re.IGNORECASE | re.ASCII,
)
# That nothing was compared is worth saying.
_MAY_BE_NONE = frozenset({"baseline", "comparator"})


@check(
    code="placeholder-text",
    severity="warning",
    message="{field} is “{text}”, which says nothing.",
    bears_gaps=True,
    screen=no_text(
        f"(?i:^(?:{'|'.join(map(re.escape, sorted(_PLACEHOLDERS)))})$|{_UNFILLED.pattern})"
    ),
)
def placeholder_text(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text says that there is nothing to say, or was never filled in: n/a, TBC, [insert name].

    Readers and software take it for a name or a description.

    Leave the field out where nothing is known. Where it must be given, find out.
    """
    texts = context.texts(record)
    if _SPELT.isdisjoint(texts.strings) and not _UNFILLED.search(texts.joined):
        return
    for prose in texts.prose:
        honest = prose.field in _MAY_BE_NONE and prose.text.casefold() == "none"
        unfilled = _UNFILLED.search(prose.text)
        if prose.text in _SPELT and not honest:
            yield Problem(prose.pointer, {"field": prose.title, "text": prose.text})
        elif unfilled:
            yield Problem(prose.pointer, {"field": prose.title, "text": unfilled[0]}, prose.text)
