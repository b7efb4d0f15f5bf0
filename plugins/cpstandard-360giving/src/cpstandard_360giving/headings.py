"""Says which field of a grant a spreadsheet's heading stands for."""

import functools
import re
import unicodedata
from typing import Any

from cpstandard_360giving.programmes import read_data

Tokens = tuple[str | int, ...]
_MOST_ITEMS = 100


@functools.cache
def tokens_of(heading: str) -> Tokens:
    """Return the path to a heading's field: names, and the number of an item in each list.

    ``Recipient Org:1:Name``, ``Recipient Org:Name`` and ``recipientOrganization/0/name`` are all
    understood. A heading of the publisher's own is a path of its parts, as the standard's own
    converter has it: ``Website: Notes`` is the field ``Notes`` of ``Website``.
    """
    parts = [" ".join(part.split()) for part in re.split(r"[:/]", heading.removeprefix("\ufeff"))]
    known = _known(parts)
    if known:
        return known
    plain = ":" in heading and "/" not in heading and all(parts) and not any(map(_is_number, parts))
    return tuple(parts) if plain else (heading,)


def _known(parts: list[str]) -> Tokens:
    kind = "grant"
    tokens: list[str | int] = []
    for at, part in enumerate(parts):
        if _is_number(part):
            if not tokens or isinstance(tokens[-1], str) or int(part) >= _MOST_ITEMS:
                return ()
            tokens[-1] = int(part)
            continue
        table = _tables()[kind]
        name, inner = table.get(_folded(part), ("", ""))
        if not name:
            return ()
        tokens.append(name)
        if inner:
            tokens += [0] if name in _lists() else []
            kind = inner
        else:
            return tuple(tokens) if all(_is_number(rest) for rest in parts[at + 1 :]) else ()
    return ()


@functools.cache
def _lists() -> frozenset[str]:
    return frozenset(read_data("headings.yaml")["lists"])


@functools.cache
def _tables() -> dict[str, dict[str, tuple[str, str]]]:
    """Return, for each kind of object, the field and its kind by the folded title."""
    kinds: dict[str, Any] = read_data("headings.yaml")["kinds"]
    tables: dict[str, dict[str, tuple[str, str]]] = {}
    for kind, content in kinds.items():
        table = tables.setdefault(kind, {})
        for name, part in content.get("parts", {}).items():
            for title in (*part["titles"], name):
                table[_folded(title)] = (name, part["kind"])
        for name, titles in content["fields"].items():
            for title in (*titles, name):
                table[_folded(title)] = (name, "")
    return tables


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()


def _folded(part: str) -> str:
    plain = unicodedata.normalize("NFKC", part).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
