"""Reads the phrases of rules, and finds all of them in a text at one go."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from cpstandard.ingest.classification.words import BREAK, END, START, words

_GAP = "*"  # one word, whichever
_WIDEST_GAP = 3
_MOST_VARIANTS = 2000
_ENDS = ""
_PARTS = re.compile(
    r"\((?P<needed>[^()\[\]]*)\)|\[(?P<optional>[^()\[\]]*)\]|(?P<word>[^\s()\[\]]+)"
)
_SIBILANT = ("s", "x", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found, from word ``start`` up to, not including, word ``end``."""

    phrase: int
    start: int
    end: int


def variants(phrase: str) -> list[tuple[str, ...]]:
    """Return every row of words for which ``phrase`` stands.

    ``(a|b c)`` is a choice, ``[a]`` may be missing, ``...`` stands for up to three words of any
    kind, ``^`` and ``$`` for the beginning and the end. The last word may stand in the plural.
    Raises ``ValueError`` saying what is wrong with the phrase.
    """
    choices = [_choice(part) for part in _parts(phrase)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > _MOST_VARIANTS:
        raise ValueError(f"it stands for {count} rows of words; write it as several phrases")
    found: dict[tuple[str, ...], None] = {}
    for combination in product(*choices):
        row = tuple(word for piece in combination for word in piece)
        if not row or row[0] == _GAP or row[-1] == _GAP:
            raise ValueError("it needs a word at its beginning and at its end")
        found |= dict.fromkeys(_numbers(row))
    return list(found)


def _parts(phrase: str) -> Iterator[re.Match[str]]:
    at = 0
    for match in _PARTS.finditer(phrase):
        if phrase[at : match.start()].strip():
            raise ValueError("a bracket is not closed")
        at = match.end()
        yield match
    if phrase[at:].strip() or not at:
        raise ValueError("a bracket is not closed" if at else "it is empty")


def _choice(part: re.Match[str]) -> list[tuple[str, ...]]:
    if part["word"] == "...":
        return [(_GAP,) * count for count in range(_WIDEST_GAP + 1)]
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


def _numbers(row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield ``row``, and with its last word in the plural."""
    yield row
    *before, last = row
    if last.isalpha():
        yield (*before, plural(last))


def plural(word: str) -> str:
    """Return the regular English plural of ``word``."""
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_SIBILANT) else f"{word}s"


class PhraseIndex:
    """All phrases as one tree of words: a text is walked once, however many there are."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take in ``phrases``; a hit gives the phrase's position among them."""
        self._root: dict[str, Any] = {}
        for number, phrase in enumerate(phrases):
            for row in variants(phrase):
                node = self._root
                for word in row:
                    node = node.setdefault(word, {})
                node.setdefault(_ENDS, []).append(number)

    def find(self, text: list[str]) -> list[Hit]:
        """Return every phrase in ``text``, which comes from ``words``."""
        found: list[Hit] = []
        root = self._root
        for start, word in enumerate(text):
            if word in root:
                self._walk(root[word], text, start, found)
        return found

    @staticmethod
    def _walk(node: dict[str, Any], text: list[str], start: int, found: list[Hit]) -> None:
        at, nodes = start + 1, [node]
        while nodes:
            for reached in nodes:
                if _ENDS in reached:
                    found += [Hit(number, start, at) for number in reached[_ENDS]]
            if at == len(text):
                return
            word = text[at]
            following = [reached[word] for reached in nodes if word in reached]
            if word not in (BREAK, START, END):
                following += [reached[_GAP] for reached in nodes if _GAP in reached]
            nodes, at = following, at + 1
