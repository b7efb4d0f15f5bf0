"""Did you mean …? The one word of a list that a misspelt word most likely stands for."""

from collections.abc import Iterable

_LONGEST = 100  # a longer word is no misspelling of a field or a code
_SHORTEST = 3
_HALF = 0.5
_LETTERS_A_SLIP = 4  # one slip is believed for every so many letters


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that ``word`` is a misspelling of, or ``None`` where none is close.

    A slip is a letter too many, too few, wrong, or two letters in each other's place.
    """
    plain = _plain(word) if isinstance(word, str) and len(word) <= _LONGEST else ""
    if len(plain) < _SHORTEST:
        return None
    from rapidfuzz import process  # noqa: PLC0415 - only mistakes pay for it
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    slips = max(1, len(plain) // _LETTERS_A_SLIP)
    best = process.extractOne(
        plain, sorted(choices), scorer=OSA.distance, processor=_plain, score_cutoff=slips
    )
    return str(best[0]) if best else None


def is_half_alike(word: str, other: str) -> bool:
    """Return whether at least half of the letters of the longer word are those of the other."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    return OSA.normalized_similarity(word, other) >= _HALF


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
