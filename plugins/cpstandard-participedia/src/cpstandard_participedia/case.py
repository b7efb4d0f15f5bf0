"""Turns one case of Participedia into a record."""

import functools
import re
from importlib import resources
from typing import Any

import yaml

from cpstandard.core.row import Row
from cpstandard.ingest.country import country_code, country_name
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.partial_date import partial_date
from cpstandard_participedia.coordinates import point
from cpstandard_participedia.html_text import paragraphs

_TEXT_LIMIT = 1200
_MOST_SOURCES = 10
_WORLD = 10**10  # more people than there are
_URL = re.compile(r"https?://[^\x00-\x20\"<>]{1,1900}")
_PEOPLE = ("creator", "author", "authors", "user", "email", "contact", "staff", "volunteers")
_NOTHING = (
    "address1", "address2", "approaches", "change_types", "decision_methods",
    "evaluation_reports_files", "facilitator_training", "facilitators", "featured", "files",
    "formal_evaluation", "funder_types", "if_voting", "images", "implementers_of_change",
    "insights_outcomes", "is_component_of", "learning_resources", "legality", "open_limited",
    "organizer_types", "original_language", "participants_interactions", "post_date",
    "postal_code", "primary_organizers", "public_spectrum", "purposes", "recruitment_method",
    "relationships", "time_limited", "type", "videos",
)  # fmt: skip


def to_record(row: Row, case_id: str, title: str) -> dict[str, Any]:
    """Return the record for a case."""
    row.withhold(*_PEOPLE)
    row.ignore(*_NOTHING)
    places = _places(row)
    practices, derived = _practices(row, title)
    started, ended = _days(row)
    funder = row.text("funder")
    return {
        "name": mend_mojibake(" ".join(title.split()))[:300],
        "description": _description(row),
        "clusters": ["decision-making"],
        "practices": practices,
        "topics": _topics(row),
        "scope": _scope(row),
        "community": _community(row),
        "places": places,
        "organisations": [{"name": funder[:300], "roles": ["funder"]}] if funder else [],
        "started": started,
        "ended": ended,
        "status": _status(row, ended),
        "participation": _participation(row),
        "sources": _sources(row, case_id, title),
        "provenance": {
            "assertedBy": "register",
            "registerUrl": f"https://participedia.net/case/{case_id}",
            "licence": "CC-BY-NC-SA-3.0",
            "derived": derived,
        },
    }


def _description(row: Row) -> str:
    """Return the page's first paragraphs."""
    body = row.take("page/htmlbody") or row.take("body") or ""
    text = ""
    for paragraph in paragraphs(str(body)):
        longer = f"{text}\n{paragraph}".strip()
        if text and len(longer) > _TEXT_LIMIT:
            break
        text = longer
    plain, count = without_contacts(mend_mojibake(cut(text, _TEXT_LIMIT)))
    if count:
        row.note("contact details in a text were withheld")
    return plain.strip()


def _practices(row: Row, title: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the practices that the rules find, and how each was found."""
    codes = [str(v).casefold() for name in ("tags", "specific_topics") for v in _values(row, name)]
    mode = row.text("facetoface_online_or_both").casefold()
    folded = title.casefold().replace("’", "'")  # noqa: RUF001 - the typographic apostrophe
    found: dict[str, dict[str, Any]] = {}
    for rule in _data("practices.yaml"):
        word = next((w for w in rule["words"] if w in folded), None)
        code = next((c for c in rule["codes"] if c in codes or c == mode), None)
        if rule["practice"] not in found and (word or code):
            said = f"the title says '{word}'" if word else f"Participedia says '{code}'"
            reason = f"{said}, which means {rule['practice']}"
            entry = {"field": "practices", "rule": reason, "confidence": rule["confidence"]}
            found[rule["practice"]] = entry
    cluster = {"field": "clusters", "rule": "every case of Participedia is public participation"}
    return sorted(found), [cluster, *(found[name] for name in sorted(found))]


def _topics(row: Row) -> list[str]:
    topics: dict[str, None] = {}
    for name in ("issues", "general_issues", "specific_topics", "tags"):
        for value in _values(row, name):
            words = str(value).partition("_eg_")[0].replace("_", " ").strip().casefold()
            topics.setdefault(words[:100])
    topics.pop("", None)
    return list(topics)


def _scope(row: Row) -> str:
    known = _data("terms.yaml")["scope_of_influence"]
    for value in _values(row, "scope_of_influence"):
        if value in known:
            return known[value] or ""
        row.unknown("scope_of_influence", value)
    return ""


def _community(row: Row) -> dict[str, Any]:
    known = _data("terms.yaml")["participants"]
    groups = [known.get(v, str(v).replace("_", " ")) for v in _values(row, "targeted_participants")]
    named = [group for group in dict.fromkeys(groups) if group]
    return {"description": f"Aimed at {', '.join(named)}."[:2000]} if named else {}


def _places(row: Row) -> list[dict[str, Any]]:
    stated, city = row.text("country"), row.text("city")
    province, location = row.text("province"), row.text("location_name")
    at = point(row.text("latitude"), row.text("longitude"))
    code = country_code(stated) if stated else None
    if stated and not code:
        row.unknown("country", stated)
    if not code:
        return []
    name = city or location or province or country_name(code)
    place: dict[str, Any] = {"name": name[:300], "country": code, "region": province[:200]}
    if at:
        # A point of a case without a town may stand for the country: it says nothing closer.
        exactness = "area" if city or location else "region"
        place |= {"latitude": at[0], "longitude": at[1], "precision": exactness}
    return [place]


def _days(row: Row) -> tuple[str, str]:
    """Return when it began and ended; neither where the one contradicts the other."""
    started, ended = _day(row, "start_date"), _day(row, "end_date")
    if started and ended and ended < started[: len(ended)]:
        row.note("an end before the beginning: both dates were left out")
        return "", ""
    return started, ended


def _day(row: Row, name: str) -> str:
    """Return a date; the first of January at midnight is how people entered a bare year."""
    raw = row.take(name)
    found = partial_date(raw)
    if raw is not None and not found:
        row.unknown(name, raw)
    edge = "01-01" if name == "start_date" else "12-31"
    if found and found.endswith(f"-{edge}"):
        row.note(f"{name} on the edge of a year was read as that year")
        return found[:4]
    return found or ""


def _status(row: Row, ended: str) -> dict[str, Any]:
    ongoing, seen = row.take("ongoing"), partial_date(row.take("updated_date"))
    if ongoing is True and seen and ended and ended < seen:
        row.note("a case that is said to go on after its end was given no status")
    elif ongoing is True and seen:
        return {"code": "active", "asOf": seen}
    if ongoing is False and ended:
        return {"code": "ended", "asOf": ended}
    return {}


def _participation(row: Row) -> list[dict[str, Any]]:
    """Return the number of people who took part, which Participedia gives without a date."""
    people = row.take("number_of_participants")
    if people is None:
        return []
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
        for url in _values(row, name):
            if _URL.fullmatch(url) and len(found) < _MOST_SOURCES:
                found.append({"id": f"s{len(found) + 1}", "title": said, "url": url})
    return found


def _values(row: Row, name: str) -> list[str]:
    """Return the texts of a list field, whatever it was exported as; each once."""
    value = row.take(name)
    values = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(v for v in values if isinstance(v, str) and v.strip()))


@functools.cache
def _data(name: str) -> Any:
    text = resources.files(__package__ or "").joinpath(name).read_text(encoding="utf-8")
    return yaml.safe_load(text)
