"""Reads the organisation of a service, which a feed may give in full only once."""

import re
from typing import Any

from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.free_text import mend_mojibake
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.row_values import web_address

_SCHEME = re.compile(r"[A-Z]{2}-[A-Z0-9_]{1,36}")
# What feeds write where a prefix of org-id.guide belongs.
_SCHEMES = (
    ("company", "GB-COH"), ("companies house", "GB-COH"), ("scottish charity", "GB-SC"),
    ("oscr", "GB-SC"), ("charity", "GB-CHC"),
)  # fmt: skip
_AT = ("organization", "organisation")
_PEOPLE = ("email", "contacts", "phones", "contact", "telephone", "locations")
_NOTHING = (
    "description", "logo", "uri", "parent_organization_id", "legal_status", "year_incorporated",
    "tax_status", "tax_id", "alternate_name", "attributes", "metadata", "programs", "funding",
    "fundings", "services", "additional_websites", "reviews",
)  # fmt: skip


class Organisations:
    """The organisations of a feed by their id, each kept once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[str, dict[str, Any]] = {}

    def of(self, row: Row) -> dict[str, Any]:
        """Return the organisation of a service, completed from what was said of it before."""
        own_id = row.text("organization_id") or row.text("organisation_id")
        found: dict[str, Any] = {}
        for at in _AT:
            row.withhold(*(f"{at}/{name}" for name in _PEOPLE))
            row.ignore(*(f"{at}/{name}" for name in _NOTHING))
            own_id = row.text(f"{at}/id") or own_id
            name = readable_name(mend_mojibake(row.text(f"{at}/name")))
            if name:
                website = web_address(row, f"{at}/website") or web_address(row, f"{at}/url")
                numbers = _identifiers(row, at)
                found = {"name": name[:300], "identifiers": numbers, "website": website}
        if not own_id:
            return found
        known = self._known.setdefault(own_id, {})
        known.update({name: value for name, value in found.items() if value})
        return dict(known)


def _identifiers(row: Row, at: str) -> list[dict[str, str]]:
    found = []
    for part in row.items(f"{at}/organization_identifiers"):
        part.ignore("id", "organization_id", "attributes", "metadata")
        scheme, kind = part.text("identifier_scheme"), part.text("identifier_type")
        raw = part.text("identifier")
        said = f"{scheme} {kind}".casefold()
        if not _SCHEME.fullmatch(scheme):
            scheme = next((code for words, code in _SCHEMES if words in said), "")
        number = official_number(scheme, raw) if scheme else ""
        if number and not re.search(r"\s", number):
            found.append({"scheme": scheme, "id": number[:150]})
        elif raw:
            part.unknown("identifier", f"{said.strip()} {raw}"[:100])
    return found
