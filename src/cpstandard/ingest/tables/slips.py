"""Whether a heading that nobody knows is one that is known, with a slip of the keyboard in it."""

import re

from rapidfuzz.distance import OSA

from cpstandard.ingest.tables.headings import folded

_SHORT, _LONG = 5, 10  # letters of a heading in which one slip, or two, leave no doubt


def is_slip(heading: str, meant: str) -> bool:
    """Return whether ``heading`` can only be ``meant`` with a slip of the keyboard in it.

    A slip is a letter too many, too few, wrong, or two in each other's place; a long heading may
    have two. Numbers tell columns apart, so they are never one.
    """
    typed, right = folded(heading), folded(meant)
    slips = 2 if len(right) >= _LONG else 1 if len(right) >= _SHORT else 0
    numbers = [re.findall("[0-9]+", text) for text in (typed, right)]
    return numbers[0] == numbers[1] and OSA.distance(typed, right, score_cutoff=slips) <= slips
