"""Licences as people write them: CC BY, Creative Commons Attribution 4, OGL v3, public domain."""

import re

from cpstandard.validate.licences import CLOSED_LICENCES, OPEN_LICENCES

_KNOWN = {known.casefold(): known for known in (*OPEN_LICENCES, *CLOSED_LICENCES)}
_PARTS = (
    (r"creative commons", "cc"),
    (r"attribution", "by"),
    (r"non ?commercial", "nc"),
    (r"no ?deriv(?:ative)?s?(?: works)?", "nd"),
    (r"share ?alike", "sa"),
    (r"open government", "ogl"),
    (r"open database", "odbl"),
    (r"(?:cc )?public domain(?: dedication)?|cc ?zero|cc 0|zero", "cc0"),
    (r"\b(?:the|licence|license|international|unported|universal|uk|version|ver|v)\b", " "),
)
_VERSION = re.compile(r"\bv?([0-9])(?:\.([0-9]))?$")
# The version in use today, which is meant where none is named.
_TODAY = {"cc0": "CC0-{}", "ogl": "OGL-UK-{}", "odbl": "ODbL-{}"}
_NEWEST = {"cc0": "1.0", "ogl": "3.0", "odbl": "1.0"}
_CREATIVE_COMMONS = "4.0"


def licence_named(text: str) -> str | None:
    """Return the SPDX id of the one licence that ``text`` names, in its newest version if in none.

    “Creative Commons” alone may be any of seven, and says nothing.
    """
    joined = re.sub(r"[\s_]+", "-", text.strip()).casefold()
    if joined in _KNOWN:
        return _KNOWN[joined]
    words = re.sub(r"[^\w.]+|_", " ", text.casefold()).strip()
    for pattern, short in _PARTS:
        words = re.sub(pattern, short, words)
    words = " ".join(words.split())
    version = _VERSION.search(words)
    name = (words[: version.start()] if version else words).strip().replace("cc cc0", "cc0")
    number = f"{version[1]}.{version[2] or 0}" if version else None
    if name in _TODAY:
        made = _TODAY[name].format(number or _NEWEST[name])
    else:
        made = f"{name.replace(' ', '-')}-{number or _CREATIVE_COMMONS}"
        if not made.startswith("cc-"):
            return None
    return _KNOWN.get(made.casefold())
