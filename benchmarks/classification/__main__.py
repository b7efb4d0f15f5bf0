"""Measures the rules that tell community power from the rest, beside peers, on labels by people.

Usage: python benchmarks/classification [SAMPLE.csv UKCAT.csv] [--wrong] [--missed] [--tuning]

SAMPLE has the columns org_id, name, activities, objects and UKCAT; UKCAT.csv the rules that the
tags' authors publish; both lie in the shared data beside the checkout. README.md tells what the
figures mean. Ends with 1 where the aim is missed over both halves.
"""

import argparse
import csv
import itertools
import os
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
    Score,
    any_of,
    measure,
    micro,
    read_labelled,
)

from cpstandard.ingest.classification import classify

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CPSTANDARD_SHARED", ROOT.parent / "shared")) / "data/registers/ukcat"


PRECISION, RECALL = 0.9, 0.6
"""The aim, of the question whether a charity is any of the first four kinds."""


def ours(row: Labelled, kind: Kind) -> bool:
    """The rules, given what the importer ccew gives them."""
    found = classify(row.name, row.text, purposes=row.purposes)
    return any(c.practice in kind.practices for c in found)


def without_purposes(row: Labelled, kind: Kind) -> bool:
    """The rules on name and activities alone, as the peers have them."""
    return any(c.practice in kind.practices for c in classify(row.name, row.text))


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
    parser.add_argument("sample", type=Path, nargs="?", default=SHARED / "sample_ccew.csv")
    parser.add_argument("ukcat", type=Path, nargs="?", default=SHARED / "ukcat.csv")
    parser.add_argument("--wrong", action="store_true", help="list what the rules got wrong")
    parser.add_argument("--missed", action="store_true", help="list what they missed")
    parser.add_argument("--tuning", action="store_true", help="leave the half kept aside alone")
    args = parser.parse_args()
    for path in (args.sample, args.ukcat):
        if not path.is_file():
            sys.exit(f"{path} is missing: name the files of UK-CAT, or set CPSTANDARD_SHARED.")
    rows = read_labelled(args.sample)
    halves = {half: [row for row in rows if row.half == half] for half in (TUNED, KEPT_ASIDE)}
    judges: dict[str, Judge] = {
        "cpstandard": ours,
        "without objects": without_purposes,
        "UK-CAT rules": ukcat(args.ukcat),
        "keywords": keywords,
    }
    if args.tuning:
        halves, rows = {TUNED: halves[TUNED]}, halves[TUNED]
    for half, part in halves.items():
        show(f"The half {half}", part, judges)
    if len(halves) > 1:
        show("Both", rows, judges)
    start = time.perf_counter()
    for row in rows:
        classify(row.name, row.text, purposes=row.purposes)
    took = time.perf_counter() - start
    print(f"\n{len(rows) / took:,.0f} rows a second.")
    for name in ("wrong", "missed"):
        if getattr(args, name):
            _list(name, halves[TUNED])
    _agreement(rows)
    whole = any_of(rows, AIM, ours)
    return 0 if whole.precision >= PRECISION and whole.recall >= RECALL else 1


def _agreement(rows: list[Labelled]) -> None:
    """Print how well one person's tags foretell another's, of charities that two people tagged."""
    by_id: dict[str, list[Labelled]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    score, tags = Score(), frozenset().union(*(kind.tags for kind in AIM))
    pairs = [pair for same in by_id.values() for pair in itertools.permutations(same, 2)]
    for one, other in pairs:
        score.add(one, said=bool(tags & other.tags), true=bool(tags & one.tags))
    print(
        f"Between two people who tagged the same charity ({len(pairs) // 2} pairs), any of the "
        f"first four: {score.precision:.2f} / {score.recall:.2f} ({score.right}+{score.wrong})."
    )


def _list(name: str, rows: list[Labelled]) -> None:
    for title, score in measure(rows, KINDS, ours).items():
        for row in score.rows[name]:
            print(
                f"{name}: {title} | {row.name} | {';'.join(sorted(row.tags))} | {row.text[:300]!r}"
            )


if __name__ == "__main__":
    sys.exit(main())
