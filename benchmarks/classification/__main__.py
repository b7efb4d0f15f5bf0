"""Measures the rules that tell community power from the rest, beside peers, on labels by people.

Usage: python benchmarks/classification SAMPLE.csv UKCAT.csv [--wrong] [--missed]

SAMPLE has the columns org_id, name, activities and UKCAT; UKCAT.csv the rules that the tags'
authors publish. README.md tells what the figures mean. Ends with 1 where the aim is missed.
"""

import argparse
import csv
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from labels import (
    AIM,
    KEPT_ASIDE,
    KINDS,
    TUNED,
    Judge,
    Kind,
    Labelled,
    any_of,
    measure,
    micro,
    read_labelled,
)

from cpstandard.ingest.classification import classify


def ours(row: Labelled, kind: Kind) -> bool:
    found = classify(row.name, row.text)
    return any(c.practice in kind.practices for c in found)


def ukcat(rules: Path) -> Judge:
    """The rules that the authors of the tags publish, over name and activities."""
    with rules.open(encoding="utf-8-sig", newline="") as file:
        patterns = {
            row["Code"]: [
                re.compile(row[key], re.IGNORECASE) if row[key] else None
                for key in ("Regular expression", "Exclude regular expression")
            ]
            for row in csv.DictReader(file)
        }

    def judge(row: Labelled, kind: Kind) -> bool:
        text = f"{row.name}. {row.text}"
        for tag in kind.tags:
            include, exclude = patterns[tag]
            if include and include.search(text) and not (exclude and exclude.search(text)):
                return True
        return False

    return judge


def keywords(row: Labelled, kind: Kind) -> bool:
    return bool(re.search(kind.keywords, f"{row.name} {row.text}", re.IGNORECASE))


def show(title: str, rows: list[Labelled], judges: dict[str, Judge]) -> None:
    print(f"\n## {title}: {len(rows):,} rows\n")
    print(f"| kind | labelled | {' | '.join(f'{name}: P / R / F1' for name in judges)} |")
    print(f"| --- | --: | {' | '.join('---' for _ in judges)} |")
    scores = {name: measure(rows, KINDS, judge) for name, judge in judges.items()}
    for kind in KINDS:
        line = [scores[name][kind.title] for name in judges]
        _line(kind.title, line)
    of_aim = {name: measure(rows, AIM, judge) for name, judge in judges.items()}
    _line("**the first four, micro**", [micro(of_aim[name]) for name in judges])
    _line("**any of the first four**", [any_of(rows, AIM, judge) for judge in judges.values()])


def _line(title: str, scores: list) -> None:
    cells = [
        f"{s.precision:.2f} / {s.recall:.2f} / {s.f1:.2f} ({s.right}+{s.wrong})" for s in scores
    ]
    print(f"| {title} | {scores[0].right + scores[0].missed} | {' | '.join(cells)} |")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sample", type=Path)
    parser.add_argument("ukcat", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what the rules got wrong")
    parser.add_argument("--missed", action="store_true", help="list what they missed")
    args = parser.parse_args()
    rows = read_labelled(args.sample)
    halves = {half: [row for row in rows if row.half == half] for half in (TUNED, KEPT_ASIDE)}
    judges: dict[str, Judge] = {
        "cpstandard": ours,
        "UK-CAT rules": ukcat(args.ukcat),
        "keywords": keywords,
    }
    for half, part in halves.items():
        show(f"The half {half}", part, judges)
    show("Both", rows, judges)
    start = time.perf_counter()
    for row in rows:
        classify(row.name, row.text)
    took = time.perf_counter() - start
    print(f"\n{len(rows) / took:,.0f} rows a second.")
    for name in ("wrong", "missed"):
        if getattr(args, name):
            _list(name, halves[TUNED])
    kept = any_of(halves[KEPT_ASIDE], AIM, ours)
    return 0 if kept.precision >= 0.9 and kept.recall >= 0.6 else 1


def _list(name: str, rows: list[Labelled]) -> None:
    for title, score in measure(rows, KINDS, ours).items():
        for row in score.rows[name]:
            print(
                f"{name}: {title} | {row.name} | {';'.join(sorted(row.tags))} | {row.text[:300]!r}"
            )


if __name__ == "__main__":
    sys.exit(main())
