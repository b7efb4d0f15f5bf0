"""Values of strangers, cut to a size that a report can hold."""

from typing import Any

_LONGEST = 200
_MOST_ITEMS = 10


def shown(value: Any) -> Any:
    """Return ``value`` as a finding keeps it: text cut short, groups of fields left out."""
    if isinstance(value, str):
        return shown_text(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return None
    if isinstance(value, list):
        plain = [shown(v) for v in value[:_MOST_ITEMS] if isinstance(v, (str, int, float))]
        return plain or None
    return None if isinstance(value, dict) else value


def shown_text(value: Any) -> str:
    """Return ``value`` as words for a sentence: on one line, cut short, no control characters."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return "a very long number"
    text = value if isinstance(value, str) else str(value)
    cut = text[:_LONGEST] + "…" if len(text) > _LONGEST else text
    if cut.isprintable():
        return cut
    return "".join(c if c.isprintable() else _visible(c) for c in cut)


def _visible(character: str) -> str:
    return " " if character.isspace() else "\N{REPLACEMENT CHARACTER}"
