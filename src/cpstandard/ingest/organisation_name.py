"""Reads the names of organisations as registers write them."""

import re

_LEGAL_FORM = re.compile(
    r"[\s,]+(?P<open>\()?"
    r"(?:limited|ltd|cyfyngedig|cyf|c\.?b\.?s|c\.?i\.?c|c\.?i\.?o|s\.?c\.?i\.?o|plc|llp)\.?(?(open)\))$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'\u2019]*(?:\.[^\W\d_]\b\.?)*")
_SMALL = frozenset(
    {"a", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with", "y", "a'r", "yr"}
)
# Short forms that stay in capitals where a whole name is written so.
_ABBREVIATED = frozenset({"CYF", "DR", "LTD", "MR", "MRS", "MT", "ST"})
_CAPITALS = frozenset(
    {
        "AFC", "BMX", "CBS", "CIC", "CIO", "CLT", "FC", "II", "III", "IV", "LGBT", "LLP", "NHS",
        "PLC", "PTA", "RFC", "SCIO", "TV", "UK", "WI", "YMCA", "YWCA",
    }
)  # fmt: skip


def without_legal_form(name: str) -> str:
    """Return ``name`` as people say it: ``Somewhere Community Shop``, not ``... Limited``.

    A name that would be left with nothing stays as it is.
    """
    said = name.strip()
    while (shorter := _LEGAL_FORM.sub("", said)) != said and shorter.strip():
        said = shorter
    return said


def readable_name(name: str) -> str:
    """Return a name that is written all in capitals as people write it; any other unchanged."""
    text = " ".join(name.split())
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < 4 or not all(sign.isupper() for sign in letters):  # noqa: PLR2004 - an acronym
        return text
    if " " not in text:
        return text
    return _WORD.sub(lambda match: _word(match[0], first=match.start() == 0), text)


def _word(word: str, *, first: bool) -> str:
    small = word.casefold()
    unsayable = word not in _ABBREVIATED and not re.search("[AEIOUYW]", word)
    if "." in word or word in _CAPITALS or unsayable:
        return word
    if small in _SMALL and not first:
        return small
    return small[0].upper() + small[1:]
