"""Reads the organisations of a grant, with their official numbers; people are left out."""

import re
from typing import Any

from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.row_values import web_address

_ORG_ID = re.compile(r"([A-Za-z]{2}-[A-Za-z0-9_]{1,30})-([^\x00-\x20](?:[^\x00-\x1f]{0,149}))")
_PEOPLE = ("contactName", "email", "telephone", "phone", "contact")


def org_id(text: str) -> str:
    """Return an org-id as the register writes it: ``GB-COH-`` takes eight characters.

    What is no org-id, such as a publisher's own ``360G-`` id or a number that its register cannot
    have given, gives an empty text.
    """
    parts = _ORG_ID.fullmatch(text.strip())
    if not parts:
        return ""
    number = official_number(parts[1].upper(), parts[2])
    return f"{parts[1].upper()}-{number}" if number else ""


def recipient(part: Row) -> dict[str, Any]:
    """Return the organisation that received a grant."""
    part.withhold(*_PEOPLE)
    part.ignore(
        "postalCode", "streetAddress", "description", "location", "dateModified", "alternateName"
    )
    kind = part.text("organisationType")[:200]
    if "closed" in kind.casefold():
        kind = ""  # Companies House's word for the state of a company, not for a kind of body
    return {
        "name": readable_name(part.text("name"))[:300],
        "roles": ["lead"],
        "kind": kind,
        "identifiers": _identifiers(part),
        "website": web_address(part, "url"),
    }


def funder(part: Row) -> dict[str, Any]:
    """Return the organisation that gave a grant."""
    part.withhold(*_PEOPLE)
    part.ignore("department", "postalCode", "streetAddress", "url", "dateModified")
    identifier = _stated(part)
    return {
        "name": part.text("name")[:300],
        "roles": ["funder"],
        "identifiers": [_identifier(identifier)] if identifier else [],
    }


def _identifiers(part: Row) -> list[dict[str, str]]:
    found = [_stated(part)]
    charity = part.text("charityNumber")
    if charity:
        found.append(_charity(charity))
        if not found[-1]:
            part.unknown("charityNumber", charity)
    company = part.text("companyNumber")
    if company:
        found.append(org_id(f"GB-COH-{company}"))
        if not found[-1]:
            part.unknown("companyNumber", company)
    return [_identifier(text) for text in dict.fromkeys(found) if text]


def _stated(part: Row) -> str:
    """Return the org-id of an organisation; one that its register cannot have given is told."""
    text = part.text("id")
    found = org_id(text)
    if not found and _ORG_ID.fullmatch(text):
        part.unknown("id", text)
    return found


def _identifier(text: str) -> dict[str, str]:
    """Return an org-id as the standard has it, the register and the number apart."""
    scheme, number = _ORG_ID.fullmatch(text).groups()  # type: ignore[union-attr]  # it is one
    return {"scheme": scheme, "id": number}


def _charity(raw: str) -> str:
    """Return the org-id of a charity; its letters tell which of the three registers it is in."""
    number = raw.upper().replace(" ", "")
    scheme = "GB-SC" if number.startswith("SC") else "GB-CHC"
    if number.startswith("NI"):
        scheme, number = "GB-NIC", number.removeprefix("NIC").removeprefix("NI")
    return org_id(f"{scheme}-{number}")
