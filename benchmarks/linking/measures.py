"""Runs the link stage over the sample, and scores what it or a peer says."""

from itertools import combinations

from peers import exact_names
from sample import KEPT_ASIDE, TUNED, Sample, read_sample, record_of
from scores import Pair, Score, pair, score, true_pairs

from cpstandard.core.links import Links
from cpstandard.link.judging import Judge, by_rules
from cpstandard.link.linking import link_subjects
from cpstandard.link.subject import subjects_of

__all__ = ["KEPT_ASIDE", "linked", "measure", "pairs_of", "read_sample"]


def pairs_of(links: Links) -> set[Pair]:
    return {pair(*two) for each in links.sets for two in combinations(each.ids, 2)}


def linked(sample: Sample, judge: Judge = by_rules, *, postcodes: bool = False) -> Links:
    records = [record_of(mention, postcodes=postcodes) for mention in sample.mentions]
    publisher_of = {mention.id: mention.source for mention in sample.mentions}
    return link_subjects(map(subjects_of, records), publisher_of, judge_by=judge)


def measure(sample: Sample, said: set[Pair]) -> dict[str, Score]:
    """Score the whole, each half, and the pairs whose names are written differently."""
    true = true_pairs(sample)
    found = {"both halves": score(said, true, sample)}
    for half in (TUNED, KEPT_ASIDE):
        found[half] = score(said, true, sample, half)
    alike = exact_names(sample)
    found["names written differently"] = score(said - alike, true - alike, sample)
    return found
