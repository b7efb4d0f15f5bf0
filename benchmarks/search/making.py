"""Makes the index of kept entries, a process of its own so that it can be measured.

Usage: python benchmarks/search/making.py entries.jsonl site
"""

import json
import sys
from pathlib import Path

from cpstandard.publish.search import index_files


def main(entries: Path, site: Path) -> None:
    with entries.open(encoding="utf-8") as lines:
        for path, content in index_files(map(json.loads, lines)):
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


main(*map(Path, sys.argv[1:]))
