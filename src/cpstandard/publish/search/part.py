"""A part of the index: what is kept of some records, in numbers that no other record changes.

The number of a record in the index is the place of its name among all names, so it may be another
with every build. A part numbers its records itself. It has a piece for each kind of file; those of
all parts are put together by where their records stand in the index.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from cpstandard.publish.search.cards import card_line
from cpstandard.publish.search.columns import Columns
from cpstandard.publish.search.entry import SearchEntry
from cpstandard.publish.search.postings import Postings

MOST_RECORDS: Final = 1_000
"""How many records a part can take; a number of 16 bits holds one of them with a weight."""

Kind = Literal["cards", "words", "welsh", "columns"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece of a part; ``numbers`` are those of its records in the index, -1 of what is gone."""

    piece: bytes
    numbers: Sequence[int]


def pieces(entries: Iterable[SearchEntry], facets: Sequence[str]) -> dict[Kind, bytes]:
    """Return the pieces of a part with these ``entries``, ``MOST_RECORDS`` or fewer."""
    cards: list[bytes] = []
    words, welsh, columns = Postings(), Postings(), Columns(facets)
    for record, entry in enumerate(entries):
        cards.append(card_line(entry))
        for weight, forms in entry["words"].items():
            words.add(record, int(weight), forms)
        welsh.add(record, 0, entry["welsh"])
        columns.add(entry)
    return {
        "cards": b"\n".join(cards),
        "words": words.block(),
        "welsh": welsh.block(),
        "columns": columns.block(),
    }
