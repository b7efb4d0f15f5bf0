"""The code of a list that somebody meant who wrote something else."""

import re

from cpstandard.core.codelist import Codelist
from cpstandard.validate.code_synonyms import code_by_synonym
from cpstandard.validate.nearest import nearest

_SHORTEST_PART, _LONGEST_PART = 3, 100  # letters by which a code may be known


def code_meant(value: str, codelist: Codelist) -> str | None:
    """Return the code that ``value`` stands for: by title, another spelling or word, or a slip."""
    titles = codelist.by_title()
    folded = value.strip().casefold()
    joined = re.sub(r"[\s_-]+", "-", folded)
    for reading in (titles.get(folded), joined if joined in codelist else None):
        if reading:
            return reading
    # Before the slips: “inactive” is no misspelling of “active”.
    if word := code_by_synonym(value[:_LONGEST_PART], codelist):
        return word
    title = nearest(value, titles)
    slip = nearest(value, codelist.codes) or (titles[title] if title else None)
    return slip or _code_in_part(folded, codelist)


def _code_in_part(folded: str, codelist: Codelist) -> str | None:
    """Return the one code whose own words, or whose title's, are those of the value and more."""
    words = set(re.findall(r"\w+", folded[:_LONGEST_PART]))
    if len("".join(words)) < _SHORTEST_PART:
        return None
    found = {
        code.code
        for code in codelist
        if words <= set(code.code.split("-"))
        or words <= set(re.findall(r"\w+", code.title.casefold()))
    }
    return found.pop() if len(found) == 1 else None
