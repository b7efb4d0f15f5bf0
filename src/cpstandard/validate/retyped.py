"""Reads a value of the wrong JSON type as the one that a field asks for."""

import re
from typing import Any

from cpstandard.core.standard import Schema
from cpstandard.validate.readings import suggest

_LONGEST_NUMBER = 24
_IDENTIFIER = re.compile(r"([A-Z]{2}-[A-Z0-9_]+)-(\S{1,100})")
_NUMBER = re.compile(r"[£€$]?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)")


def retyped(value: Any, wanted: str, node: Schema) -> Any:
    """Return ``value`` as the JSON type that ``node`` wants; ``None`` where it has no reading."""
    if wanted == "string":
        return _text(value, node)
    if wanted == "number" and isinstance(value, str):
        return _number(value)
    if not isinstance(value, str) or not value.strip():
        return None
    if wanted == "object":
        return _in_parts(value, node)
    text_items = node.get("items", {}).get("type") == "string"
    return [value] if wanted == "array" and text_items else None


def _text(value: Any, node: Schema) -> str | None:
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    if type(value) not in (int, float):
        return None
    if "const" in node:
        # Version 1.0 without its quotation marks is 1.0, and 1 where a program wrote it.
        return next((t for t in (str(value), f"{value}.0") if t == node["const"]), None)
    whole = isinstance(value, float) and value.is_integer()
    text = str(int(value)) if whole else str(value)
    pattern = node.get("pattern", "")
    fits = re.search(pattern, text)
    return text if fits else suggest(str(node.get("patternName")), pattern, text)


def _number(value: str) -> float | None:
    match = _NUMBER.fullmatch(value.strip()) if len(value) < _LONGEST_NUMBER else None
    number = float(match[1].replace(",", "")) if match else None
    return int(number) if number is not None and number.is_integer() else number


def _in_parts(value: str, node: Schema) -> dict[str, str] | None:
    """Read text where a group of fields is wanted, as version 0.1 wrote names and identifiers."""
    needs = node.get("required", [])
    identifier = _IDENTIFIER.fullmatch(value) if set(needs) == {"scheme", "id"} else None
    if identifier:
        return {"scheme": identifier[1], "id": identifier[2]}
    return {"name": value} if needs == ["name"] and value.strip() else None
