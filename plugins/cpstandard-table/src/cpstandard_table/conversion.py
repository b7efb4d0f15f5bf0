"""Turns what stands in a cell into a code, a number or a web address of the standard."""

import math
import re
from typing import Any

from cpstandard.core.codelist import Codelist
from cpstandard.core.standard import Schema
from cpstandard.ingest.number import number_in


def code_of(raw: Any, codes: Codelist, also: set[str]) -> str | None:
    """Return the code for a code or a title in any case; ``also`` holds codes of the mapping."""
    text = str(raw).strip()
    folded = text.casefold()
    if text in also or folded in codes:
        return text if text in also else folded
    return codes.by_title().get(folded)


def number_of(raw: Any, schema: Schema) -> int | float | None:
    """Return a number within the field's bounds, thousands' commas and a pound sign left out."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        number: int | float = raw
    else:
        found = number_in(str(raw))
        if found is None:
            return None
        number = found
    if not math.isfinite(number):
        return None
    low, high = schema.get("minimum"), schema.get("maximum")
    if (low is not None and number < low) or (high is not None and number > high):
        return None
    return int(number) if isinstance(number, float) and number.is_integer() else number


_YES = frozenset({"yes", "y", "true", "t", "1", "ie", "ydy", "oes", "ja", "oui", "sí", "si"})
_NO = frozenset({"no", "n", "false", "f", "0", "na", "nac ydy", "nac oes", "nein", "non"})


def yes_or_no(raw: Any) -> bool | None:
    """Return what a yes or a no means; ``None`` for anything else."""
    if isinstance(raw, bool):
        return raw
    text = " ".join(str(raw).split()).casefold().removesuffix(".0")
    return True if text in _YES else False if text in _NO else None


def in_form(made: Any, schema: Schema) -> bool:
    """Return whether the text that was made has the form that the standard asks of the field."""
    if not isinstance(made, str) or not made or "codelist" in schema:
        return True
    pattern = schema.get("pattern")
    return pattern is None or re.search(pattern, made) is not None
