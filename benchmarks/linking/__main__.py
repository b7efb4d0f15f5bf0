"""Measures the linking of organisations, beside peers, on pairs that official numbers tell.

Usage: python benchmarks/linking [REGISTERS] [--postcodes] [--wrong N] [--missed N] [--no-model]

REGISTERS is the folder of register samples in the shared data beside the checkout. The numbers are
hidden; README.md tells what the figures mean. Ends with 1 where the aim is missed.
"""

import argparse
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from measures import linked, measure, pairs_of
from peers import exact_names, plain_rapidfuzz
from sample import KEPT_ASIDE, TUNED, Mention, Sample, read_sample
from scores import Pair, Score, by_sources, true_pairs

from cpstandard.link.model import by_model

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CPSTANDARD_SHARED", ROOT.parent / "shared")) / "data/registers"
PRECISION, RECALL = 0.97, 0.85
"""The aim."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("registers", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--postcodes", action="store_true", help="show the postcodes to all")
    parser.add_argument("--wrong", type=int, default=0, help="list so many that were wrong")
    parser.add_argument("--missed", type=int, default=0, help="list so many that were missed")
    args = parser.parse_args()
    if not (args.registers / "fca-mutuals").is_dir():
        sys.exit(f"{args.registers} is missing: name the samples, or set CPSTANDARD_SHARED.")
    sample = read_sample(args.registers)
    print(f"{len(sample.mentions):,} mentions of {len(sample.bodies):,} bodies.")
    print(f"True pairs: {len(true_pairs(sample)):,}.\n")
    ways = {
        "exact names": lambda: exact_names(sample),
        "plain rapidfuzz, 90": lambda: plain_rapidfuzz(sample, 90),
        "cpstandard, rules": lambda: pairs_of(linked(sample, postcodes=args.postcodes)),
        "cpstandard, model": lambda: pairs_of(linked(sample, by_model, postcodes=args.postcodes)),
    }
    scores = {}
    print("| way | both halves | tuned on | kept aside | names written differently | seconds |")
    print("| --- | --- | --- | --- | --- | --: |")
    for name, way in ways.items():
        start = time.perf_counter()
        said = way()
        took = time.perf_counter() - start
        scores[name] = measure(sample, said)
        print(f"| {name} | {' | '.join(map(str, scores[name].values()))} | {took:.1f} |")
    ours = scores["cpstandard, rules"]
    _show(sample, ours["both halves"])
    _list("wrong", ours[TUNED].wrong, sample, args.wrong)
    _list("missed", ours[TUNED].missed, sample, args.missed)
    met = all(
        ours[part].precision >= PRECISION and ours[part].recall >= RECALL
        for part in ("both halves", KEPT_ASIDE)
    )
    return 0 if met else 1


def _show(sample: Sample, whole: Score) -> None:
    true, wrong = by_sources(true_pairs(sample)), by_sources(whole.wrong)
    right = by_sources(whole.right)
    print("\n| registers | true pairs | right | wrong |")
    print("| --- | --: | --: | --: |")
    for sources in sorted(true | wrong, key=lambda each: (-(true | wrong)[each], each)):
        print(
            f"| {' and '.join(sources)} | {true[sources]} | {right[sources]} | {wrong[sources]} |"
        )


def _list(title: str, pairs: set[Pair], sample: Sample, count: int) -> None:
    by_id = {mention.id: mention for mention in sample.mentions}
    for one, other in sorted(pairs)[:: max(len(pairs) // count, 1)][:count] if count else ():
        print(f"{title}: {_said(by_id[one])} | {_said(by_id[other])}")


def _said(mention: Mention) -> str:
    where = ", ".join(filter(None, (mention.town, mention.postcode, mention.website)))
    return f"{mention.source}: {mention.name} ({where}; {', '.join(sorted(mention.numbers))})"


if __name__ == "__main__":
    sys.exit(main())
