"""Turns a row of the register into a registered body."""

import re

from cpstandard.core.row import Row
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.registered_body import RegisteredBody, purpose_topic
from cpstandard.ingest.row_values import clean_text, identifier, register_day, stated, web_address
from cpstandard.ingest.several_values import several_values
from cpstandard_oscr.headings import IGNORED, WITHHELD

_SCOPES = {
    "a specific local point, community or neighbourhood": "neighbourhood",
    "wider, but within one local authority area": "county",
    "more than one local authority area in scotland": "region",
    "operations cover all or most of scotland": "nation",
    "one or a few bases or facilities serving people who come from a broad area": "",
    "scotland and other parts of the uk": "nation",
    "uk and overseas": "international",
    "an overseas country or countries": "international",
    "overseas only": "international",
}
_NOWHERE = frozenset({"outwith scotland", "not applicable", "unknown", "all of scotland"})
_GENERAL = re.compile(r"any other purpose|analogous|other charitable purpose", re.IGNORECASE)
_NOBODY = re.compile(r"no specific group|other defined groups", re.IGNORECASE)
_FORMERLY = re.compile(
    r"\b(?:formerly|previously)(?: (?:known as|registered as|named|called))?:? ([^.;\n]{3,150})",
    re.IGNORECASE,
)


def to_body(row: Row, as_of: str) -> RegisteredBody:
    """Return the charity that ``row`` describes; every field is booked on the row."""
    row.ignore(*IGNORED)
    row.withhold(*WITHHELD)
    notes = stated(row, "Notes")
    body = RegisteredBody(
        name=clean_text(row, row.text("Charity Name")),
        description=stated(row, "Objectives"),
        website=web_address(row, "Website"),
        kind=stated(row, "Constitutional Form") or "Charity",
        identifiers=identifier(row, "Charity Number", "GB-SC"),
    )
    body.other_names = [
        *((clean_text(row, n), "alternative") for n in several_values(stated(row, "Known As"))),
        *((clean_text(row, n), "former") for n in several_values(stated(row, "Previous Name"))),
        *((found.strip(), "former") for found in _FORMERLY.findall(notes)),
    ]
    body.note = " ".join(filter(None, [notes, _parent(row)]))
    _say_what_for(row, body)
    _place(row, body)
    _dates(row, body, as_of)
    return body


def _say_what_for(row: Row, body: RegisteredBody) -> None:
    purposes = several_values(stated(row, "Purposes"))
    body.topics = [purpose_topic(text) for text in purposes if not _GENERAL.search(text)]
    beneficiaries = several_values(stated(row, "Beneficiaries"))
    body.serves = "; ".join(text for text in beneficiaries if not _NOBODY.search(text))
    row.ignore("Activities")


def _place(row: Row, body: RegisteredBody) -> None:
    spread = stated(row, "Geographical Spread")
    if spread and spread.casefold() not in _SCOPES:
        row.unknown("Geographical Spread", spread)
    body.scope = _SCOPES.get(spread.casefold(), "")
    scotland = {"country": "GB", "subdivision": "GB-SCT"}
    where = several_values(stated(row, "Main Operating Location"))
    if not body.scope and any(name.casefold() == "outwith scotland" for name in where):
        body.scope = "nation"
        body.derived.append(("scope", "the register says: outwith Scotland, and nothing narrower"))
    body.places = [
        {"name": readable_name(name.replace("&", "and"))[:300], "region": "Scotland", **scotland}
        for name in where
        if name.casefold() not in _NOWHERE
    ]
    if not where or (not body.places and not body.scope):
        body.places = [{"name": "Scotland", **scotland}]
        body.derived.append(("places", "the area of the register; the row names none closer"))


def _parent(row: Row) -> str:
    parts = ("name", "number", "country of registration")
    name, number, country = (stated(row, f"Parent charity {part}") for part in parts)
    if not name and not number:
        return ""
    details = ", ".join(filter(None, [number, country]))
    return f"Parent charity: {name or number}" + (f" ({details})." if name and details else ".")


def _dates(row: Row, body: RegisteredBody, as_of: str) -> None:
    if registered := register_day(row, "Registered Date"):
        title = "Registered as a charity"
        body.milestones = [{"kind": "legal-start", "date": registered, "title": title}]
    body.end = register_day(row, "Ceased Date")
    said = stated(row, "Charity Status")
    # The file does not say of which day it is.
    seen = body.end or as_of
    if seen and said:
        code = "unknown" if body.end else "active"
        note = f"The Scottish Charity Register: {said}"
        body.status = {"code": code, "asOf": seen, "note": note}
