"""The code of a list that somebody meant who wrote something else."""

import re

from cpstandard.core.codelist import Codelist
from cpstandard.validate.code_synonyms import code_by_synonym
from cpstandard.validate.nearest import is_half_alike, nearest

_SHORTEST_PART, _LONGEST_PART = 3, 100  # letters by which a code may be known
_MOST_NEAR = 3  # a word that more codes have says nothing of which is meant


def code_meant(value: str, codelist: Codelist) -> str | None:
    """Return the code that ``value`` stands for: by title, another spelling or word, or a slip."""
    return next(iter(codes_near(value, codelist)), None)


def codes_near(value: str, codelist: Codelist) -> list[str]:
    """Return the codes that ``value`` may stand for, the likeliest first.

    More than one is near only where a few have all of its words, and none of them is it.
    """
    titles = codelist.by_title()
    folded = value.strip().casefold()
    joined = re.sub(r"[\s_-]+", "-", folded)
    for reading in (titles.get(folded), joined if joined in codelist else None):
        if reading:
            return [reading]
    # Before the slips: “inactive” is no misspelling of “active”.
    if word := code_by_synonym(value[:_LONGEST_PART], codelist):
        return [word]
    words = set(re.findall(r"\w+", folded[:_LONGEST_PART]))
    # “Community land” has two words of “community land trust”, which says more than its likeness
    # to “community café”; of one word a slip is as likely.
    several = len(words) > 1
    parts = _with_words(words, codelist)
    slip = None if parts and several else _slip(value, codelist, titles)
    if slip:
        return [slip]
    return parts or _with_words(_spelt_right(words, codelist), codelist)


def _slip(value: str, codelist: Codelist, titles: dict[str, str]) -> str | None:
    title = nearest(value, titles)
    code = nearest(value, codelist.codes)
    if code and _is_alike(value, code):
        return code
    return titles[title] if title and _is_alike(value, title) else None


def _is_alike(value: str, name: str) -> bool:
    """Return whether the words are like each other too: “community-led” is no “community-food”."""
    written, meant = (re.findall(r"[^\W_]+", text.casefold()) for text in (value, name))
    if len(written) != len(meant):
        return True
    return all(map(is_half_alike, written, meant))


def _with_words(words: set[str], codelist: Codelist) -> list[str]:
    """Return the codes that have all ``words`` in them or in their titles, the shortest first."""
    if len("".join(words)) < _SHORTEST_PART:
        return []
    found = {
        code: min(len(name) for name in names)
        for code, names in _names(codelist).items()
        if any(words <= set(re.findall(r"\w+", name)) for name in names)
    }
    return sorted(found, key=lambda code: (found[code], code)) if len(found) <= _MOST_NEAR else []


def _spelt_right(words: set[str], codelist: Codelist) -> set[str]:
    """Return ``words``, each as the codes and titles of the list spell it, if all are in them."""
    known = {
        word
        for names in _names(codelist).values()
        for name in names
        for word in re.findall(r"\w+", name)
    }
    spelt = {word if word in known else nearest(word, known) for word in words}
    return {word for word in spelt if word} if None not in spelt else set()


def _names(codelist: Codelist) -> dict[str, list[str]]:
    """Return what each code is called: in its own words, and by its titles in all languages."""
    names = {code: [code.replace("-", " ")] for code in codelist.codes}
    for title, code in codelist.by_title().items():
        names[code].append(title)
    return names
