"""Words in which letters of two alphabets are mixed."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text

# Letters of the Greek and Cyrillic alphabets that nobody can tell from Latin ones.
_FOREIGN = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονАВЕЅІЈКМНОРСТУХаеорсухіјѕһԁԛԝ"  # noqa: RUF001
_LATIN = "ABEZHIKMNOPTYXovABESIJKMHOPCTYXaeopcyxijshdqw"
_MEANT = str.maketrans(_FOREIGN, _LATIN)
_OTHER = re.compile("[\u0370-\u052f]")
_MIXED = re.compile(f"[A-Za-z][{_FOREIGN}\u0400-\u052f]|[{_FOREIGN}\u0400-\u052f][A-Za-z]")
_WORD = re.compile(r"\w+")


@check(
    code="lookalike-letters",
    severity="warning",
    message="“{word}” mixes letters of two alphabets that look alike.",
    since="1.0",
    bears_gaps=True,
    screen=no_text(_MIXED.pattern),
)
def lookalike_letters(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A word has a Greek or Cyrillic letter among Latin ones, which looks the same and is another.

    The word is not found by whoever searches for it, and one name can pass for another.

    Write the word again on your own keyboard.
    """
    texts = context.texts(record)
    if texts.joined.isascii() or not _OTHER.search(texts.joined) or not _MIXED.search(texts.joined):
        return
    for prose in texts.prose:
        match = _MIXED.search(prose.text)
        if match:
            word = next(w[0] for w in _WORD.finditer(prose.text) if w.end() > match.start())
            meant = _WORD.sub(_latin, prose.text)
            sure = meant if meant != prose.text and not _MIXED.search(meant) else None
            yield Problem(prose.pointer, {"word": word[:60]}, prose.text, sure)


def _latin(match: re.Match[str]) -> str:
    word = match[0]
    meant = word.translate(_MEANT)
    return meant if meant.isascii() and _MIXED.search(word) else word
