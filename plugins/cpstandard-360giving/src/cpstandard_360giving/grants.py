"""Turns the grants to one recipient for one practice into a record."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pycountry

from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, derivations
from cpstandard.ingest.free_text import cut
from cpstandard.ingest.number import SIGNS
from cpstandard.ingest.organisation_name import without_legal_form
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.row_values import amount, clean_text, web_address
from cpstandard_360giving.organisations import funder, recipient
from cpstandard_360giving.places import places
from cpstandard_360giving.programmes import Programme

_TEXT_LIMIT = 1200
_NOTE_LIMIT = 500
_ID_LIMIT = 200
_SAYS_NOTHING = re.compile(r"(?:an? )?grant (?:to|for) (?P<name>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant that belongs to an initiative, and what its programme or the rules say of it."""

    row: Row
    programme: Programme
    titles: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()


def to_record(grants: Sequence[Grant]) -> dict[str, Any]:
    """Return the record for ``grants``, which have one recipient and one practice."""
    organisations: list[dict[str, Any]] = []
    for grant in grants:
        made = [recipient(part) for part in grant.row.items("recipientOrganization")]
        made += [funder(part) for part in grant.row.items("fundingOrganization")]
        for organisation in made:
            _merge(organisations, organisation)
    found, sources = [], _Sources()
    rules: list[str] = []
    for grant in grants:
        here, rule = places(grant.row)
        found += [place for place in here if place not in found]
        rules += [rule] if rule and rule not in rules else []
    lines = [_funding(grant, sources) for grant in grants]
    return {
        "name": without_legal_form(organisations[0]["name"]),
        "description": _description(grants, organisations[0]["name"]),
        "practices": list(
            dict.fromkeys([grants[0].programme.practice, *(c.practice for c in _best(grants))])
        ),
        "places": found,
        "organisations": organisations,
        "funding": lines,
        "sources": sources.items,
        "provenance": _provenance(grants, rules),
    }


def _best(grants: Sequence[Grant]) -> list[Candidate]:
    """Return the surest candidate for each practice that the rules know, best first."""
    best: dict[str, Candidate] = {}
    for candidate in (found for grant in grants for found in grant.candidates):
        known = best.get(candidate.practice)
        if known is None or candidate.confidence > known.confidence:
            best[candidate.practice] = candidate
    return sorted(best.values(), key=lambda found: (-found.confidence, found.practice))


def _merge(organisations: list[dict[str, Any]], new: dict[str, Any]) -> None:
    """Add ``new``, or complete the organisation of the same name and role."""
    for known in organisations:
        if known["name"].casefold() == new["name"].casefold() and known["roles"] == new["roles"]:
            numbers = [i for i in new["identifiers"] if i not in known["identifiers"]]
            known["identifiers"] += numbers
            known.update({k: v for k, v in new.items() if not known.get(k)})
            return
    if new["name"]:
        organisations.append(new)


class _Sources:
    """The sources of one record, each address once."""

    def __init__(self) -> None:
        self.items: list[dict[str, str]] = []

    def add(self, title: str, url: str) -> str:
        """Return the id of the source with this title and address."""
        for source in self.items:
            if (source["title"], source.get("url", "")) == (title, url):
                return source["id"]
        source = {"id": f"s{len(self.items) + 1}", "title": title[:500], "url": url}
        self.items.append(source)
        return source["id"]


def _funding(grant: Grant, sources: _Sources) -> dict[str, Any]:
    row = grant.row
    row.ignore("amountAppliedFor", "amountDisbursed", "fromOpenCall", "dateModified", "regrantType")
    row.ignore("fundingType", "classifications", "locationScope", "recipientCountryName")
    row.ignore("actualDates", "relatedDocument", "relatedActivity")
    giver = " and ".join(part.text("name") for part in row.items("fundingOrganization"))
    data, page = web_address(row, "dataSource"), web_address(row, "url")
    cited = [sources.add(f"Grants data of {giver or 'the funder'}", data)]
    if page:
        cited.append(sources.add("Web page named with the grant", page))
    return {
        "kind": grant.programme.funding,
        "funder": giver[:300],
        **_amount(row),
        "start": _date(row, "awardDate"),
        "identifier": row.text("id")[:_ID_LIMIT],
        "note": _note(grant),
        "sources": cited,
    }


