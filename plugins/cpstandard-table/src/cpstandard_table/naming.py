"""Names what was most likely meant."""

from collections.abc import Sequence

from rapidfuzz import process

_SHOWN = 20


def nearest(name: str, known: Sequence[str]) -> str:
    """Return ``; did you mean 'x'?``, or the known names where none is near."""
    best = process.extractOne(name, known, score_cutoff=60)
    if best:
        return f"; did you mean {best[0]!r}?"
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return f"; known: {', '.join(known[:_SHOWN])}{more}" if known else ""
