"""Initiatives as profiles of the Murmurations network, which other networks' aggregators read.

A profile holds less than a record: name, text, tags, one place, addresses, years or days, status.
What it can hold, the importer ``murmurations`` gives back.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard

SCHEMA = "organizations_schema-v1.0.0"
_NAME_LIMIT = 200
_IMAGE_NAME_LIMIT = 100
_URL_LIMIT = 2000
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_STATUS = {
    "active": "active",
    "planned": "in_planning",
    "paused": "on_hold",
    "ended": "completed",
}
_SCOPE = {
    "street": "local",
    "neighbourhood": "local",
    "town": "local",
    "city": "local",
    "county": "regional",
    "region": "regional",
    "nation": "national",
    "international": "international",
}
_PREDICATES = {
    "part-of": "https://schema.org/memberOf",
    "has-part": "https://schema.org/subOrganization",
}


def profile(record: Record, standard: Standard) -> Record:
    """Return ``record``, which has to be sound, as a profile of ``organizations_schema``."""
    place = (record.get("places") or [{}])[0]
    made = {
        "linked_schemas": [SCHEMA],
        "unique_id": record["id"],
        "name": _shortened(record["name"], _NAME_LIMIT),
        "nickname": _nickname(record),
        "primary_url": _address(record.get("website")),
        "tags": _tags(record, standard),
        "urls": [
            {"name": link.get("title", ""), "url": link["url"]}
            for link in record.get("links", ())
            if _address(link["url"])
        ],
        "description": record.get("description"),
        "status": _STATUS.get(record.get("status", {}).get("code", "")),
        "locality": place.get("name"),
        "region": place.get("region"),
        "country_iso_3166": place.get("country"),
        "geolocation": _point(place),
        "images": [
            {"name": image["alternative"][:_IMAGE_NAME_LIMIT], "url": image["url"]}
            for image in record.get("images", ())
            if _address(image["url"])
        ],
        "relationships": _relationships(record),
        "starts_at": _time(record.get("started")),
        "ends_at": _time(record.get("ended")),
        "geographic_scope": _SCOPE.get(record.get("scope", "")),
    }
    return {name: _filled(value) for name, value in made.items() if value not in (None, "", [])}


def write_profiles(records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the profiles of ``records`` as one JSON list, one at a time."""
    between = b"[\n"
    for record in records:
        out.write(between + profile_text(record, standard, indent=None))
        between = b",\n"
    out.write(b"[]\n" if between == b"[\n" else b"\n]\n")


def profile_text(record: Record, standard: Standard, indent: int | None = 2) -> bytes:
    """Return the profile of ``record`` as JSON in UTF-8."""
    made = profile(record, standard)
    return json.dumps(made, ensure_ascii=False, indent=indent, allow_nan=False).encode()


def _filled(value: Any) -> Any:
    """Return ``value`` with the empty texts of its objects left out."""
    if isinstance(value, list):
        return [_filled(part) for part in value]
    if isinstance(value, dict):
        return {name: part for name, part in value.items() if part not in ("", None)}
    return value


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _nickname(record: Record) -> str:
    names = record.get("otherNames", ())
    return next((str(n["name"]) for n in names if n.get("kind") == "short"), "")


def _tags(record: Record, standard: Standard) -> list[str]:
    """Return the titles of practices and clusters, and the topics: each once."""
    lists = standard.codelists
    titles = [
        *(lists["practice"].title(code) for code in record.get("practices", ())),
        *(lists["cluster"].title(code) for code in record.get("clusters", ())),
        *record.get("topics", ()),
    ]
    return list({title.casefold(): title for title in reversed(titles)}.values())[::-1]


def _address(text: str | None) -> str:
    return text if text and len(text) <= _URL_LIMIT else ""


def _point(place: Record) -> Record | None:
    if "latitude" not in place or "longitude" not in place:
        return None
    return {"lat": place["latitude"], "lon": place["longitude"]}


def _relationships(record: Record) -> list[Record]:
    found = (
        {"predicate_url": _PREDICATES[relation["kind"]], "object_url": relation["url"]}
        for relation in record.get("relations", ())
        if relation["kind"] in _PREDICATES and _address(relation.get("url"))
    )
    return _once(found)


def _once(values: Iterator[Record]) -> list[Record]:
    kept: list[Record] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def _time(text: str | None) -> int | None:
    """Return a partial date as Unix time; the first moment of a year stands for that year.

    A month would come back as its first day and what is approximate as exact: of the one only the
    year is said, of the other nothing.
    """
    match = _DAY.fullmatch(text or "")
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        at = date(int(year), int(month or 1), int(day)) if day else date(int(year), 1, 1)
    except ValueError:
        return None
    return int(datetime(at.year, at.month, at.day, tzinfo=UTC).timestamp())
