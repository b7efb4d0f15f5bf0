"""The standard's heading that a short or shortened one was most likely meant for.

A slip in a word that people use for a field (“Titel”), or a word without its vowels (“ctry”), is
too far from the standard's own heading to be found by likeness.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator

from cpstandard.core.table import Table
from cpstandard.ingest.first_rows import MAX_COLUMNS, first_rows
from cpstandard.ingest.tables.headings import MAIN, FlatIndex, HeadingIndex, folded
from cpstandard.ingest.tables.slips import is_slip

_SHORTEST = 3
_HALF = 2
_VOWELS = Counter(dict.fromkeys("aeiou", 100))
_CONSONANTS = 1  # that a shortened word may have left out beside its vowels
Near = tuple[str, str]
"""A heading as it was typed, and the standard's own that it is near to."""


def near_heading(heading: str, index: HeadingIndex, taken: Container[object] = ()) -> str | None:
    """Return the heading that was most likely meant, if any is near and not ``taken``."""
    if meant := index.suggestion(heading, taken):
        return meant
    found: dict[object, str] = {}
    for word, target in index.known():
        if target.sheet >= MAIN and target.key not in taken and _is_short_for(heading, word):
            found.setdefault(target.key, target.column.heading)
    meant = next(iter(found.values())) if len(found) == 1 else ""
    known = index.target(meant)
    return meant if known and known.key in found else None


def _is_short_for(heading: str, word: str) -> bool:
    typed = folded(heading)
    # “State” is no slip for “Start”: of a short word another letter makes another word.
    same = len(typed) != len(word) or sorted(typed) == sorted(word)
    return (same and is_slip(typed, word)) or (
        _SHORTEST <= len(typed) < len(word) <= _HALF * len(typed)
        and typed[0] == word[0]
        and typed[-1] == word[-1]
        and _is_within(typed, word)
        and sum((Counter(word) - Counter(typed) - _VOWELS).values()) <= _CONSONANTS
    )


def _is_within(letters: str, word: str) -> bool:
    """Return whether all ``letters`` are in ``word``, in their order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _near(typed: Iterable[str], index: HeadingIndex, taken: Container[object]) -> Iterator[Near]:
    for cell in typed:
        meant = None if index.target(cell) else near_heading(cell, index, taken)
        if meant:
            yield cell.strip(), meant


def almost(table: Table, index: FlatIndex) -> tuple[set[object], list[Near]]:
    """Return what the row that is most like headings holds: targets' keys, and what is near one."""
    best: tuple[set[object], list[Near]] = (set(), [])
    for _number, cells in first_rows(table):
        typed = [cell for cell in cells[:MAX_COLUMNS] if isinstance(cell, str) and cell.strip()]
        held: set[object] = {target.key for cell in typed if (target := index.target(cell))}
        near = list(_near(typed, index, held))
        if len(held) + len(near) > len(best[0]) + len(best[1]):
            best = (held, near)
    return best
