"""A bar for whoever waits while a large file is checked: how much of it is done, where known."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cpstandard.cli.console import Console
from cpstandard.core.record import SourceRecord

_STEP = 1000  # records between two movements of the bar
_LARGE = 1 << 20
_LARGE_BOOK = 1 << 17  # workbooks are compressed
_BOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip"})
_LINES = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv"})
_CHUNK = 1 << 20


@contextmanager
def watching(console: Console, file: str) -> Iterator["Bar"]:
    """Show a bar while ``file`` is checked, if it is large and somebody looks on.

    Yields what is to be told of each record. The share that is done is told by lines, so only
    of text; else the bar counts the initiatives.
    """
    path = Path(file)
    if not console.is_watched or (path.is_file() and path.stat().st_size < _large(path)):
        yield Bar(lambda _step: None, by_line=False)
        return
    total = _lines(path) if path.suffix.lower() in _LINES and path.is_file() else None
    with console.progress(f"Checking {file}", total, "initiatives") as advance:
        yield Bar(advance, by_line=total is not None)


class Bar:
    """Moves the bar now and then: not for every record, which would take longer than checking."""

    def __init__(self, advance: Callable[[int], None], *, by_line: bool) -> None:
        """Move the bar by ``advance``: by lines of the file where ``by_line``, else by records."""
        self._advance = advance
        self._by_line = by_line
        self._seen = 0
        self._line = 0

    def pass_lines(self, lines: int) -> None:
        """Move on by ``lines`` of the file."""
        self._advance(lines)

    def see(self, source: SourceRecord) -> None:
        """Count a record."""
        self._seen += 1
        if self._seen % _STEP:
            return
        if not self._by_line:
            self._advance(_STEP)
            return
        where = source.location
        line = where.line or where.row or self._line
        self._advance(max(line - self._line, 0))
        self._line = max(line, self._line)


def _large(path: Path) -> int:
    return _LARGE_BOOK if path.suffix.lower() in _BOOKS else _LARGE


def _lines(path: Path) -> int | None:
    """Return how many lines the file has; ``None`` for one, of which no part can be told."""
    with path.open("rb") as source:
        count = sum(chunk.count(b"\n") for chunk in iter(lambda: source.read(_CHUNK), b""))
    return count if count > 1 else None
