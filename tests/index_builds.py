"""Builds of the search's index of invented records, one after the other with what was kept."""

import json
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from cpstandard.publish.search import Kept, SearchEntry, index_files, parts


@dataclass(frozen=True)
class Told:
    """A record, and what the search is to know of it."""

    entry: SearchEntry

    @property
    def id(self) -> str:
        return self.entry["id"]

    @property
    def key(self) -> str:
        return json.dumps(self.entry, sort_keys=True)


class Builds:
    """Makes the index of records again and again, and counts what is made."""

    def __init__(self, path: Path, most_records: int = 4) -> None:
        self.path, self.most_records = path, most_records
        self.made: list[str] = []

    def __call__(self, records: Sequence[Told], common: str = "a") -> list[str]:
        """Make the index, hold it to one that is made from nothing; return the ids of what was made."""
        self.made = []
        with mock.patch.object(parts, "MOST_RECORDS", self.most_records):
            files = list(index_files(records, self._make, kept=Kept(self.path, common)))
        assert files == list(index_files(records, lambda record: record.entry))
        return sorted(self.made)

    def _make(self, record: Told) -> SearchEntry:
        self.made.append(record.id)
        return record.entry

    def parts(self) -> dict[int, bytes]:
        """Return the digest of each part that is kept."""
        with closing(sqlite3.connect(self.path)) as db:
            return dict(db.execute("SELECT number, digest FROM part"))

    def files(self) -> dict[str, bytes]:
        """Return the files that are kept."""
        with closing(sqlite3.connect(self.path)) as db:
            return dict(db.execute("SELECT path, content FROM file"))

    def forget_files(self) -> None:
        """Leave the parts alone, so that all of them are read."""
        self.harm("DELETE FROM file")

    def harm(self, damage: str, *values: object) -> int:
        """Do something to the file, and return how many rows it befell."""
        with closing(sqlite3.connect(self.path)) as db, db:
            return db.execute(damage, values).rowcount


WORDS = ("jury", "juries", "energy", "energies", "garden", "caerdydd", "nghaerdydd", "gaerdydd")
CODES = ("a", "b", "c/d")


def invented(draw: random.Random, number: int) -> Told:
    """Return a record with a little of everything."""

    def some(of: Sequence[str]) -> list[str]:
        return draw.sample(of, draw.randint(0, len(of)))

    names = some(WORDS)
    places = some(CODES)
    evidence = draw.choice(CODES)
    return Told(
        {
            "id": f"example-{draw.randrange(3)}-{number}",
            "name": f"Invented \u2028 {draw.randrange(100)}\n\ud800",
            "place": "",
            "text": draw.choice(["", "é"]),
            "language": "",
            "others": {},
            "started": draw.randrange(2),
            "updated": 20260000 + draw.randrange(2),
            "facets": {
                **{
                    facet: some(CODES)
                    for facet in ("cluster", "practice", "benefit", "kind", "asset", "tenure")
                },
                **{facet: [draw.choice(CODES)] for facet in ("role", "status", "licence")},
                "began": ["1990s", f"199{draw.randrange(10)}"],
                "evidence": [evidence],
                "place": places,
                "country": ["GB"],
                "publisher": ["p"],
            },
            "labels": {
                "place": {code: draw.choice(["One", "Two \ud800"]) for code in places},
                "country": {"GB": "United Kingdom"},
                "publisher": {"p": "Invented publisher"},
            },
            "points": [
                (draw.uniform(-200, 200), draw.uniform(-90, 90), draw.randrange(4))
                for _ in range(draw.randrange(3))
            ],
            "assets": [],
            "words": {"7": names[:2], "2": names[2:]},
            "welsh": [name for name in names if "aerdydd" in name],
        }
    )


def some(count: int, seed: int = 1) -> list[Told]:
    draw = random.Random(seed)
    return [invented(draw, number) for number in range(count)]


def changed(record: Told) -> Told:
    return Told({**record.entry, "text": record.entry["text"] + "!"})


def reworded(record: Told, words: Sequence[str], welsh: Sequence[str] = ()) -> Told:
    return Told({**record.entry, "words": {"7": list(words)}, "welsh": list(welsh)})
