"""Turns a charity, with what the other tables say of it, into a registered body."""

from cpstandard.core.record import Record
from cpstandard.core.row import Row
from cpstandard.ingest.registered_body import RegisteredBody
from cpstandard.ingest.row_values import clean_text, identifier, register_day, stated, web_address
from cpstandard_ccew.places import fill_places
from cpstandard_ccew.tables import EVENTS, LINKED, MAIN, NUMBER, ORGANISATION

_NAME_KINDS = {"working name": "alternative", "previous name": "former"}
_TOO_GENERAL = frozenset({"101", "117"})  # General charitable purposes; Other charitable purposes
_TOPIC = 100
_YES = frozenset({"true", "t", "1", "y", "yes"})
# What the register's reasons for a removal say of the initiative; of others nobody knows.
_ENDS = {
    "ceased to exist": ("ended", "unknown"),
    "does not operate": ("dormant", ""),
    "amalgamated": ("absorbed", "merged"),
    "funds spent up (s.75)": ("ended", "money-ended"),
}


def to_body(row: Row, area: str) -> RegisteredBody:
    """Return the charity that ``row`` describes; every field is booked on the row."""
    row.ignore(*MAIN.ignored)
    row.withhold(*MAIN.withheld)
    body = RegisteredBody(
        name=clean_text(row, row.text("charity_name")),
        other_names=_other_names(row),
        description=_description(row),
        website=web_address(row, "charity_contact_web"),
        kind=stated(row, "charity_type") or "Charity",
        identifiers=_identifiers(row),
    )
    number, linked = row.text(NUMBER), row.text(LINKED)
    if linked.strip("0"):
        body.note = f"Linked charity {linked} of charity {number}"
    _classify(row, body)
    fill_places(row, body, area)
    _dates(row, body)
    return body


def _other_names(row: Row) -> list[tuple[str, str]]:
    found = []
    for part in row.items("other_names"):
        said = part.text("charity_name_type")
        kind = _NAME_KINDS.get(said.casefold(), "")
        if said and not kind:
            part.unknown("charity_name_type", said)
        found.append((clean_text(row, part.text("charity_name")), kind or "alternative"))
    return found


def _description(row: Row) -> str:
    """Return what the charity says it does, else what its rules are for."""
    activities = stated(row, "charity_activities")
    objects = [
        clean_text(row, part.text("charitable_objects")) for part in row.items("governing_document")
    ]
    return activities or next(filter(None, objects), "")


def _identifiers(row: Row) -> list[dict[str, str]]:
    found = identifier(row, NUMBER, "GB-CHC")
    linked = row.text(LINKED)
    if found and linked.strip("0") and linked.isdigit():
        found[0]["id"] = f"{found[0]['id']}-{int(linked)}"
    return found + identifier(row, "charity_company_registration_number", "GB-COH")


def _classify(row: Row, body: RegisteredBody) -> None:
    """Take the register's own classes: what for, as topics, and for whom, as the community."""
    whom = []
    for part in row.items("classification"):
        code = part.text("classification_code")
        said = clean_text(row, part.text("classification_description"), _TOPIC)
        kind = part.text("classification_type").casefold() or {"1": "what", "2": "who"}.get(
            code[:1], "how"
        )
        if kind == "what" and code not in _TOO_GENERAL:
            body.topics.append(said.replace("/", ", ").casefold())
        elif kind == "who":
            whom.append(said.replace("/", ", "))
    body.topics = list(dict.fromkeys(filter(None, body.topics)))
    body.serves = "; ".join(dict.fromkeys(filter(None, whom)))


def _dates(row: Row, body: RegisteredBody) -> None:
    registered = register_day(row, "date_of_registration")
    removed = register_day(row, "date_of_removal")
    extracted = register_day(row, "date_of_extract")
    row.ignore(ORGANISATION)
    if registered:
        title = "Registered as a charity"
        body.milestones.append({"kind": "legal-start", "date": registered, "title": title})
    status = stated(row, "charity_registration_status")
    reporting = stated(row, "charity_reporting_status")
    if removed or status.casefold() == "removed":
        _removed(row, body, removed or extracted)
        row.ignore("charity_insolvent", "charity_in_administration")
        return
    for part in row.items(EVENTS.name):
        part.ignore(*EVENTS.needed, *EVENTS.taken)
    if extracted and status:
        body.status = _standing(row, status, reporting, extracted)


def _standing(row: Row, status: str, reporting: str, extracted: str) -> Record:
    insolvent = [
        word
        for path, word in (
            ("charity_insolvent", "insolvent"),
            ("charity_in_administration", "in administration"),
        )
        if row.text(path).casefold() in _YES
    ]
    said = f"{status}; {reporting}" if reporting else status
    if insolvent:
        note = f"The register of charities: {' and '.join(insolvent)} ({said})"
        return {"code": "winding-down", "asOf": extracted, "note": note}
    silent = "double default" in reporting.casefold()
    note = f"The register of charities: {said}"
    return {"code": "unknown" if silent else "active", "asOf": extracted, "note": note}


def _removed(row: Row, body: RegisteredBody, removed: str) -> None:
    """Say that the charity left the register: its initiative may well go on."""
    reason = ""
    for part in row.items(EVENTS.name):
        part.ignore("charity_event_order", "date_of_event")
        if part.text("event_type").casefold() == "removed":
            reason = part.text("reason") or reason
        part.ignore("reason")
    code, why = _ENDS.get(reason.casefold(), ("unknown", ""))
    body.end = removed
    if removed:
        note = f"Removed from the register of charities{f': {reason}' if reason else ''}"
        body.status = {"code": code, "asOf": removed, "reason": why, "note": note}
