"""Reads the organisations of a grant, with their official numbers; people are left out."""

import re
from typing import Any

from cpstandard.core.row import Row

_COMPANY = re.compile(r"[A-Z]{0,2}\d{5,8}[A-Z]?")
_CHARITY = re.compile(r"(?:SC|NIC?)?\d{5,7}")
_ORG_ID = re.compile(r"([A-Z]{2}-[A-Z0-9_]{1,30})-([^\x00-\x20]{1,150})")
_URL = re.compile(r"https?://[^\x00-\x20\"<>]+")
_BARE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/[^\x00-\x20\"<>]*)?")
_COMPANY_DIGITS = 8
_PEOPLE = ("contactName", "email", "telephone", "phone", "contact")


def org_id(text: str) -> str:
    """Return an org-id as the register writes it: ``GB-COH-`` takes eight characters.

    What is no org-id, such as a publisher's own ``360G-`` id, gives an empty text.
    """
    identifier = text.strip()
    if not _ORG_ID.fullmatch(identifier):
        return ""
    if identifier.startswith("GB-COH-") and (number := identifier[7:]).isdigit():
        return f"GB-COH-{number.zfill(_COMPANY_DIGITS)}"
    return identifier


def web_address(text: str) -> str:
    """Return ``text`` as a web address, ``http://`` added to a bare one; empty if it is none."""
    if _URL.fullmatch(text):
        return text
    return f"http://{text}" if _BARE.fullmatch(text) else ""


def recipient(part: Row) -> dict[str, Any]:
    """Return the organisation that received a grant."""
    part.withhold(*_PEOPLE)
    part.ignore(
        "postalCode", "streetAddress", "description", "location", "dateModified", "alternateName"
    )
    kind = part.text("organisationType")[:200]
    if "closed" in kind.casefold():
        kind = ""  # Companies House's word for the state of a company, not for a kind of body
    address = part.text("url")
    if address and not web_address(address):
        part.unknown("url", address)
    return {
        "name": part.text("name")[:300],
        "roles": ["lead"],
        "kind": kind,
        "identifiers": _identifiers(part),
        "website": web_address(address),
    }


def funder(part: Row) -> dict[str, Any]:
    """Return the organisation that gave a grant."""
    part.withhold(*_PEOPLE)
    part.ignore("department", "postalCode", "streetAddress", "url", "dateModified")
    identifier = org_id(part.text("id"))
    return {
        "name": part.text("name")[:300],
        "roles": ["funder"],
        "identifiers": [_identifier(identifier)] if identifier else [],
    }


def _identifiers(part: Row) -> list[dict[str, str]]:
    found = [org_id(part.text("id"))]
    charity = part.text("charityNumber").upper().replace(" ", "")
    if charity:
        found.append(_charity(charity))
        if not found[-1]:
            part.unknown("charityNumber", charity)
    company = part.text("companyNumber").upper().replace(" ", "")
    if company:
        usable = _COMPANY.fullmatch(company) and company.strip("0")
        found.append(org_id(f"GB-COH-{company}") if usable else "")
        if not usable:
            part.unknown("companyNumber", company)
    return [_identifier(text) for text in dict.fromkeys(found) if text]


def _identifier(text: str) -> dict[str, str]:
    """Return an org-id as the standard has it, the register and the number apart."""
    scheme, number = _ORG_ID.fullmatch(text).groups()  # type: ignore[union-attr]  # it is one
    return {"scheme": scheme, "id": number}


def _charity(number: str) -> str:
    if not _CHARITY.fullmatch(number):
        return ""
    if number.startswith("SC"):
        return f"GB-SC-{number}"
    if number.startswith("NI"):
        return f"GB-NIC-{number.removeprefix('NIC').removeprefix('NI')}"
    return f"GB-CHC-{number}"
