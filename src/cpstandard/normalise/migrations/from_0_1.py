"""From standard 0.1 to 1.0: texts that held two things become objects; nothing is lost."""

import re
from typing import Any

from cpstandard.core.record import Record

_IDENTIFIER = re.compile(r"([A-Z]{2}-[A-Z0-9_]+)-(.+)")
_GSS = re.compile(r"[EWSNKJL]\d{8}")


def change_record(record: Record) -> Record:
    """Return an initiative of 0.1 in the shape of 1.0."""
    changed = dict(record)
    if "otherNames" in record:
        changed["otherNames"] = [{"name": name} for name in record["otherNames"]]
    _split_identifiers(changed)
    if "organisations" in record:
        changed["organisations"] = [_split_identifiers(dict(o)) for o in record["organisations"]]
    if "places" in record:
        changed["places"] = [_area_codes(place) for place in record["places"]]
    return changed


def change_envelope(header: Record) -> Record:
    """Return the envelope of a package of 0.1, without initiatives, in the shape of 1.0."""
    publisher = _split_identifiers(dict(header.get("publisher", {})))
    return {**header, "standardVersion": "1.0", "publisher": publisher}


def _split_identifiers(owner: dict[str, Any]) -> dict[str, Any]:
    if "identifiers" in owner:
        owner["identifiers"] = [_split(text) for text in owner["identifiers"]]
    return owner


def _split(text: str) -> dict[str, str]:
    match = _IDENTIFIER.fullmatch(text)
    # 0.1 refuses an identifier of any other shape, so this holds for every valid record.
    assert match is not None, text
    return {"scheme": match[1], "id": match[2]}


def _area_codes(place: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in place.items() if name != "officialCode"}
    code = place.get("officialCode")
    if code is None:
        return rest
    # 0.1 did not name the scheme; the codes of the UK's statistical offices are known by form.
    scheme = "GSS" if _GSS.fullmatch(code) else "OTHER"
    return {**rest, "areaCodes": [{"scheme": scheme, "code": code}]}
