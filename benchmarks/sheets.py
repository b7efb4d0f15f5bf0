"""Makes sheets of initiatives that nobody has, with mistakes of which each is known.

The columns are those that publishers fill: the simple template's, an organisation, a sum of money
and a claim. Every mistake stands in a row of its own, so that each can be looked for alone.
"""

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from cpstandard.core.table_form import table_form
from cpstandard.schema_store import standard

SEED = 20260101
EVERY = 200
"""Of so many rows, one has each mistake."""

_SENTENCE = (
    "garden hall river meeting neighbours street market kitchen workshop orchard library bus "
    "station festival choir repair energy roof solar shares pub shop village council people"
)
WORDS = _SENTENCE.split()
PRACTICES = {"community-pub": "capacity-and-assets", "citizens-jury": "decision-making"}
PACKAGE = {
    "standardVersion": "1.0",
    "publisher/id": "made-up",
    "publisher/name": "Nobody (made up)",
    "licence": "CC0-1.0",
}
Row = dict[str, str | int | float]
"""Cells by the path of their value, such as ``places/0/name``."""


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(WORDS, k=number)).capitalize()


def sound_row(chance: random.Random, number: int) -> Row:
    """Return one row without a mistake; nothing in it is true."""
    practice, cluster = chance.choice(sorted(PRACTICES.items()))
    return {
        "id": f"made-up-{number}",
        "name": f"{_words(chance, 3)} {number}",
        "description": " ".join(f"{_words(chance, 14)}." for _ in range(3)),
        "website": f"https://example.org/{number}",
        "clusters": cluster,
        "practices": practice,
        "topics": ";".join(chance.sample(WORDS, 2)),
        "scope": "neighbourhood",
        "started": f"{chance.randint(1980, 2024)}-{chance.randint(1, 12):02}",
        "status/code": "active",
        "status/asOf": "2026-01",
        "updated": "2026-01-31",
        "places/0/name": f"{chance.choice(WORDS).capitalize()} Town",
        "places/0/country": "GB",
        "places/0/latitude": round(chance.uniform(50.5, 57), 3),
        "places/0/longitude": round(chance.uniform(-4, 1), 3),
        "places/0/precision": "area",
        "organisations/0/name": _words(chance, 3),
        "organisations/0/roles": "lead",
        "organisations/0/identifiers/0/scheme": "GB-COH",
        "organisations/0/identifiers/0/id": f"{number:08}",
        "funding/0/kind": "grant",
        "funding/0/amount": chance.randint(1, 9) * 1000,
        "funding/0/currency": "GBP",
        "funding/0/sources": "s1",
        "evidence/0/claim": _words(chance, 12),
        "evidence/0/benefit": "cohesion",
        "evidence/0/direction": "positive",
        "evidence/0/sources": "s1",
        "sources/0/id": "s1",
        "sources/0/title": _words(chance, 6),
        "sources/0/url": f"https://example.org/{number}/1",
    }


PATHS = tuple(sound_row(random.Random(SEED), 0))


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of mistake: how it is made in a row, and the codes that ours has for it."""

    make: Callable[[Row], object]
    codes: tuple[str, ...]


def _swap(row: Row) -> None:
    latitude, longitude = "places/0/latitude", "places/0/longitude"
    row[latitude], row[longitude] = row[longitude], row[latitude]


def _write(path: str, text: str) -> Callable[[Row], object]:
    return lambda row: row.update({path: text})


MISTAKES = (
    Mistake(_write("evidence/0/direction", "splendid"), ("unknown-code",)),
    Mistake(_write("started", "one fine spring"), ("invalid-partial-date",)),
    Mistake(_write("places/0/country", "XQ"), ("unlisted-country",)),
    Mistake(_write("name", ""), ("missing-field",)),
    Mistake(lambda row: row.update({"id": _before(row)}), ("duplicate-id",)),
    Mistake(_write("organisations/0/identifiers/0/id", "12"), ("malformed-identifier",)),
    Mistake(_swap, ("point-outside-country",)),
    Mistake(_write("website", "ask at the hall"), ("invalid-web-address",)),
    # That its currency then stands alone is an echo, and is not told: one mistake, one finding.
    Mistake(_write("funding/0/amount", "to be agreed"), ("unreadable-value",)),
    Mistake(_write("funding/0/currency", ""), ("missing-companion",)),
)


def _before(row: Row) -> str:
    """Return the id of the row before."""
    prefix, _, number = str(row["id"]).rpartition("-")
    return f"{prefix}-{int(number) - 1}"


def seeded(number: int) -> Mistake | None:
    """Return the mistake of the row of that number, counted from 0."""
    position, rest = divmod(number % EVERY, EVERY // len(MISTAKES))
    # Never two rows on end: a repeated id repeats that of a sound row.
    return MISTAKES[position] if rest == EVERY // len(MISTAKES) // 2 else None


def rows(count: int) -> Iterator[Row]:
    """Yield ``count`` rows, the same each time."""
    chance = random.Random(SEED)
    for number in range(count):
        row = sound_row(chance, number)
        mistake = seeded(number)
        if mistake:
            mistake.make(row)
        yield row


def our_headings() -> dict[str, str]:
    """Return the heading in the standard's own form for each path of a sheet."""
    form = table_form(standard())
    found = {"/".join(map(str, column.path)): column.heading for column in form.main.columns}
    for sheet in form.lists:
        for column in sheet.columns:
            path = "/".join((*sheet.at, "0", *("0" if p == "*" else str(p) for p in column.path)))
            found[path] = sheet.numbered(column.numbered(1), 1)
    found |= {
        f"package:{'/'.join(map(str, column.path))}": form.package_prefix + column.heading
        for column in form.meta
    }
    return found


def write_ours(path: Path, count: int) -> None:
    """Write a sheet with the standard's headings, and the package's own in columns behind them."""
    known = our_headings()
    headings = [known[path] for path in PATHS]
    headings += [known[f"package:{path}"] for path in PACKAGE]
    package = [list(PACKAGE.values()), [""] * len(PACKAGE)]
    cells = ([*row.values(), *package[min(number, 1)]] for number, row in enumerate(rows(count)))
    _write_table(path, headings, cells)


def write_paths(path: Path, count: int) -> None:
    """Write the same rows with the paths as headings, as flatten-tool has them; no package."""
    _write_table(path, list(PATHS), (list(row.values()) for row in rows(count)))


def _write_table(path: Path, headings: list[str], cells: Iterator[list[str | int | float]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headings)
            writer.writerows(cells)
        return
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Initiatives")
        sheet.write_row(0, 0, headings)
        for number, row in enumerate(cells, 1):
            sheet.write_row(number, 0, row)
