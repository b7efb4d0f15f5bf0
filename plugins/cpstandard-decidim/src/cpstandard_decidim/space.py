"""Turns a participatory process or an assembly of Decidim into a record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.row_values import days_in_order
from cpstandard_decidim.bundle import PROCESS, Space
from cpstandard_decidim.counts import Count
from cpstandard_decidim.figures import participation, responses
from cpstandard_decidim.places import host_of, places
from cpstandard_decidim.practices import practices
from cpstandard_decidim.texts import Languages, per_language, text

_LONG, _NOTE, _TOPIC = 1200, 2000, 100
_MOST_TOPICS, _MOST_STEPS = 15, 30
_SOURCE = "s1"
_RUBY_PAIR = re.compile(r'"([A-Za-z-]{2,12})"\s*=>\s*"([^"]{0,300})"')
_INITIATORS = {"city_council": "local-government", "public": "residents", "others": ""}
_NOTHING = (
    "id", "hashtag", "reference", "created_at", "published_at", "follows_count", "promoted",
    "weight", "access_mode", "announcement", "subtitle", "remote_hero_image_url", "included_at",
    "remote_banner_image_url", "show_metrics", "show_statistics", "private_space", "local_area",
    "meta_scope", "attachments", "decidim_organization_id", "paticipatory_scope", "duration",
    "participatory_process_group/id", "participatory_process_group/description", "is_transparent",
    "participatory_process_group/remote_hero_image_url", "participatory_process_type/id",
    "special_features", "twitter_handler", "instagram_handler", "facebook_handler", "weight",
    "youtube_handler", "github_handler", "decidim_assemblies_type_id", "closing_date_reason",
    "created_by_other", "taxonomies/id", "parent_id", "show_in_stats", "has_members",
)  # fmt: skip
# Of an assembly: who sits in it, by name.
_PERSONS = ("composition", "internal_organisation", "members", "author", "authors", "users")


@dataclass(frozen=True, slots=True)
class Platform:
    """What is known of all spaces of an export; ``retrieved`` (UTC) may be empty."""

    country: str
    place: str
    organisation: str
    practices: Mapping[str, str]
    retrieved: str


def to_record(
    space: Space, languages: Languages, count: Count, platform: Platform
) -> dict[str, Any]:
    """Return the record of a space; without ``places`` where nothing says where it is."""
    row = space.row
    row.withhold(*_PERSONS)
    row.ignore(*_NOTHING)
    url = _address(row)
    names = per_language(row, "title")
    where, where_rule = places(row, languages, platform.country, platform.place, url)
    found, derived = practices(space, names, platform.practices)
    if where_rule:
        derived.append({"field": "places", "rule": where_rule})
    started, ended, limited = _days(space, platform.retrieved)
    name = names.get(languages.main, "")
    return {
        "name": name,
        "description": _description(row, languages.main),
        "translations": _translations(row, names, languages),
        "website": url,
        "clusters": ["decision-making"],
        "practices": found,
        "topics": _topics(row, languages),
        "initiatedBy": _initiators(row),
        "power": _power(row, languages),
        "places": where,
        "organisations": _organisations(row, languages, platform.organisation),
        "started": started,
        "ended": ended,
        "timeLimited": limited,
        "milestones": _steps(row, languages),
        "relations": _relations(row, languages),
        "participation": participation(count),
        "responses": responses(count, platform.organisation),
        "sources": [_source(name, url, languages.main)],
        "provenance": {
            "assertedBy": "register",
            "registerUrl": url,
            "registerRecordId": f"{space.kind}-{row.text('slug')}"[:300],
            "derived": derived,
        },
    }


def _source(name: str, url: str, language: str) -> dict[str, str]:
    title = f"{name} ({host_of(url) or 'Decidim'})"[:500]
    return {"id": _SOURCE, "title": title, "url": url, "language": language}


def _address(row: Row) -> str:
    url = row.text("url")
    if url and not (url.startswith(("http://", "https://")) and not set(url) & set(' "<>')):
        row.unknown("url", url[:200])
        return ""
    return url[:2000]


def _description(row: Row, tag: str) -> str:
    """Return the short description in one language, else the long one, else the purpose."""
    for path in ("short_description", "description", "purpose_of_action"):
        if found := per_language(row, path, _LONG).get(tag):
            row.ignore(*(p for p in ("description", "purpose_of_action") if p not in row.taken))
            return found
    return ""


def _translations(row: Row, names: dict[str, str], languages: Languages) -> list[dict[str, str]]:
    return [
        {"language": tag, "name": names.get(tag, ""), "description": _description(row, tag)}
        for tag in languages.order[1:]
        if tag
    ]


def _topics(row: Row, languages: Languages) -> list[str]:
    topics = [text(row, "area/name", languages, _TOPIC)]
    for path in ("categories", "participatory_process_categories", "assembly_categories"):
        for part in row.items(path):
            part.ignore("id", "description", "parent_id", "subcategories")
            topics.append(text(part, "name", languages, _TOPIC))
    topics += _taxonomies(row, languages)
    return list(dict.fromkeys(t.casefold() for t in topics if t))[:_MOST_TOPICS]


def _taxonomies(row: Row, languages: Languages) -> list[str]:
    """Return the names of taxonomies: a list of texts per language, which CSV holds as Ruby."""
    names = row.take("taxonomies/name")
    if isinstance(names, str):
        pairs = [_RUBY_PAIR.findall(part) for part in names.split("}, {")]
        names = [dict(found) for found in pairs]
    parts = [
        Row({"name": value}, row.location) for value in (names if isinstance(names, list) else ())
    ]
    return [text(part, "name", languages, _TOPIC) for part in parts]


def _initiators(row: Row) -> list[str]:
    stated = row.text("created_by").casefold()
    if stated and stated not in _INITIATORS:
        row.unknown("created_by", stated)
    code = _INITIATORS.get(stated, "")
    return [code] if code else []


def _power(row: Row, languages: Languages) -> dict[str, Any]:
    """Return what Decidim calls what is decided, how it is decided, and who takes part."""
    notes = {
        "publicRoleNote": text(row, "participatory_scope", languages, _NOTE - 100),
        "controlNote": text(row, "participatory_structure", languages, _NOTE - 100),
        "entryNote": text(row, "target", languages, _NOTE - 100),
    }
    return {**notes, "sources": [_SOURCE]} if any(notes.values()) else {}


def _organisations(row: Row, languages: Languages, organisation: str) -> list[dict[str, Any]]:
    promoters = text(row, "developer_group", languages, 300)
    found = [{"name": organisation[:300], "roles": ["host"]}] if organisation else []
    if promoters and promoters.casefold() != organisation.casefold():
        found.append({"name": promoters, "roles": ["lead"]})
    return found


def _days(space: Space, retrieved: str) -> tuple[str, str, bool | None]:
    """Return beginning and end, and whether it was to last for a set time.

    An end that lies after what the export knows of is planned and has not come.
    """
    row = space.row
    first, last = (
        ("start_date", "end_date") if space.kind == PROCESS else ("creation_date", "closing_date")
    )
    started, ended = _day(row, first), _day(row, last)
    known = max(_day(row, "updated_at"), retrieved[:10])
    limited = True if space.kind == PROCESS and ended else None
    started, ended = days_in_order(row, started, ended)
    if ended and known and ended > known:
        row.note("an end that had not come yet was left out")
        ended = ""
    return started, ended, limited


def _day(row: Row, path: str) -> str:
    stated = row.text(path)
    found = partial_date(stated) if stated else ""
    if found is None:
        row.unknown(path, stated)
    return found or ""


def _steps(row: Row, languages: Languages) -> list[dict[str, str]]:
    found = []
    for part in row.items("participatory_process_steps"):
        part.ignore("id", "description", "end_date", "active", "position", "cta_path", "cta_text")
        title, start = text(part, "title", languages), _day(part, "start_date")
        if title:
            found.append({"kind": "other", "date": start, "title": title})
    return sorted(found, key=lambda step: step["date"])[:_MOST_STEPS]


def _relations(row: Row, languages: Languages) -> list[dict[str, str]]:
    group = text(row, "participatory_process_group/title", languages)
    return [{"kind": "part-of", "name": group}] if group else []
