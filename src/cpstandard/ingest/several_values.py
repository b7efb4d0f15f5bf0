"""Parts the values that registers put into one cell, in any of the ways in which they do."""

import re
from collections.abc import Collection

_QUOTED = re.compile(r"\s*(['\"])(.*?)\1\s*(?:[,;]|$)")
_BULLETS = re.compile(r"(?:^|\s)[*\N{BULLET}]\s+")
# Where a list is joined without spaces, a comma with a space behind it belongs to a value.
_TIGHT = re.compile(r",(?! )")


def several_values(text: str, known: Collection[str] = ()) -> list[str]:
    """Return the values in ``text``, each once and on one line.

    Understood are ``'a','b'``, ``{a,b}``, ``a;b``, ``a|b``, ``* a * b``, one a line, and ``a,b``,
    where a value may hold a comma: one of the ``known`` values is found whole; of others a comma
    with a space behind it is a part.
    """
    plain = text.strip()
    if len(plain) > 1 and plain[0] == "{" and plain[-1] == "}":
        plain = plain[1:-1]
    return list(dict.fromkeys(filter(None, (" ".join(v.split()) for v in _parted(plain, known)))))


def _parted(text: str, known: Collection[str]) -> list[str]:
    if quoted := _quoted(text):
        return quoted
    if _BULLETS.match(text):
        return _BULLETS.split(text)
    for sign in (";", "|", "\n"):
        if sign in text and not _holds(known, sign):
            return text.split(sign)
    return _commas(text, known)


def _quoted(text: str) -> list[str]:
    """Return the values of ``'a','b'``; an apostrophe inside a value ends nothing."""
    found: list[str] = []
    at = 0
    while match := _QUOTED.match(text, at):
        found.append(match[2])
        at = match.end()
        if at >= len(text):
            return found
    return []


def _holds(known: Collection[str], sign: str) -> bool:
    return any(sign in value for value in known)


def _commas(text: str, known: Collection[str]) -> list[str]:
    pieces = text.split(",")
    whole = {_key(value) for value in known}
    longest = max((value.count(",") for value in known), default=0) + 1
    found: list[str] = []
    loose: list[str] = []
    at = 0
    while at < len(pieces):
        for length in range(min(longest, len(pieces) - at), 0, -1):
            value = ",".join(pieces[at : at + length])
            if _key(value) in whole:
                found += [*_TIGHT.split(",".join(loose)), value] if loose else [value]
                loose = []
                at += length
                break
        else:
            loose.append(pieces[at])
            at += 1
    return found + (_TIGHT.split(",".join(loose)) if loose else [])


def _key(value: str) -> str:
    return " ".join(value.split()).casefold()
