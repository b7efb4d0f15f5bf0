"""Reads the phrases of rules, and finds all of them in a text at one go."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from cpstandard.ingest.classification.words import BREAK, END, START, words

_ANY = "*"  # one word, whichever
_WIDEST_GAP = 3
_PARTS = re.compile(
    r"\((?P<needed>[^()\[\]]*)\)|\[(?P<optional>[^()\[\]]*)\]|(?P<word>[^\s()\[\]]+)"
)
_SHORT = 4  # letters: shorter words stand in most texts
_SIBILANT = ("s", "x", "ch", "sh")

Choice = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found, from word ``start`` up to, not including, word ``end``."""

    phrase: int
    start: int
    end: int


def parse_phrase(phrase: str) -> list[Choice]:
    """Return the parts of ``phrase``, each the rows of words that may stand there.

    ``(a|b c)`` is a choice, ``[a]`` may be missing, ``...`` stands for up to three words of any
    kind, ``^`` and ``$`` for the beginning and the end.
    Raises ``ValueError`` saying what is wrong with the phrase.
    """
    choices = [_choice(part) for part in _parts(phrase)]
    if (_ANY,) in (*choices[0], *choices[-1]):
        raise ValueError("it needs a word at its beginning and at its end")
    if all(() in choice for choice in choices):
        raise ValueError("it needs a word that may not be missing")
    return choices


def _parts(phrase: str) -> Iterator[re.Match[str]]:
    at = 0
    for match in _PARTS.finditer(phrase):
        if phrase[at : match.start()].strip():
            raise ValueError("a bracket is not closed")
        at = match.end()
        yield match
    if phrase[at:].strip() or not at:
        raise ValueError("a bracket is not closed" if phrase.strip() else "it is empty")


def _choice(part: re.Match[str]) -> Choice:
    if part["word"] == "...":
        return [(_ANY,) * count for count in range(_WIDEST_GAP + 1)]
    if part["word"] in (START, END):
        return [(part["word"],)]
    source = next(text for text in part.groups() if text is not None)
    found = [_words_of(text) for text in source.split("|")]
    return [*found, ()] if part["optional"] is not None else found


def _words_of(text: str) -> tuple[str, ...]:
    found = tuple(words(text)[1:-1])
    if not found or BREAK in found:
        raise ValueError(f"{text!r} holds no word, or punctuation")
    return found


def plural(word: str) -> str:
    """Return the regular English plural of ``word``."""
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_SIBILANT) else f"{word}s"


_EDGES = frozenset({BREAK, END})


class _Outline(NamedTuple):
    """What can be said of a phrase before a text is walked.

    Of each of the ``parts`` some word must stand in the text; ``starts`` may begin the phrase.
    """

    parts: list[frozenset[str]]
    starts: set[str]


def _parts_needed(choices: list[Choice]) -> list[frozenset[str]]:
    """Return the parts without which there is no match, each as words of which one must stand."""
    found = []
    for choice in choices:
        # Of words in a row one is enough: the longest, for that is the rarest as a rule.
        chosen = {max(row, key=len, default="") for row in choice}
        if not chosen & {"", _ANY}:
            found.append(frozenset(chosen | {plural(word) for word in chosen}))
    return found


def _by_rarest(outlines: list[_Outline]) -> dict[str, list[_Outline]]:
    """Return by a word the phrases that have it in their rarest part, with their other parts."""
    often = Counter(word for outline in outlines for part in outline.parts for word in part)
    found: dict[str, list[_Outline]] = {}
    for outline in outlines:
        rarest, *others = sorted(outline.parts, key=lambda part: _commonness(part, often))
        for word in rarest:
            found.setdefault(word, []).append(outline._replace(parts=others))
    return found


def _commonness(part: frozenset[str], often: Counter[str]) -> tuple[int, int, int]:
    shortest = min(map(len, part))
    return shortest < _SHORT, max(often[word] for word in part), -shortest


@dataclass(slots=True)
class _Place:
    """Where one may stand within a phrase: what may follow, and whether the phrase ends here."""

    following: dict[str, list["_Place"]] = field(default_factory=dict)
    phrase: int | None = None


