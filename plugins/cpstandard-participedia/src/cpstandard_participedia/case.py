"""Turns one case of Participedia into a record."""

from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.row_values import days_in_order
from cpstandard_participedia.data import data
from cpstandard_participedia.fields import addresses, linked, listed, plain, yes
from cpstandard_participedia.places import places
from cpstandard_participedia.power import evidence, power
from cpstandard_participedia.texts import description, name_of

_MOST_SOURCES = 10
_WORLD = 10**10  # more people than there are
LICENCE = "CC-BY-NC-SA-3.0"
PEOPLE = (
    "author", "authors", "bookmarked", "contact", "creator", "creator_id", "creator_name",
    "creator_profile_url", "email", "executive_director", "last_updated_by", "last_updated_by_id",
    "last_updated_by_name", "last_updated_by_profile_url", "reviewed_at", "reviewed_by", "user",
)  # fmt: skip
"""Fields that are about a person."""
NOTHING = (
    "address1", "address2", "audio", "audio_count", "city_best", "completeness", "country_best",
    "evaluation_links_count", "evaluation_reports_count", "evaluation_reports_files", "featured",
    "files", "files_count", "friendly_id", "images", "latest_revision", "links_count",
    "missing_country", "missing_methods", "missing_org", "orginal_entry_id", "original_entry_id",
    "original_language", "photos", "photos_count", "post_date", "postal_code", "primary_org_id",
    "type", "updated_date", "url", "verified", "videos", "videos_count",
)  # fmt: skip
"""Fields of every entry that the standard has no use for, or that are said elsewhere."""
_LISTS_OF_NOTHING = (
    "collections", "decision_methods", "facilitators", "facilitator_training", "funder_types",
    "if_voting", "insights_outcomes", "learning_resources", "legality", "method_types",
    "participants_interactions", "purposes", "staff", "tools_techniques_types", "volunteers",
    "has_components", "has_components_titles", "relationships", "primary_organizers",
)  # fmt: skip


def leave_out(row: Row, names: tuple[str, ...]) -> None:
    """Ignore fields that were not read, whether an export gives each one column or several."""
    columns = (f"{name}_{number}" for name in names for number in range(1, 13))
    row.ignore(*(name for name in (*names, *columns) if name not in row.taken))


def to_record(row: Row, case_id: str, title: str) -> dict[str, Any]:
    """Return the record for a case."""
    practices, clusters, derived = _practices(row, title)
    started, ended = _days(row)
    held, held_by_rule = power(row)
    record = {
        "name": name_of(title),
        "description": description(row),
        "clusters": clusters,
        "practices": practices,
        "topics": _topics(row),
        "scope": scope(row),
        "community": _community(row),
        "power": held,
        "places": places(row),
        "organisations": _organisations(row),
        "started": started,
        "ended": ended,
        "timeLimited": _time_limited(row),
        "status": _status(row, ended),
        "relations": _relations(row),
        "participation": _participation(row),
        "evidence": evidence(row),
        "sources": _sources(row, case_id, title),
        "provenance": {
            "assertedBy": "register",
            "registerUrl": f"https://participedia.net/case/{case_id}",
            "licence": LICENCE,
            "derived": [*derived, *held_by_rule],
        },
    }
    leave_out(row, (*NOTHING, *_LISTS_OF_NOTHING))
    return record


def _practices(row: Row, title: str) -> tuple[list[str], list[str], list[dict[str, Any]]]:
    """Return the practices that the rules find, their clusters, and how each was found."""
    names = ("tags", "specific_topics", "approaches")
    codes = {value.casefold() for name in names for value in listed(row, name)}
    codes.add(plain(row, "facetoface_online_or_both").casefold())
    methods = listed(row, "specific_methods_tools_techniques_titles")
    row.ignore("specific_methods_tools_techniques")
    texts = {"the title": title, "a method's name": "; ".join(methods)}
    found: dict[str, dict[str, Any]] = {}
    clusters = {"decision-making"}
    for rule in data("practices.yaml"):
        matched = _match(rule, texts, codes)
        if rule["practice"] not in found and matched:
            clusters.add(rule.get("cluster", "decision-making"))
            reason = f"{matched}, which means {rule['practice']}"
            entry = {"field": "practices", "rule": reason, "confidence": rule["confidence"]}
            found[rule["practice"]] = entry
    cluster = {"field": "clusters", "rule": "every case of Participedia is public participation"}
    return (
        sorted(found),
        sorted(clusters, key=lambda c: (c != "decision-making", c)),
        [cluster, *(found[name] for name in sorted(found))],
    )


