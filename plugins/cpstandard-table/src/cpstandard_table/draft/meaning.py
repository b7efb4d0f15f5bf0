"""Finds the columns of a table that a field could come from, by their headings and their values."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from cpstandard import schema_store
from cpstandard.core.field_words import is_personal, is_private
from cpstandard.core.table_form import table_form
from cpstandard.ingest.tables.headings import FlatIndex
from cpstandard_table.draft.profile import Profile
from cpstandard_table.draft.words import ID, PRIVATE, WORDS

_KINDS_MOST = 40
_MOSTLY = 0.8
_GREAT_BRITAIN = 1_300_000  # metres: no place of the National Grid is further north
_PATHS = {
    "name": "name",
    "description": "description",
    "website": "website",
    "started": "started",
    "ended": "ended",
    "topics": "topics",
    "kind": "practices",
    "place": "places.*.name",
    "country": "places.*.country",
    "region": "places.*.region",
    "latitude": "places.*.latitude",
    "longitude": "places.*.longitude",
    "funder": "funding.*.funder",
    "amount": "funding.*.amount",
    "currency": "funding.*.currency",
    "organisation": "organisations.*.name",
    "areaCode": "places.*.areaCodes.*.code",
}
_WEAK = frozenset({"no", "nr", "key", "code", "number"})  # a longer heading says more
_FITS: dict[str, Callable[[Profile], bool]] = {
    "name": lambda p: not p.constant and not p.is_number and not p.is_address and p.length < 150,  # noqa: PLR2004
    "otherName": lambda p: not p.is_number and not p.is_address,
    "description": lambda p: p.length > 20 and not p.is_address,  # noqa: PLR2004 - a few words
    "website": lambda p: p.is_address,
    "place": lambda p: not (p.is_number or p.is_address or p.looks("point")) and p.length < 100,  # noqa: PLR2004
    "authority": lambda p: not p.is_number and not p.looks("gss"),
    "address": lambda p: not p.is_address and p.length > 3,  # noqa: PLR2004 - a street is longer
    "country": lambda p: p.is_country,
    "region": lambda p: not p.is_number and not p.looks("gss"),
    "latitude": lambda p: p.between(-90, 90) and not p.constant,
    "longitude": lambda p: p.between(-180, 180) and not p.constant,
    "point": lambda p: p.looks("point"),
    "easting": lambda p: p.between(1_000, 800_000),
    "northing": lambda p: p.between(1_000, _GREAT_BRITAIN),
    "areaCode": lambda p: p.looks("gss"),
    "started": lambda p: p.is_date,
    "ended": lambda p: p.is_date,
    "awarded": lambda p: p.is_date,
    "charity": lambda p: p.is_official("GB-CHC") or p.is_official("GB-SC"),
    "company": lambda p: p.is_official("GB-COH"),
    "kind": lambda p: 1 < p.distinct <= _KINDS_MOST and p.length < 80 and not p.is_yes_or_no,  # noqa: PLR2004
    "topics": lambda p: not p.is_number and not p.is_address and not p.looks("org-id"),
    "status": lambda p: 0 < p.distinct <= _KINDS_MOST // 2,
    "funder": lambda p: not p.is_number,
    "amount": lambda p: p.is_number,
    "currency": lambda p: p.mostly(lambda text: re.fullmatch("[A-Z]{3}", text)),
    "organisation": lambda p: not p.is_number and not p.is_address,
}
_NEVER = {
    "name": (
        "country", "town", "city", "ward", "county", "region", "first", "last", "user", "file",
        "parent",
    ),
    "place": ("code", "type", "house"),
    "kind": ("id", "code", "legal", "constitutional", "charity type", "company", "governing"),
    "country": ("parent", "registration", "origin", "code"),
    "description": ("sic", "code", "type"),
    "started": ("financial", "account", "accounts", "previousname", "last", "fye", "year end"),
    "ended": ("financial", "period", "accounts", "previousname", "year end"),
}  # fmt: skip
"""Words of headings that mean something else, whatever other words stand beside them."""


def columns_for(role: str, profiles: Sequence[Profile]) -> list[Profile]:
    """Return the columns that ``role`` could come from, the best first."""
    return _ranked(role, WORDS.get(role, ()), profiles)


def keys(profiles: Sequence[Profile]) -> list[Profile]:
    """Return the columns that tell every row from the others and are called so, the best first."""
    return [profile for profile in called_keys(profiles) if profile.is_key]


def called_keys(profiles: Sequence[Profile], *, full: bool = True) -> list[Profile]:
    """Return the columns that are called as keys are, the best first; filled in always, or mostly.

    A total under the table has no number, and a register may list a thing twice.
    """
    share = 1 if full else _MOSTLY
    able = [p for p in profiles if p.length < 80 and len(p.texts) >= p.rows * share]  # noqa: PLR2004
    ranked = _ranked("id", ID, able)
    return [profile for profile in ranked if not profile.is_address]


def is_about_people(profile: Profile) -> bool:
    """Return whether a column is about people, by its heading or by what stands in it."""
    words = words_of(profile.heading)
    named = any(_holds(words, word) for word in PRIVATE) or is_personal(profile.heading)
    # An office's web page or postcode is no person's, whoever the heading says to contact.
    public = profile.is_address or profile.looks("gss") or profile.looks("org-id")
    return profile.is_personal or (named and not public and not profile.is_yes_or_no)


def is_note(profile: Profile) -> bool:
    """Return whether a heading says that its column is for those who keep the table."""
    return is_private(profile.heading)


def _ranked(role: str, words: tuple[str, ...], profiles: Sequence[Profile]) -> list[Profile]:
    fits, never = _FITS.get(role), _NEVER.get(role, ())
    found = []
    for at, profile in enumerate(profiles):
        heading = words_of(profile.heading)
        rank = _rank(role, heading, profile.heading, words)
        if rank is None or any(_holds(heading, word) for word in never):
            continue
        if profile.texts and (fits is None or fits(profile)):
            found.append((rank, -len(profile.texts), at, profile))
    return [entry[-1] for entry in sorted(found, key=lambda entry: entry[:3])]


def _rank(role: str, heading: str, typed: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    """Return how well a heading fits: whole, as the intake knows it, at its end, or within."""
    if heading in words and heading not in _WEAK:
        return 0, words.index(heading)
    if _meant(typed) == _PATHS.get(role, " "):
        return 1, 0
    ending = [n for n, word in enumerate(words) if heading.endswith(f" {word}")]
    if ending:
        return 2, ending[0]
    within = [n for n, word in enumerate(words) if len(word) > 1 and _holds(heading, word)]
    return (3, within[0]) if within else None


def _holds(heading: str, word: str) -> bool:
    return f" {word} " in f" {heading} "


@cache
def words_of(heading: str) -> str:
    """Return a heading's words in small letters without accents, joined by spaces."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"/\d+(?=/|$)", "", heading[:200]))
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


@cache
def _meant(heading: str) -> str:
    """Return the field that the validator's intake takes a heading for, as ``places.*.name``."""
    target = _index().target(heading)
    if target is None or target.sheet < -1:
        return ""
    lists = table_form(schema_store.standard()).lists
    at = (*lists[target.sheet].at, "*") if target.sheet >= 0 else ()
    path = (*at, *target.column.path)
    return ".".join("*" if isinstance(step, int) else str(step) for step in path)


@cache
def _index() -> FlatIndex:
    return FlatIndex(table_form(schema_store.standard()))