@dataclass(slots=True)
class _State:
    """All places where one stands at once; what follows is worked out when first asked for."""

    places: tuple[_Place, ...]
    phrases: tuple[int, ...]
    following: dict[str, "_State | None"] = field(default_factory=dict)


class PhraseIndex:
    """All phrases as one automaton: a text is walked once, however many phrases there are.

    The last word of a phrase may also stand in the plural. Few texts hold all words of any phrase:
    that is looked at first, and only such texts are walked, from where those phrases may begin.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take in ``phrases``; a hit gives the phrase's position among them."""
        self._known: set[str] = set()
        self._states: dict[frozenset[int], _State] = {}
        first: dict[str, list[_Place]] = {}
        self._places: list[_Place] = []  # kept, for they are told apart by id()
        outlines: list[_Outline] = []
        for number, choices in enumerate(map(parse_phrase, phrases)):
            starts: set[str] = set()
            for place in self._build(choices, number):
                for word, targets in place.following.items():
                    first.setdefault(word, []).extend(targets)
                starts |= place.following.keys()
            outlines.append(_Outline(_parts_needed(choices), starts))
        self._first = {word: self._state(places) for word, places in first.items()}
        self._by_rarest = _by_rarest(outlines)
        self._rarest = frozenset(self._by_rarest)

    def _build(self, choices: list[Choice], number: int) -> list[_Place]:
        """Return the places from which ``choices`` begin; built from the end."""
        accept = self._place(number)
        entry = [accept]
        for choice in reversed(choices):
            before: list[_Place] = []
            for row in choice:
                targets = entry
                for at, word in reversed(list(enumerate(row))):
                    place = self._place()
                    place.following[word] = targets
                    self._known.add(word)
                    if at == len(row) - 1 and accept in entry and word.isalpha():
                        place.following.setdefault(plural(word), [accept])
                        self._known.add(plural(word))
                    targets = [place]
                before += targets
            entry = before
        return entry

    def _place(self, phrase: int | None = None) -> _Place:
        place = _Place(phrase=phrase)
        self._places.append(place)
        return place

    def _state(self, places: list[_Place]) -> _State:
        key = frozenset(map(id, places))
        if key not in self._states:
            unique = tuple({id(place): place for place in places}.values())
            ends = tuple(place.phrase for place in unique if place.phrase is not None)
            self._states[key] = _State(unique, ends)
        return self._states[key]

    def find(self, text: list[str]) -> list[Hit]:
        """Return every phrase in ``text``, which comes from ``words``."""
        found: list[Hit] = []
        if not (starts := self._starts(set(text))):
            return found
        first, known = self._first, self._known
        end = len(text)
        for start in [at for at, word in enumerate(text) if word in starts]:
            state: _State | None = first[text[start]]
            at = start + 1
            while state is not None:
                for number in state.phrases:
                    found.append(Hit(number, start, at))  # noqa: PERF401 - seldom any
                if at == end:
                    break
                # Words that no phrase has are one: any word, for which a gap may stand.
                step = text[at] if text[at] in known or text[at] in _EDGES else ""
                at += 1
                if step in state.following:
                    state = state.following[step]
                else:
                    state = self._step(state, step)
        return found

    def _starts(self, present: set[str]) -> set[str]:
        """Return the words that begin those phrases of which all words may be ``present``."""
        found: set[str] = set()
        for word in self._rarest & present:
            for parts, starts in self._by_rarest[word]:
                for part in parts:
                    if part.isdisjoint(present):
                        break
                else:
                    found |= starts
        return found

    def _step(self, state: _State, word: str) -> _State | None:
        """Work out what follows ``state`` at ``word``, and keep it; an unknown word is empty."""
        targets: list[_Place] = []
        for place in state.places:
            targets += place.following.get(word, ())
            if word not in _EDGES:
                targets += place.following.get(_ANY, ())
        state.following[word] = self._state(targets) if targets else None
        return state.following[word]
