"""Areas with official codes, today's and former ones, as reference data gives them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NO_WORD = re.compile(r"[\W_]+")
# What councils put around the name of their area, in any order.
_COUNCIL = re.compile(
    r"\b(?:council|borough|district|county|city|metropolitan|london|royal|unitary|of|the|and)\b"
)


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its code and name, and those of the area that holds it today.

    ``region`` is the name of the region, and ``subdivision`` the ISO 3166-2 code of the nation;
    both are empty where the reference data says nothing. ``other_names`` are further spellings.
    """

    code: str
    name: str
    current_code: str
    current_name: str
    region: str = ""
    subdivision: str = ""
    other_names: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the code is in use today."""
        return self.code == self.current_code


class Areas:
    """Looks areas up by code, or by a name that only one of them has."""

    def __init__(self, areas: Iterable[Area]) -> None:
        """Take the areas of one list; of two with one code the first counts."""
        self._by_code: dict[str, Area] = {}
        self._by_name: dict[str, set[str]] = {}
        for area in areas:
            self._by_code.setdefault(area.code, area)
            for name in (area.name, *area.other_names):
                if words := _plain(name):
                    self._by_name.setdefault(words, set()).add(area.current_code)

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Area]:
        """Yield every area, in the order of the list."""
        return iter(self._by_code.values())

    def of_code(self, code: str) -> Area | None:
        """Return the area whose code this is or was."""
        return self._by_code.get(code.strip().upper())

    def today(self) -> list[Area]:
        """Return the areas whose codes are in use, in the order of the list."""
        return [area for area in self._by_code.values() if area.is_current]

    def of_name(self, name: str) -> Area | None:
        """Return today's area of that name, if it is the name of one alone."""
        found = self._by_name.get(_plain(name), set())
        return self._by_code.get(next(iter(found))) if len(found) == 1 else None


def _plain(name: str) -> str:
    """Return the words of a name without those that only say that it is a council's area."""
    words = name.casefold().replace("&", " and ")
    return _NO_WORD.sub("", _COUNCIL.sub(" ", words)) or _NO_WORD.sub("", words)
