"""Did you mean …? The one word of a list that a misspelt word most likely stands for."""

from collections.abc import Iterable

_LONGEST = 100  # a longer word is no misspelling of a field or a code
_LIKENESS = 78  # of 100; below it suggestions are guesses


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that ``word`` is a misspelling of, or ``None`` where none is close."""
    if not word or len(word) > _LONGEST:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only mistakes pay for it

    best = process.extractOne(
        word, sorted(choices), scorer=fuzz.ratio, processor=_plain, score_cutoff=_LIKENESS
    )
    return str(best[0]) if best else None


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
