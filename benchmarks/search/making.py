"""Makes the index as a build does, a process of its own so that it can be measured.

What the search knows of each record is read from lines of JSON, in place of being worked out.

Usage: python benchmarks/search/making.py entries.jsonl kept.sqlite site
"""

import json
import sys
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from cpstandard.publish.search import Kept, SearchEntry, index_files


@dataclass(frozen=True, slots=True)
class Line:
    """A record: where in the file its entry begins."""

    begin: int

    @property
    def id(self) -> str:
        return f"{self.begin:012}"

    @property
    def key(self) -> str:
        return self.id


def main(entries: Path, kept: Path, site: Path) -> None:
    with entries.open("rb") as file:
        begins = accumulate(map(len, file), initial=0)
        lines = [Line(begin) for begin in begins][:-1]

        def make(line: Line) -> SearchEntry:
            file.seek(line.begin)
            entry: SearchEntry = json.loads(file.readline())
            return entry

        for path, content in index_files(lines, make, kept=Kept(kept, "")):
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


main(*map(Path, sys.argv[1:]))
