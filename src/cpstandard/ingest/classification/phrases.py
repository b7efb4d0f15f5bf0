"""Reads the phrases of rules, and finds all of them in a text at one go."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cpstandard.ingest.classification.words import BREAK, END, START, words

_ANY = "*"  # one word, whichever
_WIDEST_GAP = 3
_PARTS = re.compile(
    r"\((?P<needed>[^()\[\]]*)\)|\[(?P<optional>[^()\[\]]*)\]|(?P<word>[^\s()\[\]]+)"
)
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

    The last word of a phrase may also stand in the plural.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take in ``phrases``; a hit gives the phrase's position among them."""
        self._known: set[str] = set()
        self._states: dict[frozenset[int], _State] = {}
        first: dict[str, list[_Place]] = {}
        self._places: list[_Place] = []  # kept, for they are told apart by id()
        for number, phrase in enumerate(phrases):
            for place in self._build(parse_phrase(phrase), number):
                for word, targets in place.following.items():
                    first.setdefault(word, []).extend(targets)
        self._first = {word: self._state(places) for word, places in first.items()}

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
        first, known = self._first, self._known
        # Words that no phrase has are one to the automaton: any word, for which a gap may stand.
        steps = [word if word in known or word in _EDGES else "" for word in text]
        end = len(text)
        for start, word in enumerate(text):
            state = first.get(word)
            at = start + 1
            while state is not None:
                for number in state.phrases:
                    found.append(Hit(number, start, at))  # noqa: PERF401 - seldom any
                if at == end:
                    break
                step = steps[at]
                at += 1
                if step in state.following:
                    state = state.following[step]
                else:
                    state = self._step(state, step)
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