def _match(rule: dict[str, Any], texts: dict[str, str], codes: set[str]) -> str:
    """Return what a rule fits on, in words; empty where it does not fit."""
    for where, text in texts.items():
        folded = text.casefold().replace("’", "'")  # noqa: RUF001 - the typographic apostrophe
        if word := next((w for w in rule["words"] if w in folded), None):
            return f"{where} says '{word}'"
    code = next((c for c in rule["codes"] if c in codes), None)
    return f"Participedia says '{code}'" if code else ""


def _topics(row: Row) -> list[str]:
    topics: dict[str, None] = {}
    for name in ("issues", "general_issues", "specific_topics", "tags"):
        for value in listed(row, name):
            words = value.partition("_eg_")[0].replace("_", " ").strip().casefold()
            topics.setdefault(words[:100])
    topics.pop("", None)
    return list(topics)


def scope(row: Row) -> str:
    """Return how wide an area an entry is about, as the standard has it."""
    known = data("terms.yaml")["scope_of_influence"]
    for value in listed(row, "scope_of_influence"):
        if value in known:
            return known[value] or ""
        row.unknown("scope_of_influence", value)
    return ""


def _community(row: Row) -> dict[str, Any]:
    known = data("terms.yaml")["participants"]
    groups = [known.get(v, v.replace("_", " ")) for v in listed(row, "targeted_participants")]
    named = [group for group in dict.fromkeys(groups) if group]
    return {"description": f"Aimed at {', '.join(named)}."[:2000]} if named else {}


def _organisations(row: Row) -> list[dict[str, Any]]:
    # The address of the organiser is its page in Participedia and not its own.
    funder, (organiser, _) = plain(row, "funder"), linked(row, "primary_organizer")
    found = []
    if organiser:
        found.append({"name": organiser[:300], "roles": ["lead"]})
    if funder:
        found.append({"name": funder[:300], "roles": ["funder"]})
    return found


def _relations(row: Row) -> list[dict[str, Any]]:
    """Return the case that this one is a component of."""
    title, url = linked(row, "is_component_of")
    if not title:
        return []
    known = url if url.startswith("https://participedia.net/") else ""
    return [{"kind": "part-of", "name": title[:300], "url": known[:2000], "sources": ["s1"]}]


def _time_limited(row: Row) -> bool | None:
    stated = plain(row, "time_limited").casefold()
    if stated and not stated.startswith(("a", "repeated")):
        row.unknown("time_limited", stated)
    return {"a": True, "r": False}.get(stated[:1])


def _days(row: Row) -> tuple[str, str]:
    return days_in_order(row, _day(row, "start_date"), _day(row, "end_date"))


def _day(row: Row, name: str) -> str:
    """Return a date; the first of January at midnight is how people entered a bare year."""
    raw = plain(row, name)
    found = partial_date(raw) if raw else ""
    if raw and not found:
        row.unknown(name, raw)
    edge = "01-01" if name == "start_date" else "12-31"
    if found and found.endswith(f"-{edge}"):
        row.note(f"{name} on the edge of a year was read as that year")
        return found[:4]
    return found or ""


def _status(row: Row, ended: str) -> dict[str, Any]:
    ongoing, seen = yes(row, "ongoing"), partial_date(row.take("updated_date"))
    if ongoing is True and seen and ended and ended < seen:
        row.note("a case that is said to go on after its end was given no status")
    elif ongoing is True and seen:
        return {"code": "active", "asOf": seen}
    if ongoing is False and ended:
        return {"code": "ended", "asOf": ended}
    return {}


def _participation(row: Row) -> list[dict[str, Any]]:
    """Return the number of people who took part, which Participedia gives without a date."""
    people = row.take("number_of_participants", row.take("number_of_participants_1"))
    if isinstance(people, str) and people.removesuffix(".0").isdecimal():
        people = int(people.removesuffix(".0")[:11])
    if people is None:
        return []
    if isinstance(people, float) and people.is_integer():
        people = int(people)
    if isinstance(people, bool) or not isinstance(people, int) or not 0 < people < _WORLD:
        row.unknown("number_of_participants", people)
        return []
    return [{"counted": "took-part", "value": people, "sources": ["s1"]}]


def _sources(row: Row, case_id: str, title: str) -> list[dict[str, Any]]:
    own = {
        "id": "s1",
        "title": f"{' '.join(title.split())[:450]} (Participedia)",
        "url": f"https://participedia.net/case/{case_id}",
    }
    found = [own]
    for name, said in (
        ("evaluation_links", "Evaluation named by Participedia"),
        ("evaluation_reports", "Evaluation report named by Participedia"),
        ("links", "Page named by Participedia"),
    ):
        for url in addresses(row, name):
            if len(found) < _MOST_SOURCES:
                found.append({"id": f"s{len(found) + 1}", "title": said, "url": url})
    return found
