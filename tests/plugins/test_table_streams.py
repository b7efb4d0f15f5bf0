"""Rows are read one by one: what comes first is there before the rest has been looked at."""

import itertools
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cpstandard.core.importer import Imported
from cpstandard.core.table import Table
from cpstandard.documents import open_document
from cpstandard.ingest.run import parse_options
from cpstandard.plugins import load_plugins
from importing import TABLE


@dataclass
class Endless:
    """A document of which there is always more; ``given`` counts the rows that were asked for."""

    name: str
    media_type: str
    limit: int
    given: list[int] = field(default_factory=lambda: [0])

    def tables(self) -> Iterator[Table]:
        yield Table("list", self._rows)

    def _rows(self) -> Iterator[list[Any]]:
        yield ["No", "Name"]
        for number in itertools.count():
            self.given[0] += 1
            assert self.given[0] < self.limit, "all rows were read before the first was given"
            yield [str(number), f"Place {number}"]

    def lines(self) -> Iterator[bytes]:
        for number in range(self.limit):
            self.given[0] += 1
            yield b'{"No": %d, "Name": "Place"}' % number


def test_a_table_is_not_read_to_its_end_first() -> None:
    importer = load_plugins().importer("table").item
    document: Any = Endless("list.csv", "text/csv", 1000)
    outcomes = importer.read(document, parse_options(importer, TABLE))
    first = list(itertools.islice(outcomes, 20))
    assert [made.local_id for made in first if isinstance(made, Imported)] == [
        str(n) for n in range(20)
    ]


@pytest.mark.parametrize("limit", [50])
def test_json_lines_are_read_twice_and_not_held(limit: int) -> None:
    importer = load_plugins().importer("table").item
    document: Any = Endless("list.jsonl", "application/x-ndjson", limit)
    outcomes = importer.read(document, parse_options(importer, TABLE))
    next(outcomes)
    assert document.given[0] == limit + 1
    assert sum(1 for _ in outcomes) == limit - 1


def test_geojson_is_never_held_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.geojson"
    point = {"type": "Point", "coordinates": [-1.5, 53.5]}
    with path.open("w", encoding="utf-8") as out:
        out.write('{"type": "FeatureCollection", "name": "invented", "features": [')
        for number in range(3_000):
            known = {"No": number, "Name": f"Place {number}", "About": "invented " * 400}
            feature = {"type": "Feature", "properties": known, "geometry": point}
            out.write(f"{',' if number else ''}{json.dumps(feature)}")
        out.write('], "crs": {"type": "name"}}')
    importer = load_plugins().importer("table").item
    options = parse_options(importer, TABLE)
    tracemalloc.start()
    try:
        made = sum(isinstance(o, Imported) for o in importer.read(open_document(path), options))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert made == 3_000
    assert path.stat().st_size > 9 << 20
    assert most < path.stat().st_size
