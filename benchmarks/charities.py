"""Measures ``cpstandard import ccew`` on made-up extracts of a register, beside pandas.

Usage: python benchmarks/charities.py [CHARITIES ...]      (default: 10,000 and 100,000)

Each run is a process of its own, start-up and the zip included. Ends with 1 where ours did not
find every charity that is named as a village hall and still registered, or took more than 300 MB.
The peer joins the same tables and looks for three phrases: it neither applies rules, nor cleans
texts, nor writes a package.
"""

import json
import sys
import tempfile
from pathlib import Path

import charity_extract
from measuring import Measured, measure

PEER = Path(__file__).resolve().parent / "peers" / "pandas_merge.py"
MOST_MEMORY = 300  # MB


def ours(extract: Path, folder: Path, count: int) -> tuple[Measured, int]:
    out, report = folder / "out.jsonl", folder / "report.json"
    measured = measure(
        [
            sys.executable, "-m", "cpstandard", "import", "ccew", str(extract), "--quiet",
            "--publisher-id", "madeup", "--output", str(out), "--report", str(report),
        ]
    )  # fmt: skip
    told = json.loads(report.read_text("utf-8"))
    halls = sum(1 for line in out.open("rb") if b" Village Hall" in line)
    expected = charity_extract.candidates(count)
    # Beside the charities: a row for the table of policies, which is of no use.
    if halls != expected or told["rows"]["read"] != count + 1:
        sys.exit(f"{extract.name}: {halls} village halls of {told['rows']}, not {expected}")
    if measured.memory > MOST_MEMORY:
        sys.exit(f"{extract.name}: {measured.memory:,.0f} MB, more than {MOST_MEMORY}")
    return measured, told["records"]


def peer(extract: Path) -> tuple[Measured, int]:
    measured = measure([sys.executable, str(PEER), str(extract)])
    return measured, int(measured.output)


def shown(name: str, measured: Measured, found: int, count: int, base: Measured) -> str:
    return (
        f"  {name:<20} {measured.seconds:>7.1f} s {count / measured.seconds:>9,.0f} charities/s "
        f"{measured.cpu:>6.1f} s CPU {measured.memory:>6,.0f} MB {found:>6,} found  "
        f"time x{measured.seconds / base.seconds:.2f}  memory x{measured.memory / base.memory:.2f}"
    )


def compare(folder: Path, form: str, count: int) -> None:
    extract = folder / f"{form}.zip"
    write = charity_extract.write_json if form == "json" else charity_extract.write_text
    write(extract, count)
    print(f"{count:,} charities, {form}, {extract.stat().st_size >> 20} MB zipped")
    own, made = ours(extract, folder, count)
    other, found = peer(extract)
    print(shown("cpstandard", own, made, count, own))
    print(shown("pandas, by hand", other, found, count, own), flush=True)
    extract.unlink()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for count in [int(text) for text in sys.argv[1:]] or [10_000, 100_000]:
            for form in ("text", "json"):
                compare(Path(folder), form, count)


main()
