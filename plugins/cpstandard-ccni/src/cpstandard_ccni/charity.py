"""Turns a row of the register into a registered body."""

import re

from cpstandard.core.row import Row
from cpstandard.ingest.registered_body import RegisteredBody, purpose_topic
from cpstandard.ingest.row_values import clean_text, identifier, register_day, stated, web_address
from cpstandard.ingest.several_values import several_values
from cpstandard.ingest.uk_address import town_of
from cpstandard_ccni.headings import IGNORED, KNOWN, WITHHELD

_GENERAL = re.compile(r"(?:other|general) charitable purposes", re.IGNORECASE)
_NO_NAME = frozenset({"n/a", "none", "no", "as above", "same"})
_POSTCODE = re.compile(r"\bBT\d{1,2} ?\d[A-Z]{2}\b", re.IGNORECASE)
_COUNTY = re.compile(r"^(?:co|county)\b\.?\s*", re.IGNORECASE)
_SHORT_NUMBER = 6  # digits: companies of Northern Ireland are written without their NI


def to_body(row: Row, as_of: str) -> RegisteredBody:
    """Return the charity that ``row`` describes; every field is booked on the row."""
    row.ignore(*IGNORED)
    town = _town(row)
    row.withhold(*WITHHELD)
    body = RegisteredBody(
        name=clean_text(row, row.text("Charity name")),
        description=stated(row, "Charitable purposes"),
        website=web_address(row, "Website"),
        kind="Charity",
    )
    other = clean_text(row, stated(row, "Other name"))
    if other and other.casefold() not in _NO_NAME:
        body.other_names = [(other, "alternative")]
    _numbers(row, body)
    topics = [*_values(row, "What the charity does"), *_values(row, "How the charity works")]
    named = (purpose_topic(text) for text in topics if not _GENERAL.search(text))
    body.topics = list(dict.fromkeys(named))
    body.serves = "; ".join(_values(row, "Who the charity helps"))
    _place(body, town)
    _dates(row, body, as_of)
    return body


def is_removed(row: Row) -> bool:
    """Return whether the charity has left the register."""
    return row.text("Status").casefold().startswith(("removed", "de-registered", "deregistered"))


def _values(row: Row, path: str) -> list[str]:
    return several_values(stated(row, path), KNOWN)


def _numbers(row: Row, body: RegisteredBody) -> None:
    sub = row.text("Sub charity number").removesuffix(".0").lstrip("0")
    if sub:
        body.note = f"Sub charity {sub} of charity {row.text('Reg charity number')}"
        row.ignore("Reg charity number")
    else:
        body.identifiers = identifier(row, "Reg charity number", "GB-NIC")
    company = stated(row, "Company number").upper().removesuffix(".0")
    if company.isdigit() and company.strip("0") and len(company) <= _SHORT_NUMBER:
        number = f"NI{company.zfill(_SHORT_NUMBER)}"
        body.identifiers.append({"scheme": "GB-COH", "id": number})
    else:
        body.identifiers += identifier(row, "Company number", "GB-COH")


def _town(row: Row) -> str:
    """Return the town of the public address, which may be a home: of the rest nothing is kept."""
    address = row.text("Public address")
    # Where it is no address, the register says such things as that the charity is no more.
    if not _POSTCODE.search(address):
        return ""
    named = town_of(address).name.split(", ")
    towns = [part for part in named if part and not _COUNTY.match(part)]
    return (towns or named)[-1]


def _place(body: RegisteredBody, town: str) -> None:
    here = {"region": "Northern Ireland", "country": "GB", "subdivision": "GB-NIR"}
    if town:
        body.places = [{"name": town, **here}]
        body.derived.append(("places", "the town of its public address"))
    else:
        body.places = [{"name": "Northern Ireland", **here}]
        body.derived.append(("places", "the area of the register; no town was found"))


def _dates(row: Row, body: RegisteredBody, as_of: str) -> None:
    if registered := register_day(row, "Date registered"):
        title = "Registered as a charity"
        body.milestones = [{"kind": "legal-start", "date": registered, "title": title}]
    said = stated(row, "Status")
    if as_of and said:
        code = "unknown" if is_removed(row) or "default" in said.casefold() else "active"
        note = f"The register of charities: {said}"
        body.status = {"code": code, "asOf": as_of, "note": note}
