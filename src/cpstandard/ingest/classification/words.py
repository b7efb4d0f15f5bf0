"""Turns a name or a text into the words that phrases are compared with."""

import re
import unicodedata

BREAK = "."
"""Stands for punctuation: no phrase reaches over it."""
START, END = "^", "$"

# Vertical and typewriter apostrophes vanish (men's, mens); hyphens part words, as spaces do.
_SIGNS = {
    **dict.fromkeys("'`\u00b4\u2018\u2019\u02bc\u2032", ""),
    **dict.fromkeys("-\u2010\u2011\u2012\u2013\u2014_\u00a0", " "),
    **dict.fromkeys("&+", " and "),
    **dict.fromkeys('.,;:!?()[]{}<>/\\|"\u201c\u201d\u2022*#=\u2026', " . "),
}
_ASCII_SIGNS = tuple((sign, instead) for sign, instead in _SIGNS.items() if sign.isascii())
# C.I.C., W.I., Y.M.C.A.: letters with dots are one word. Few texts have any: to look for a letter
# between dots first is many times faster.
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_BETWEEN_DOTS = re.compile(r"\.[a-z]\.")
_SPELLINGS = {
    "center": "centre",
    "centers": "centres",
    "centr": "centre",
    "organization": "organisation",
    "organizations": "organisations",
    "organizing": "organising",
    "organizers": "organisers",
    "neighborhood": "neighbourhood",
    "neighborhoods": "neighbourhoods",
    "cooperative": "co operative",
    "cooperatives": "co operatives",
    "cooperation": "co operation",
    "coop": "co op",
    "coops": "co ops",
    "comunity": "community",
    "communty": "community",
    "commuity": "community",
    "timebank": "time bank",
    "timebanks": "time banks",
    "timebanking": "time banking",
    "foodbank": "food bank",
    "foodbanks": "food banks",
    "minibus": "mini bus",
    "minibuses": "mini buses",
    "makerspace": "maker space",
    "makerspaces": "maker spaces",
    "hackspace": "hack space",
    "hackspaces": "hack spaces",
}
# What is longer than any register's text is not read to its end.
_LIMIT = 20_000


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case without accents, between START and END.

    Spellings that differ (center, cooperative, timebank) become one; a stop or bracket becomes
    BREAK. At most 20,000 characters are looked at.
    """
    plain = text[:_LIMIT]
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in marked if not unicodedata.combining(sign))
    plain = plain.casefold()
    if _BETWEEN_DOTS.search(plain):
        plain = _INITIALS.sub(_without_dots, plain)
    # Few of the signs stand in a text: to replace those is far faster than str.translate.
    for sign, instead in _ASCII_SIGNS if plain.isascii() else _SIGNS.items():
        if sign in plain:
            plain = plain.replace(sign, instead)
    found = plain.split()
    if not _SPELLINGS.keys().isdisjoint(found):
        found = " ".join(_SPELLINGS.get(word, word) for word in found).split()
    return [START, *found, END]


def _without_dots(match: re.Match[str]) -> str:
    return match[0].replace(".", "") + " "
