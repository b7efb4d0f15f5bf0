"""Initial mutations: ``Nghaerdydd``, ``Gaerdydd`` and ``Chaerdydd`` are ``Caerdydd``."""

from collections.abc import Container, Iterator
from typing import Final

# What a word may begin with, and the radical beginnings that it may come from.
_RADICALS: Final = (
    ("ngh", ("c",)), ("ng", ("g",)), ("nh", ("t",)), ("mh", ("p",)), ("ch", ("c",)),
    ("ph", ("p",)), ("th", ("t",)), ("dd", ("d",)), ("f", ("b", "m")), ("g", ("c",)),
    ("b", ("p",)), ("d", ("t",)), ("l", ("ll",)), ("r", ("rh",)), ("m", ("b",)), ("n", ("d",)),
)  # fmt: skip
_G_FELL_AWAY: Final = frozenset("aeiouwylr")
_SHORTEST = 4


def radical(word: str, known: Container[str]) -> str | None:
    """Return the radical form of a mutated Welsh word, if exactly one of ``known`` may be it.

    Words are folded. Short ones are left alone: too many of them may come from each other.
    """
    found = {form for form in _possible(word) if len(form) >= _SHORTEST and form in known}
    return found.pop() if len(found) == 1 else None


def _possible(word: str) -> Iterator[str]:
    for beginning, radicals in _RADICALS:
        if word.startswith(beginning):
            for each in radicals:
                yield each + word[len(beginning) :]
    if word[:1] in _G_FELL_AWAY:
        yield f"g{word}"