def _amount(row: Row) -> dict[str, Any]:
    sum_awarded, currency = amount(row, "amountAwarded", SIGNS), row.text("currency").upper()
    if currency and not pycountry.currencies.get(alpha_3=currency):
        row.unknown("currency", currency)
        currency = ""
    if sum_awarded is None:
        return {}
    if not currency:
        row.note("an amount without a currency was left out")
        return {}
    return {"amount": sum_awarded, "currency": currency}


def _date(row: Row, path: str) -> str:
    raw = row.take(path)
    found = partial_date(raw)
    if raw is not None and not found:
        row.unknown(path, raw)
    return found or ""


def _note(grant: Grant) -> str:
    planned = [
        [partial_date(part.take("startDate")), partial_date(part.take("endDate"))]
        for part in grant.row.items("plannedDates")
    ]
    for part in grant.row.items("plannedDates"):
        part.ignore("duration", "startDateType", "endDateType", "description")
    names = [part.text("name").casefold() for part in grant.row.items("recipientOrganization")]
    title = clean_text(grant.row, grant.row.text("title"))
    parts = [title] if title.casefold() not in names else []
    parts += [f"Programme: {'; '.join(grant.titles)}"] if grant.titles else []
    parts += [f"Planned from {start} to {end}" for start, end in planned if start and end]
    return cut(". ".join(part.rstrip(".") for part in parts if part), _NOTE_LIMIT)


def _description(grants: Sequence[Grant], name: str) -> str:
    """Return what the grants' texts say, each once; "Grant to NAME" says nothing."""
    texts: list[str] = []
    for grant in grants:
        for path in ("title", "description"):
            text = clean_text(grant.row, grant.row.text(path))
            empty = _SAYS_NOTHING.fullmatch(text)
            silent = text.casefold() == name.casefold() or (empty and len(text) < len(name) + 30)
            if text and not silent and not any(text in known for known in texts):
                texts.append(text)
    sentences = [text if text[-1] in ".!?" else f"{text}." for text in texts]
    return cut("\n".join(sentences or [_plain_words(grants)]), _TEXT_LIMIT)


def _plain_words(grants: Sequence[Grant]) -> str:
    """Return what is known where no text says anything: who paid, by what programme, and when."""
    givers = {part.text("name"): "" for g in grants for part in g.row.items("fundingOrganization")}
    titles = dict.fromkeys(title for grant in grants for title in grant.titles)
    years = sorted({_date(grant.row, "awardDate")[:4] for grant in grants} - {""})
    through = f" through {' and '.join(titles)}" if titles else ""
    when = f" in {' and '.join(years)}" if years else ""
    return f"Funded by {' and '.join(givers)}{through}{when}." if any(givers) else ""


def _provenance(grants: Sequence[Grant], rules: list[str]) -> dict[str, Any]:
    told = [grant for grant in grants if not grant.candidates] or grants
    first = told[0].programme
    titles = sorted({title for grant in told for title in grant.titles})
    said = f"the grant programme is {' or '.join(titles)}: " if titles else ""
    practice: dict[str, Any] = {"field": "practices", "rule": f"{said}{first.why}"[:500]}
    confidences = [g.programme.confidence for g in told if g.programme.confidence is not None]
    if confidences:
        practice["confidence"] = max(confidences)
    # Some grants of a group may be known by their programme, and others by a rule.
    stated = [] if all(grant.candidates for grant in grants) else [practice]
    derived = [*stated, *derivations(_best(grants))]
    derived += [{"field": "places", "rule": rule} for rule in rules]
    ids = [grant.row.text("id") for grant in grants]
    return {
        "assertedBy": "rule",
        "registerRecordId": cut(", ".join(ids), 300) if len(ids) > 1 else ids[0][:300],
        "derived": derived,
    }
