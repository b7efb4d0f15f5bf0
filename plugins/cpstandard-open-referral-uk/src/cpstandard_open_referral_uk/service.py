"""Turns a service into a record."""

from typing import Any

from cpstandard.core.row import Row
from cpstandard.ingest.classification import classify, derivations
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.html_text import first_paragraphs, paragraphs
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.row_values import web_address
from cpstandard_open_referral_uk.place import places, scope
from cpstandard_open_referral_uk.terms import CONFIDENCE, practice_of, terms_of

_TEXT_LIMIT = 1500
_TOPIC_LIMIT = 100
_STATUS = {
    "active": "active", "inactive": "dormant", "defunct": "ended",
    "temporarily closed": "paused",
}  # fmt: skip
_PEOPLE = (
    "email", "assurer_email", "contacts", "phones", "contact", "phone", "telephone",
    "pc_metadata", "created_by", "updated_by",
)  # fmt: skip
# When a service is open and what it costs is for those who want to use it, and soon out of date.
_NOTHING = (
    "schedules", "regular_schedules", "regular_schedule", "holiday_schedules", "cost_options",
    "fees", "fees_description", "accreditations", "minimum_age", "maximum_age", "alert",
    "languages", "attending_type", "attending_access", "deliverable_type", "service_delivery",
    "interpretation_services", "application_process", "wait_time", "licenses", "reviews",
    "required_documents", "metadata", "capacities", "additional_urls", "program", "program_id",
    "funding", "fundings", "payment_accepted", "logo", "uploads", "service_social_profiles",
    "taxonomiesToShow", "shortListPath", "distance", "_links", "links",
)  # fmt: skip


def to_record(row: Row, organisation: dict[str, Any], options: Any, seen_on: str) -> dict[str, Any]:
    """Return the record for a service; without practices where nothing tells one.

    ``options`` are those of the importer; ``seen_on`` is the day on which the feed stood so.
    """
    _settle(row)
    name = readable_name(_clean(row, row.text("name"))) or organisation.get("name", "")
    description = _description(row)
    practices, derived, topics = _practices(row, name, description, options)
    website = web_address(row, "url")
    wide = scope(row)
    lead = {**organisation, "roles": ["lead"]} if organisation.get("name") else {}
    return {
        "name": name[:300],
        "otherNames": _other_names(row),
        "description": description,
        "website": website,
        "practices": practices,
        "topics": topics,
        "community": _community(row),
        "scope": wide,
        # What serves a whole country is not of the directory's area.
        "places": places(row, "" if wide else options.area),
        "organisations": [lead],
        "status": _status(row, seen_on),
        "sources": [
            {
                "id": "s1",
                "title": f"{name[:400]} in a directory of services (Open Referral UK)",
                "url": website,
            }
        ],
        "provenance": {"assertedBy": "rule", "derived": derived},
    }


def _settle(row: Row) -> None:
    """Book what is left out on purpose, vendors' own fields among it."""
    row.withhold(*_PEOPLE)
    row.ignore(*_NOTHING)
    tops = dict.fromkeys(path.partition("/")[0] for path in row.unread())
    # Fields that a vendor put beside the standard's.
    row.ignore(*(name for name in tops if name.startswith("pc_") and name != "pc_targetAudience"))


def _practices(
    row: Row, name: str, description: str, options: Any
) -> tuple[list[str], list[dict[str, Any]], list[str]]:
    """Return the practices, how each was found, and the terms that say only what it is about."""
    by_term: dict[str, str] = {}
    topics: list[str] = []
    for term in terms_of(row):
        practice = practice_of(term, options.terms)
        if practice:
            by_term.setdefault(practice, term.name)
        else:
            topics.append(term.name[:_TOPIC_LIMIT])
    found = [
        candidate
        for candidate in options.sure(classify(name, description))
        if candidate.practice not in by_term
    ]
    derived = [
        {
            "field": "practices",
            "rule": f"the directory files it under '{term[:200]}', which means {practice}",
            "confidence": CONFIDENCE,
        }
        for practice, term in by_term.items()
    ]
    practices = [*by_term, *(candidate.practice for candidate in found)]
    return practices, [*derived, *derivations(found)], topics


def _description(row: Row) -> str:
    raw = row.text("description")
    text = first_paragraphs(paragraphs(raw), _TEXT_LIMIT) if raw else ""
    return cut(_clean(row, text), _TEXT_LIMIT)


def _clean(row: Row, text: str) -> str:
    mended = mend_mojibake(text)
    if mended != text:
        row.note("a broken encoding was mended")
    plain, count = without_contacts(mended)
    if count:
        row.note("contact details in a text were withheld")
    return plain.strip()


def _other_names(row: Row) -> list[dict[str, str]]:
    other = _clean(row, row.text("alternate_name"))
    return [{"name": other[:300], "kind": "alternative"}] if other else []


def _community(row: Row) -> dict[str, Any]:
    """Return whom the service is for, in the words of the directory."""
    groups = [part.text("audienceType") for part in row.items("pc_targetAudience")]
    for part in row.items("pc_targetAudience"):
        part.ignore("id")
    for part in row.items("eligibilitys"):
        part.ignore(
            "id", "service_id", "minimum_age", "maximum_age", "link_taxonomies", "taxonomys"
        )
        groups.append(part.text("eligibility"))
    said = _clean(row, row.text("eligibility_description"))
    named = ", ".join(dict.fromkeys(group for group in groups if group))
    text = " ".join(filter(None, (f"Meant for: {named}." if named else "", said)))
    return {"description": cut(text, 2000)} if text else {}


def _status(row: Row, seen_on: str) -> dict[str, Any]:
    stated = row.text("status").casefold()
    seen = [_day(row, name) for name in ("last_modified", "updated_at", "assured_date")]
    code = _STATUS.get(stated)
    if stated and not code:
        row.unknown("status", stated[:100])
    known = max(seen) or seen_on
    return {"code": code, "asOf": known} if code and known else {}


def _day(row: Row, name: str) -> str:
    raw = row.take(name)
    found = partial_date(raw, ("%d/%m/%Y", "%d/%m/%Y %H:%M"))
    if raw is not None and not found:
        row.unknown(name, str(raw)[:100])
    return found or ""
