"""Says where a process is: Decidim names no country, so options or the web address must."""

import re
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.country import country_code, country_name
from cpstandard_decidim.texts import Languages, text

# Domains of countries that anybody in the world uses.
_NO_COUNTRY = frozenset({"ai", "cc", "co", "eu", "fm", "io", "ly", "me", "to", "tv", "ws"})
_DOMAINS = {"uk": "GB"}
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?(?:www\.)?([A-Za-z0-9.-]{1,250})(?=[:/?#]|$)")


def places(
    row: Row, languages: Languages, country: str, place: str, url: str
) -> tuple[list[dict[str, Any]], str]:
    """Return the places, and the rule that found the country (empty where it was given)."""
    scope, area = text(row, "scope/name", languages), text(row, "area/name", languages)
    row.ignore("scope/id", "area/id", "scopes_enabled", "decidim_scope_id")
    found = country or _country_of(url)
    if not found:
        return [], ""
    part = scope or ("" if place else area)
    name = ", ".join(dict.fromkeys(t for t in (part, place) if t)) or country_name(found)
    rule = "" if country else "the country is that of the platform's web address"
    return [{"name": name[:300], "country": found}], rule


def host_of(url: str) -> str:
    """Return the host of a web address, without ``www.``; empty where it is none."""
    match = _HOST.match(url)
    return match[1].casefold() if match else ""


def _country_of(url: str) -> str:
    ending = host_of(url).rpartition(".")[2]
    if len(ending) != 2 or ending in _NO_COUNTRY:  # noqa: PLR2004 - countries have two letters
        return ""
    return _DOMAINS.get(ending) or country_code(ending) or ""
