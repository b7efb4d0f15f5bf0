"""The code of a list that somebody meant who wrote something else."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cpstandard.core.codelist import Codelist
from cpstandard.validate.code_synonyms import code_by_synonym
from cpstandard.validate.nearest import is_half_alike, nearest

_SHORTEST_PART, _LONGEST_PART = 3, 100  # letters by which a code may be known
_MOST_NEAR = 3  # a word that more codes have says nothing of which is meant
_LISTS, _VALUES = 64, 4096  # that are remembered: the same is written again and again


def code_meant(value: str, codelist: Codelist) -> str | None:
    """Return the code that ``value`` stands for: by title, another spelling or word, or a slip."""
    return next(iter(codes_near(value, codelist)), None)


def codes_near(value: str, codelist: Codelist) -> tuple[str, ...]:
    """Return the codes that ``value`` may stand for, the likeliest first.

    More than one is near only where a few have all of its words, and none of them is it.
    """
    known = _known(_Held(codelist))
    return _codes_near(value, known) if len(value) <= _LONGEST_PART else _read(value, known)


class _Held:
    """A codelist by its identity, for it cannot be told by what it holds in no time."""

    __slots__ = ("codelist",)

    def __init__(self, codelist: Codelist) -> None:
        self.codelist = codelist

    def __hash__(self) -> int:
        return id(self.codelist)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.codelist is self.codelist


@dataclass(frozen=True, eq=False)
class _Known:
    """What the codes of a list are called; ``words`` are those of ``names``, of each code."""

    codelist: Codelist
    titles: dict[str, str]
    names: dict[str, list[tuple[int, frozenset[str]]]]
    words: tuple[str, ...]


@lru_cache(maxsize=_LISTS)
def _known(held: _Held) -> _Known:
    titles = held.codelist.by_title()
    names = {code: [_name(code.replace("-", " "))] for code in held.codelist.codes}
    for title, code in titles.items():
        names[code].append(_name(title))
    words = {word for each in names.values() for _, parts in each for word in parts}
    return _Known(held.codelist, titles, names, tuple(sorted(words)))


def _name(text: str) -> tuple[int, frozenset[str]]:
    return len(text), frozenset(re.findall(r"\w+", text))


def _read(value: str, known: _Known) -> tuple[str, ...]:
    codelist, titles = known.codelist, known.titles
    folded = value.strip().casefold()
    joined = re.sub(r"[\s_-]+", "-", folded)
    for reading in (titles.get(folded), joined if joined in codelist else None):
        if reading:
            return (reading,)
    # Before the slips: “inactive” is no misspelling of “active”.
    if word := code_by_synonym(value[:_LONGEST_PART], codelist):
        return (word,)
    words = frozenset(re.findall(r"\w+", folded[:_LONGEST_PART]))
    # “Community land” has two words of “community land trust”, which says more than its likeness
    # to “community café”; of one word a slip is as likely.
    several = len(words) > 1
    parts = _with_words(words, known)
    slip = None if parts and several else _slip(value, known)
    if slip:
        return (slip,)
    return parts or _with_words(_spelt_right(words, known), known)


_codes_near = lru_cache(maxsize=_VALUES)(_read)


def _slip(value: str, known: _Known) -> str | None:
    code = nearest(value, known.codelist.codes)
    if code and _is_alike(value, code):
        return code
    title = nearest(value, known.titles)
    return known.titles[title] if title and _is_alike(value, title) else None


def _is_alike(value: str, name: str) -> bool:
    """Return whether the words are like each other too: “community-led” is no “community-food”."""
    written, meant = (re.findall(r"[^\W_]+", text.casefold()) for text in (value, name))
    if len(written) != len(meant):
        return True
    return all(map(is_half_alike, written, meant))


def _with_words(words: frozenset[str], known: _Known) -> tuple[str, ...]:
    """Return the codes that have all ``words`` in them or in their titles, the shortest first."""
    if len("".join(words)) < _SHORTEST_PART:
        return ()
    found = {
        code: min(length for length, _ in names)
        for code, names in known.names.items()
        if any(words <= parts for _, parts in names)
    }
    if len(found) > _MOST_NEAR:
        return ()
    return tuple(sorted(found, key=lambda code: (found[code], code)))


def _spelt_right(words: frozenset[str], known: _Known) -> frozenset[str]:
    """Return ``words``, each as the codes and titles of the list spell it, if all are in them."""
    spelt = {word if word in known.words else nearest(word, known.words) for word in words}
    return frozenset(word for word in spelt if word) if None not in spelt else frozenset()
