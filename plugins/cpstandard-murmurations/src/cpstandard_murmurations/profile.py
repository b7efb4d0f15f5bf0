"""Turns a profile into a record."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.classification import classify, derivations
from cpstandard.ingest.free_text import cut
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.row_values import clean_text, web_address
from cpstandard_murmurations.place import places
from cpstandard_murmurations.tags import meaning

_HOST = re.compile(r"https?://(?:www\.)?([^/?#]+)")
_SOCIAL = re.compile(
    r"(?:[\w-]+\.)*(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|mastodon|threads|"
    r"bsky|vk|t)\.(?:com|social|app|org|net|me)"
)
_TEXT_LIMIT = 5000
_MOST_LINKS = 30
_MILLISECONDS = 100_000_000_000
_STATUS = {
    "active": "active", "completed": "ended", "cancelled": "ended", "on_hold": "paused",
    "in_planning": "planned",
}  # fmt: skip
_SCOPE = {"regional": "region", "national": "nation", "international": "international"}
_RELATIONS = {
    "memberof": "part-of", "parentorganization": "part-of", "ispartof": "part-of",
    "suborganization": "has-part", "haspart": "has-part",
}  # fmt: skip
_MEANT = ("tags", "keywords", "org_type_tags", "org_type")
_TOPICS = ("domain_tags", "method_tags", "key_activities", "sdg_focus", "leadership_tags")
_PEOPLE = (
    "contact_details", "contact", "contacts", "email", "telephone", "phone", "members", "member",
    "founders", "founder", "people", "knows", "contact_form",
)  # fmt: skip
_NOTHING = (
    "image", "header_image", "images", "logo", "rss", "oid", "bioregion", "employee_range",
    "number_of_members", "number_of_beneficiaries", "expires", "date_added", "legal_type",
    "geographic_scope_description", "@context", "@type", "@id", "area_served", "connections",
    "cid", "profile_hash", "index_updated",
)  # fmt: skip


def local_id(row: Row) -> str:
    """Return what tells the profile from others: its own id, else its address, else its name."""
    address = row.text("primary_url") or row.text("profile_url") or row.text("source_url")
    plain = _HOST.sub(r"\1", address).removesuffix("/")
    return row.text("unique_id") or plain or row.text("name")


def to_record(
    row: Row, own_id: str, practices: Mapping[str, str], default: str, days: tuple[str, str]
) -> dict[str, Any]:
    """Return the record for a profile of an organisation.

    ``days`` are the day of reading and the day on which the profile is known to have stood so,
    either empty where nobody knows.
    """
    row.withhold(*_PEOPLE)
    row.ignore(*_NOTHING)
    name = clean_text(row, row.text("name"))
    description = _description(row)
    tags = meaning(_texts(row, _MEANT), practices)
    # What the organisation says of itself counts; rules are asked where it says nothing.
    found = [] if tags.practices or tags.clusters else classify(name, description)
    codes = [*tags.practices, *(candidate.practice for candidate in found)]
    derived = [*tags.derived(), *derivations(found)]
    if not codes and not tags.clusters and default:
        codes = [default]
        derived = [{"field": "practices", "rule": f"every profile of this source is {default}"}]
    ended = _ended(row, days[0])
    nickname, website = row.text("nickname"), web_address(row, "primary_url")
    page = web_address(row, "profile_url") or web_address(row, "source_url")
    return {
        "name": name[:300],
        "otherNames": [{"name": nickname[:300], "kind": "short"}] if nickname else [],
        "description": description,
        "website": website,
        "links": _links(row, website),
        "clusters": list(tags.clusters),
        "practices": codes,
        "topics": list(dict.fromkeys([*tags.topics, *(t[:100] for t in _texts(row, _TOPICS))])),
        "scope": _scope(row),
        "places": places(row),
        "organisations": [{"name": name[:300], "roles": ["lead"], "website": website}],
        "started": _day(row, "starts_at") or _day(row, "founding_date"),
        "ended": ended,
        "status": _status(row, days[1], ended),
        "relations": _relations(row),
        "sources": [
            {
                "id": "s1",
                "title": f"Profile of {name[:400]} in Murmurations",
                "url": page or website,
            }
        ],
        "provenance": {
            "assertedBy": "rule",
            "registerRecordId": own_id[:300],
            "registerUrl": page,
            "derived": derived,
        },
    }


def _description(row: Row) -> str:
    texts = (clean_text(row, row.text(name)) for name in ("description", "mission", "purpose"))
    return cut("\n".join(dict.fromkeys(text for text in texts if text)), _TEXT_LIMIT)


def _texts(row: Row, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = row.take(name)
        values = value if isinstance(value, list) else str(value or "").split(",")
        yield from (" ".join(v.split()) for v in values if isinstance(v, str) and v.strip())


def _links(row: Row, website: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part in row.items("urls"):
        address, title = web_address(part, "url"), part.text("name")
        if not address or address == website or len(found) >= _MOST_LINKS:
            continue
        host = _HOST.match(address)
        social = bool(host and _SOCIAL.fullmatch(host[1].casefold()))
        kind = "social" if social else "other"
        found.append({"url": address, "title": title[:300], "kind": kind})
    return found


def _scope(row: Row) -> str:
    stated = row.text("geographic_scope").casefold()
    if stated and stated != "local" and stated not in _SCOPE:
        row.unknown("geographic_scope", stated)
    return _SCOPE.get(stated, "")


def _relations(row: Row) -> list[dict[str, Any]]:
    """Return the bodies that it is part of or made of; other ties are often to people."""
    found = []
    for part in row.items("relationships"):
        predicate = part.text("predicate_url").rstrip("/").rpartition("/")[2].casefold()
        kind = _RELATIONS.get(predicate)
        if not kind:
            part.withhold("object_url")
            continue
        address = web_address(part, "object_url")
        if host := _HOST.match(address):
            found.append({"kind": kind, "name": host[1][:300], "url": address})
    return found


def _status(row: Row, seen_on: str, ended: str) -> dict[str, Any]:
    stated = row.text("status").casefold().replace(" ", "_")
    if stated and stated not in (*_STATUS, "posted"):
        row.unknown("status", stated)
    seen = _day(row, "last_updated") or seen_on
    code = _STATUS.get(stated)
    if code == "active" and ended:
        row.note("a profile that is said to be active after its end was given no status")
        return {}
    return {"code": code, "asOf": seen} if code and seen else {}


def _day(row: Row, name: str) -> str:
    """Return a Unix time (seconds, or milliseconds) or a date; the start of a year is that year."""
    raw = row.take(name)
    if raw is None:
        return ""
    found = _of_unix_time(raw) or partial_date(raw)
    if not found:
        row.unknown(name, str(raw)[:100])
    return found or ""


def _ended(row: Row, today: str) -> str:
    ended = _day(row, "ends_at")
    if today and ended > today[: len(ended)]:
        row.note("an end in the future was left out")
        return ""
    return ended


def _of_unix_time(raw: Any) -> str | None:
    try:
        seconds = float(raw)
    except (TypeError, ValueError):
        return None
    if isinstance(raw, bool) or 0 < seconds < 3000:  # noqa: PLR2004 - a bare year
        return None
    if abs(seconds) > _MILLISECONDS:
        seconds /= 1000
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None
    # Murmurations says: to give just the year, take the beginning of its first day.
    if (at.month, at.day, at.hour, at.minute) == (1, 1, 0, 0):
        return f"{at.year:04}"
    return at.strftime("%Y-%m-%d") if at.year >= 1000 else None  # noqa: PLR2004 - four digits
