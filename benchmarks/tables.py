"""Measures ``cpstandard validate`` on CSV and XLSX beside peers, and that all mistakes are found.

Usage: python benchmarks/tables.py [ROWS ...]      (default: 1,000, 10,000 and 50,000)

The rows are made up, with mistakes of which each is known (``sheets.py``). Each run is a process of
its own, start-up included. Ends with 1 where ours did not find every mistake, neither more nor
fewer. A peer is credited with a mistake if it says anything at all of that row.
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import sheets
from measuring import Measured, measure

HERE = Path(__file__).resolve().parent
NAMED_UP_TO = 1_000
"""Rows of a sheet for which the report also lists every finding, to see that each is in its row."""


def seeded(count: int) -> dict[int, sheets.Mistake]:
    return {number: made for number in range(count) if (made := sheets.seeded(number))}


def ours(sheet: Path, count: int) -> tuple[Measured, int]:
    command = [sys.executable, "-m", "cpstandard", "validate", "--format", "json", str(sheet)]
    measured = measure(command, exits=(1,))
    report = json.loads(measured.output)
    mistakes = seeded(count)
    expected = Counter(code for made in mistakes.values() for code in made.codes)
    found = Counter()
    for group in report["groups"]:  # a code has one for each severity
        found[group["code"]] += group["count"]
    if found != expected or report["records"] != count:
        sys.exit(f"{sheet.name}: {report['records']:,} records; {found}, not {expected}")
    if count <= NAMED_UP_TO:
        _each_in_its_row(sheet, command, mistakes)
    return measured, len(mistakes)


def _each_in_its_row(sheet: Path, command: list[str], mistakes: dict[int, sheets.Mistake]) -> None:
    listed = json.loads(measure([*command, "--limit", "1000000"], exits=(1,)).output)
    findings = [finding for group in listed["groups"] for finding in group["findings"]]
    # The first row below the headings is row 2.
    found = Counter((finding["row"] - 2, finding["code"]) for finding in findings)
    expected = Counter((number, code) for number, made in mistakes.items() for code in made.codes)
    if found != expected:
        sys.exit(f"{sheet.name}: not in their rows: {sorted((found - expected).keys())[:5]}")


def frictionless(sheet: Path, count: int) -> tuple[Measured, int]:
    known = sheets.our_headings()
    headings = {path: known[path] for path in sheets.PATHS}
    headings |= {f"package:{path}": known[f"package:{path}"] for path in sheets.PACKAGE}
    script = HERE / "peers" / "frictionless_sheet.py"
    measured = measure([sys.executable, str(script), str(sheet), json.dumps(headings)])
    return measured, len(seeded(count).keys() & set(json.loads(measured.output)))


def flattentool(sheet: Path, count: int) -> tuple[Measured, int]:
    script = HERE / "peers" / "flattentool_sheet.py"
    measured = measure([sys.executable, str(script), str(sheet)])
    wrong = set(json.loads(measured.output))
    # It makes one record of the rows that share an id: the mistake is gone, not found.
    rows = {f"made-up-{number}" for number in seeded(count)}
    return measured, len(rows & wrong)


def shown(name: str, measured: Measured, found: int, count: int, base: float) -> str:
    return (
        f"  {name:<26} {measured.seconds:>7.1f} s {measured.cpu:>7.1f} s CPU "
        f"{count / measured.seconds:>8,.0f} rows/s {measured.memory:>6,.0f} MB "
        f"{found:>6,} found  x{measured.seconds / base:.1f}"
    )


def compare(folder: Path, form: str, count: int) -> None:
    own, paths = folder / f"own.{form}", folder / f"paths.{form}"
    sheets.write_ours(own, count)
    sheets.write_paths(paths, count)
    print(f"{form.upper()}, {count:,} rows, {len(seeded(count)):,} mistakes", flush=True)
    measured, found = ours(own, count)
    base = measured.seconds
    print(shown("cpstandard validate", measured, found, count, base), flush=True)
    for name, run, sheet in (
        ("frictionless", frictionless, own),
        ("flatten-tool + jsonschema", flattentool, paths),
    ):
        measured, found = run(sheet, count)
        print(shown(name, measured, found, count, base), flush=True)


def main() -> None:
    counts = [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 50_000]
    with tempfile.TemporaryDirectory() as folder:
        for form in ("csv", "xlsx"):
            for count in counts:
                compare(Path(folder), form, count)


if __name__ == "__main__":
    main()
