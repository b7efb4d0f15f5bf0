"""Words that stand where something was to be filled in."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.texts import SEPARATOR

_PLACEHOLDERS = frozenset(
    {
        "n/a", "na", "none", "null", "nil", "nan", "tbc", "tbd", "to be confirmed", "unknown",
        "not known", "not applicable", "undefined", "xxx", "test", "-", "--", "?",
        "???", ".", "...",
    }
)  # fmt: skip
_SIGNS = tuple(f"{SEPARATOR}{word}{SEPARATOR}" for word in sorted(_PLACEHOLDERS))


@check(
    code="placeholder-text",
    severity="warning",
    message="{field} is “{text}”, which says nothing.",
)
def placeholder_text(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text says only that there is nothing to say: n/a, TBC, unknown.

    Readers and software take it for a name or a description.

    Leave the field out where nothing is known. Where it must be given, find out.
    """
    texts = context.texts(record)
    joined = texts.joined.lower()
    if any(sign in joined for sign in _SIGNS):
        for prose in texts.prose:
            if prose.text.lower() in _PLACEHOLDERS:
                yield Problem(prose.pointer, {"field": prose.title, "text": prose.text})
