"""Measures a build of many initiatives: import, validate, link, downloads; then one with 1 % new.

Usage: python benchmarks/scale [--everywhere] [INITIATIVES ...]   (default: 10,000 50,000 200,000)

The initiatives are made up from real samples (``registers.py``), in a hundred publishers of equal
size, of which one gives other texts the second time. With ``--everywhere`` follows a build in which
1 % of the rows of every publisher are others, so that no source is as it was. The clock runs over
the whole command: start of the interpreter, reading every file, eight forms for each publisher and
all that have room for all together, manifest, reading back, history. Left out are the pages
(``--data-only``). Memory is that of all processes together. Ends with 1 where 200,000 took over ten
minutes, 3 GB, or the second build over a tenth of the first.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import registers

sys.path.insert(0, str(registers.ROOT / "benchmarks"))
from measuring import Measured, measure, measured_with

PUBLISHERS = 100
MOST_SECONDS, MOST_MEMORY, MOST_SHARE = 600, 3072, 0.1


def build(folder: Path) -> Measured:
    return measure(
        [
            sys.executable, "-m", "cpstandard", "build", "--data-only", "--quiet",
            "--registry", str(folder / "registry"), "--out", str(folder / "site"),
            "--workspace", str(folder / "workspace"), "--now", "2026-01-31T06:00:00Z",
        ]
    )  # fmt: skip


def newest(folder: Path) -> dict[str, int]:
    index = (folder / "site/editions/index.json").read_text("utf-8")
    return json.loads(index)["editions"][0]


def told(what: str, measured: Measured, records: int) -> str:
    return (
        f"  {what:<28} {measured.seconds:>7.1f} s {measured.cpu:>7.1f} s CPU "
        f"{measured.memory:>6,.0f} MB {1000 * measured.cpu / records:>7.2f} ms CPU a record"
    )


def run(count: int, shared: Path, *, everywhere: bool) -> tuple[Measured, Measured]:
    with tempfile.TemporaryDirectory() as name:
        folder, each = Path(name), count // PUBLISHERS
        registers.write_registry(folder / "registry", PUBLISHERS, each, shared)
        size = sum(p.stat().st_size for p in (folder / "registry").rglob("*") if p.is_file())
        first = build(folder)
        records = newest(folder)["records"]
        print(f"{records:,} initiatives of {PUBLISHERS} publishers, {size >> 20:,} MB")
        print(told("first build", first, records), flush=True)
        registers.write_publisher(folder / "registry", 0, each, shared, edition=2)
        second = build(folder)
        changed = newest(folder)
        share = f"{changed['changed'] / records:.1%} changed, {second.seconds / first.seconds:.3f}"
        print(told(f"second, {share} of it", second, records), flush=True)
        third = build(folder)
        print(told("third, nothing changed", third, records), flush=True)
        if not changed["changed"] or changed["added"] or changed["removed"]:
            sys.exit(f"The second build found {changed}")
        if everywhere:
            for number in range(PUBLISHERS):
                registers.write_publisher(
                    folder / "registry", number, each, shared, edition=3, every=100
                )
            fourth = build(folder)
            share = f"{newest(folder)['changed'] / records:.1%} changed"
            share = f"{share}, {fourth.seconds / first.seconds:.3f} of it"
            print(told(f"1 % of each, {share}", fourth, records), flush=True)
    return first, second


def main() -> None:
    shared = Path(os.environ.get("CPSTANDARD_SHARED", registers.ROOT.parent / "shared"))
    if not (shared / "data").is_dir():
        sys.exit(f"The real samples are not at {shared}; set CPSTANDARD_SHARED.")
    numbers = [text for text in sys.argv[1:] if text != "--everywhere"]
    counts = [int(text.replace(",", "")) for text in numbers] or [10_000, 50_000, 200_000]
    print(measured_with(), flush=True)
    before: tuple[int, Measured] | None = None
    for count in counts:
        first, second = run(count, shared, everywhere="--everywhere" in sys.argv)
        if before:
            times, grown = count / before[0], first.seconds / before[1].seconds
            memory = first.memory / before[1].memory
            print(
                f"  {times:.0f} times the records: {grown:.1f} times as long, {memory:.2f} x memory"
            )
        before = count, first
        if count >= 200_000 and (
            first.seconds > MOST_SECONDS
            or first.memory > MOST_MEMORY
            or second.seconds > MOST_SHARE * first.seconds
        ):
            sys.exit("That is more than is promised.")


main()
