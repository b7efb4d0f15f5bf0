"""Reads a field of Participedia in any of the forms in which it was ever exported.

The JSON of 2018 has lists and true or false; the official CSV spreads a list over ``issues_1``,
``issues_2`` and writes 1 or 0; the dump of the database writes ``{a,b}``, True and NULL.
"""

import re
from collections.abc import Mapping
from typing import Any

from cpstandard.core.row import Row

_NOTHING = frozenset({"", "null", "none", "nan", "n/a", "na", "unknown", "{}", "[]"})
_MOST_COLUMNS = 12
_YES, _NO = frozenset({"true", "yes", "1", "1.0"}), frozenset({"false", "no", "0", "0.0"})
_ADDRESS = re.compile(r"https?://[^\x00-\x20\"<>(){},\\]{1,1900}")
_WHOLE_ADDRESS = re.compile(r"https?://[^\x00-\x20\"<>]{1,1900}")
_QUOTED_OR_NOT = re.compile(r'"((?:[^"\\]|\\.)*)"|([^,]+)')


def plain(row: Row, name: str) -> str:
    """Return a field as text; empty where it only says that there is none."""
    text = row.text(name)
    return "" if text.casefold() in _NOTHING else text


def yes(row: Row, name: str) -> bool | None:
    """Return whether a field says yes; ``None`` where it says nothing."""
    value = row.take(name)
    said = str(value).strip().casefold() if isinstance(value, str | bool | int | float) else ""
    if said in _YES:
        return True
    if said in _NO:
        return False
    if value is not None and said not in _NOTHING:
        row.unknown(name, value)
    return None


def listed(row: Row, name: str) -> list[str]:
    """Return the texts of a list, each once, whatever it was exported as."""
    columns = [row.take(f"{name}_{number}") for number in range(1, _MOST_COLUMNS + 1)]
    values = [*_items(row.take(name)), *columns]
    texts = (" ".join(v.split()) for v in values if isinstance(v, str))
    return list(dict.fromkeys(text for text in texts if text.casefold() not in _NOTHING))


def addresses(row: Row, name: str) -> list[str]:
    """Return the web addresses of a field: a list, objects with ``url``, or composite text."""
    value = row.take(name)
    if isinstance(value, str):
        # A file's or link's own address is the first of the parts in brackets.
        return list(dict.fromkeys(found for part in value.split('"(') for found in _first(part)))
    found: list[str] = []
    for item in value if isinstance(value, list) else ():
        address = item.get("url") if isinstance(item, Mapping) else item
        if isinstance(address, str) and _WHOLE_ADDRESS.fullmatch(address.strip()):
            found.append(address.strip())
    return list(dict.fromkeys(found))


def linked(row: Row, name: str) -> tuple[str, str]:
    """Return title and address of another entry: an object, or columns ``x_title``, ``x_url``."""
    row.ignore(f"{name}_id", f"{name}/id", f"{name}/type", f"{name}/images", f"{name}/post_date")
    value = row.take(name)
    if isinstance(value, Mapping):
        number, kind = value.get("id"), value.get("type") or "case"
        title = value.get("title")
        url = f"https://participedia.net/{kind}/{number}" if number and title else ""
        return (title if isinstance(title, str) else ""), url
    return plain(row, f"{name}_title"), plain(row, f"{name}_url")


def _first(part: str) -> list[str]:
    match = _ADDRESS.search(part)
    return [match[0]] if match else []


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return []
    if value.startswith("{") and value.endswith("}"):
        return [
            (quoted or bare).replace('\\"', '"')
            for quoted, bare in _QUOTED_OR_NOT.findall(value[1:-1])
        ]
    # The first official CSV joined the codes of a list with a comma; no code holds one.
    return value.split(", ") if re.fullmatch(r"[a-z0-9_/]+(, [a-z0-9_/]+)+", value) else [value]
