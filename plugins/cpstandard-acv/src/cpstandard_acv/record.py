"""Turns an entry of a list of assets of community value into a record."""

import re
from typing import Any

from cpstandard.ingest.free_text import cut
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.row_values import clean_text
from cpstandard.ingest.web_address import web_address_in
from cpstandard_acv.listing import Listing, day
from cpstandard_acv.people import group_name, names_a_person
from cpstandard_acv.place import place_of
from cpstandard_acv.words import kind_of

_NOT_OWNERSHIP = (
    "A listing is not ownership: it says nothing of who holds the asset, and gives community "
    "groups time to make a bid if the owner decides to sell."
)
_TEXT_LIMIT = 1500
_AUTHORITY = re.compile(r"local-authority(?:-eng)?:([A-Z]{3})")
_ENDED = {
    "removed": "It was taken off the list; the list does not say what became of the asset.",
    "expired": "The listing ran its five years; the list does not say what became of the asset.",
}


def to_record(listing: Listing, authority: str) -> dict[str, Any]:
    """Return the record for an entry that is, or was, on the list."""
    row, columns = listing.row, listing.columns
    council = _council(listing, authority)
    group = _group(listing, "nominating-group")
    bidder = _group(listing, "interested-group")
    kind, word = kind_of(f"{listing.name} {columns.text(row, 'use')}")
    derived = [
        {
            "field": "clusters",
            "rule": "every asset on the list was nominated by a community under the right to bid",
            "confidence": 0.6,
        }
    ]
    if kind:
        rule = f"the asset's name or use holds the word '{word}', which means {kind}"
        derived.append({"field": "assets", "rule": rule})
    return {
        "name": listing.name[:300],
        "description": _description(listing, council.get("name", ""), group),
        "clusters": ["capacity-and-assets"],
        "places": [place_of(row, columns, council.get("name", "") or "England")],
        "organisations": [
            {"name": group, "roles": ["lead"], "note": "It nominated the asset."} if group else {},
            {"name": bidder, "roles": ["supporter"], "note": "It asked to be treated as a bidder."}
            if bidder
            else {},
            council,
        ],
        "started": listing.decided,
        **_status(listing),
        "milestones": _milestones(listing),
        "assets": [{"name": listing.name[:300], "kind": kind, "description": _NOT_OWNERSHIP}],
        "responses": [_response(listing, council)] if council else [],
        "sources": [_source(listing, council)],
        "provenance": {
            "assertedBy": "rule",
            "registerRecordId": listing.reference[:300],
            "derived": derived,
        },
    }


def _council(listing: Listing, stated: str) -> dict[str, Any]:
    """Return the council that keeps the list, with its code where the file gives one."""
    said = listing.columns.text(listing.row, "organisation")
    code = _AUTHORITY.fullmatch(said)
    name = stated or (f"Local authority {code[1]}" if code else said)
    if not name:
        return {}
    number = [{"scheme": "GB-LAE", "id": code[1]}] if code else []
    return {"name": name[:300], "roles": ["decision-maker"], "identifiers": number}


def _group(listing: Listing, name: str) -> str:
    """Return the group that a column names; what may be a person's name is withheld."""
    row, columns = listing.row, listing.columns
    said = clean_text(row, "; ".join(columns.texts(row, name)))
    group = group_name(said)
    if said and group != said:
        row.withhold(*columns.fields[name])
    return readable_name(group)[:300]


def _description(listing: Listing, council: str, group: str) -> str:
    parts = [_free_text(listing, "description", _TEXT_LIMIT)]
    by = f" by {council}" if council else ""
    about = listing.decided.endswith("~")
    since = (
        f"{' about' if about else ' on'} {listing.decided.rstrip('~')}" if listing.decided else ""
    )
    until = f", until {listing.expires} at the latest" if listing.expires else ""
    parts.append(f"Listed{by} as an asset of community value{since}{until}.")
    parts.append(f"Nominated by {group}." if group else "")
    sentences = [p if p[-1] in ".!?…" else f"{p}." for p in parts if p]
    return " ".join([*sentences, _NOT_OWNERSHIP])


def _free_text(listing: Listing, name: str, limit: int) -> str:
    row, columns = listing.row, listing.columns
    # These are written about people as often as about the asset.
    row.ignore(*columns.fields.get("notes", ()), *columns.fields.get("reason", ()))
    text = clean_text(row, " ".join(columns.texts(row, name)))
    if names_a_person(text):
        row.withhold(*columns.fields[name])
        return ""
    return cut(text, limit)


def _status(listing: Listing) -> dict[str, Any]:
    """Return how it stands; a listing in force is only known to be so on the list's day."""
    if listing.state not in _ENDED:
        _free_text(listing, "removal-reason", _TEXT_LIMIT)
        seen = listing.seen_on or listing.decided
        return {"status": {"code": "active", "asOf": seen}} if seen else {}
    ended = listing.ended or (listing.expires if listing.state == "expired" else "")
    why = _free_text(listing, "removal-reason", 500)
    note = f"{_ENDED[listing.state]} {f'Reason given: {why}' if why else ''}".strip()
    seen = ended or listing.seen_on or listing.decided
    status = {"code": "ended", "asOf": seen, "note": note} if seen else {}
    return {"ended": _not_before(listing.decided, ended), "status": status}


def _not_before(start: str, end: str) -> str:
    length = min(len(start), len(end))
    return "" if start and end and end[:length] < start[:length] else end


def _milestones(listing: Listing) -> list[dict[str, Any]]:
    row, columns = listing.row, listing.columns
    events = [
        ("nomination-date", "Nominated as an asset of community value"),
        ("notification-to-sell-date", "The owner told the council of a wish to sell"),
        ("protected-period-start-date", "The protected period of 18 months began"),
    ]
    found = [(day(row, columns, name), title) for name, title in events]
    if listing.state == "removed":
        found.append((listing.ended, "Taken off the list"))
    return [
        {"kind": "other", "title": title, "date": date, "sources": ["s1"]}
        for date, title in found
        if date
    ]


def _response(listing: Listing, council: dict[str, Any]) -> dict[str, Any]:
    return {
        "body": council["name"],
        "proposal": "To list it as an asset of community value",
        "answer": "accepted",
        "date": listing.decided,
        "sources": ["s1"],
    }


def _source(listing: Listing, council: dict[str, Any]) -> dict[str, Any]:
    address = listing.columns.text(listing.row, "url")
    page = web_address_in(address)
    if address and not page:
        listing.row.unknown(listing.columns.fields["url"][0], address[:100])
    of = f" of {council['name']}" if council else ""
    return {"id": "s1", "title": f"List of assets of community value{of}", "url": page}
