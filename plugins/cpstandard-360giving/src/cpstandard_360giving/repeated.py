"""Leaves out the columns of a publisher's own that say again what the grant's fields say."""

import re
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.partial_date import partial_date

_WORD = re.compile(r"[A-Z]?[^\W_A-Z]+|[^\W_a-z]+")
_TEXTS = ("title", "description")
_VALUES = ("amountAwarded", "awardDate")
_FEWEST = 3  # words: "pub" may stand in a description and yet say something else in a column


def ignore_repeated(row: Row) -> None:
    """Ignore each field that nobody read and that only repeats one that was, and note that.

    A text repeats where its words stand, in their order, in the title or the description; a sum or
    a day where the heading names that field too. What says something else stays unread.
    """
    texts = [_words(row.peek(path)) for path in _TEXTS]
    for path in row.unread():
        value = row.peek(path)
        same = any(_said_in(_words(value), text) for text in texts)
        if same or any(_same(row, path, value, other) for other in _VALUES):
            row.ignore(path)
            row.note("a field of the publisher's own that repeats another was left out")


def _said_in(words: list[str], text: list[str]) -> bool:
    return len(words) >= _FEWEST and f" {' '.join(words)} " in f" {' '.join(text)} "


def _same(row: Row, path: str, value: Any, other: str) -> bool:
    alike = set(_words(path)) & set(_words(other))
    return bool(alike) and _plain(value) is not None and _plain(value) == _plain(row.peek(other))


def _plain(value: Any) -> str | None:
    """Return a sum, or a day without its time, as it can be compared."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.2f}"
    return partial_date(value)


def _words(value: Any) -> list[str]:
    return [word.casefold() for word in _WORD.findall(value)] if isinstance(value, str) else []
