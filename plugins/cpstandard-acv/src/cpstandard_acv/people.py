"""Tells a group that nominates an asset from a person who does: only groups are named."""

import re

from cpstandard_acv.words import words_of

_FOR = re.compile(r"\bon behalf of (?:the )?", re.IGNORECASE)
_CARE_OF = re.compile(
    r"\s*(?:[,(;-]\s*)?\b(?:c/o|care of|contact:?|via|attn\.?|fao)\b.*", re.IGNORECASE
)
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|lady|lord|rev|reverend|revd|cllr|councillor)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_ACRONYM = re.compile(r"[A-Z]{3,10}")
_WORD = re.compile(r"[\w'-]+")


def group_name(text: str) -> str:
    """Return the group that ``text`` names; empty where it names a person, or may name one.

    ``Mrs A Example on behalf of Friends of the Park`` gives the friends, ``Friends of the Park
    (Mrs A Example)`` too. A name with no word that only groups have counts as a person's.
    """
    before, said, after = text.partition(match[0]) if (match := _FOR.search(text)) else ("", "", "")
    candidate = after if said and before.strip() else text
    candidate = _BRACKETS.sub(lambda m: "" if _is_person(m[1]) else m[0], candidate)
    candidate = _CARE_OF.sub("", candidate)
    parts = [
        part.strip(" .") for part in re.split(r"[;\n]| and (?=Mr|Mrs|Ms|Dr)|,(?! ?L)", candidate)
    ]
    named = [part for part in parts if part and _is_group(part)]
    return ", ".join(named)


def _is_person(text: str) -> bool:
    return bool(_TITLE.search(text)) or not _is_group(text)


def _is_group(text: str) -> bool:
    found = {word.casefold().strip("'") for word in _WORD.findall(text)}
    singular = {word.removesuffix("s") for word in found} | {
        word.removesuffix("'s") for word in found
    }
    told = bool((found | singular) & words_of("group"))
    if _TITLE.search(text) and not told:
        return False
    return told or bool(_ACRONYM.fullmatch(text.strip()))


def names_a_person(text: str) -> bool:
    """Return whether ``text`` names somebody with a title, such as Mrs or Councillor."""
    return bool(re.search(rf"{_TITLE.pattern}\.? [A-Z]", text, re.IGNORECASE))
