"""From standard 0.1 to 1.0: texts that held two things become objects; nothing is lost.

What is not as 0.1 asks stays where it is, as it is: ``unmoved`` and ``unmoved_envelope`` say so.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from cpstandard.core.record import Record

MOVED = {"places[].officialCode": "places[].areaCodes[].code"}
"""The fields that 1.0 has under another name."""

_IDENTIFIER = re.compile(r"(?=.{,200}\Z)([A-Z]{2}-[A-Z0-9_]{1,37})-([^\x00-\x20]{1,150})")
_AREA_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")
_GSS = re.compile(r"[EWSNKJL]\d{8}")

_NO_IDENTIFIER = "it is not a register's prefix, a hyphen and a number, as in GB-CHC-1234567"
_NO_NAME = "it is not a text"
_NO_AREA_CODE = "it is no area code: two to twenty capitals, figures and hyphens"

Change = Callable[[Any], Any]
"""Returns a value of 0.1 as 1.0 has it, or ``None`` where it is no value of 0.1."""


def change_record(record: Record) -> Record:
    """Return an initiative of 0.1 in the shape of 1.0."""
    changed = _with_items(_split_identifiers(record), "otherNames", _other_name)
    changed = _with_items(changed, "organisations", _split_identifiers)
    return _with_items(changed, "places", _area_codes)


def change_envelope(header: Record) -> Record:
    """Return the envelope of a package of 0.1, without initiatives, in the shape of 1.0."""
    changed = {**header, "standardVersion": "1.0"}
    if "publisher" in header:
        changed["publisher"] = _split_identifiers(header["publisher"])
    return changed


def unmoved(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the JSON Pointer of each value of ``record`` that stays as it is, and why."""
    yield from _unchanged(record, "identifiers", _identifier, _NO_IDENTIFIER)
    yield from _unchanged(record, "otherNames", _other_name, _NO_NAME)
    for index, organisation in enumerate(_list(record.get("organisations"))):
        for pointer, why in _unchanged(organisation, "identifiers", _identifier, _NO_IDENTIFIER):
            yield f"/organisations/{index}{pointer}", why
    for index, place in enumerate(_list(record.get("places"))):
        if isinstance(place, dict) and "officialCode" in place and _area_codes(place) is place:
            why = "areaCodes is there already" if "areaCodes" in place else _NO_AREA_CODE
            yield f"/places/{index}/officialCode", why


def unmoved_envelope(header: Record) -> Iterator[tuple[str, str]]:
    """Yield the JSON Pointer of each value of ``header`` that stays as it is, and why."""
    publisher = header.get("publisher")
    for pointer, why in _unchanged(publisher, "identifiers", _identifier, _NO_IDENTIFIER):
        yield f"/publisher{pointer}", why


def _unchanged(owner: Any, name: str, change: Change, why: str) -> Iterator[tuple[str, str]]:
    if not isinstance(owner, dict) or name not in owner:
        return
    if not isinstance(owner[name], list):
        yield f"/{name}", "it is not a list"
    for index, item in enumerate(_list(owner[name])):
        if change(item) is None:
            yield f"/{name}/{index}", why


def _with_items(owner: Record, name: str, change: Change) -> Record:
    """Return ``owner`` with the items of a list changed; an item that cannot be stays."""
    if not isinstance(owner.get(name), list):
        return owner
    items = [(item, change(item)) for item in owner[name]]
    return {**owner, name: [old if new is None else new for old, new in items]}


def _split_identifiers(owner: Any) -> Any:
    return _with_items(owner, "identifiers", _identifier) if isinstance(owner, dict) else owner


def _identifier(text: Any) -> dict[str, str] | None:
    match = _IDENTIFIER.fullmatch(text) if isinstance(text, str) else None
    return {"scheme": match[1], "id": match[2]} if match else None


def _other_name(text: Any) -> dict[str, str] | None:
    return {"name": text} if isinstance(text, str) else None


def _area_codes(place: Any) -> Any:
    """Return ``place`` with its code in a list, or ``place`` itself where there is none to move."""
    code = place.get("officialCode") if isinstance(place, dict) else None
    if not isinstance(code, str) or not _AREA_CODE.fullmatch(code) or "areaCodes" in place:
        return place
    # 0.1 did not name the scheme; the codes of the UK's statistical offices are known by form.
    codes = [{"scheme": "GSS" if _GSS.fullmatch(code) else "OTHER", "code": code}]
    return {
        "areaCodes" if name == "officialCode" else name: codes if name == "officialCode" else value
        for name, value in place.items()
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
