"""Completes the British places of records by reference data: codes, former codes and names."""

from collections.abc import Iterator
from typing import Any

from cpstandard.core.areas import Area, Areas
from cpstandard.core.record import Record

_GSS = "GSS"
_BY_NAME = 0.9
"""How sure it is that a place called as an area lies in it: a town may lie beside its namesake."""


def with_areas(record: Record, areas: Areas) -> Record:
    """Return ``record`` with what ``areas`` know of its places in the United Kingdom.

    A former code is joined by today's, a place without a code whose name is that of one area alone
    gets its code, and a place that is called by its code gets the name. Nothing that the record
    says is taken away; each addition is told in ``provenance/derived``.
    """
    places = record.get("places")
    if not isinstance(places, list):
        return record
    told: list[dict[str, Any]] = []
    done = [
        _completed(place, areas, f"places/{number}", told) for number, place in enumerate(places)
    ]
    if not told:
        return record
    provenance = record.get("provenance", {})
    derived = [*provenance.get("derived", []), *told]
    return {**record, "places": done, "provenance": {**provenance, "derived": derived}}


def _completed(place: Any, areas: Areas, at: str, told: list[dict[str, Any]]) -> Any:
    if not isinstance(place, dict) or place.get("country") != "GB":
        return place
    codes = [code for code in place.get("areaCodes", []) if isinstance(code, dict)]
    official = [str(code.get("code", "")) for code in codes if code.get("scheme") == _GSS]
    done = dict(place)
    known = [area for code in official if (area := areas.of_code(code))]
    for area in known:
        for said in _now_of(area, official):
            done["areaCodes"] = [*done["areaCodes"], {"scheme": _GSS, "code": area.current_code}]
            told.append({"field": f"{at}/areaCodes", "rule": said})
            official.append(area.current_code)
    if not official and (named := areas.of_name(str(place.get("name", "")))):
        done["areaCodes"] = [*codes, {"scheme": _GSS, "code": named.current_code}]
        rule = f"the place is called as {named.current_name} ({named.current_code})"
        told.append({"field": f"{at}/areaCodes", "rule": rule, "confidence": _BY_NAME})
        known = [named]
    if known and place.get("name", "").strip().upper() == known[0].code:
        done["name"] = known[0].name
        told.append({"field": f"{at}/name", "rule": f"the name of the area {known[0].code}"})
    _nation(done, known, at, told)
    return done


def _now_of(area: Area, official: list[str]) -> Iterator[str]:
    """Yield the rule by which today's code joins a former one, if it is not there already."""
    if not area.is_current and area.current_code not in official:
        yield f"{area.code} ({area.name}) is {area.current_code} ({area.current_name}) today"


def _nation(done: dict[str, Any], known: list[Area], at: str, told: list[dict[str, Any]]) -> None:
    """Add the nation and the region, where all known areas agree on them."""
    for field, values in (
        ("subdivision", {area.subdivision for area in known}),
        ("region", {area.region for area in known}),
    ):
        value = next(iter(values), "")
        if value and len(values) == 1 and not done.get(field):
            done[field] = value
            rule = f"{known[0].current_name} ({known[0].current_code}) lies there"
            told.append({"field": f"{at}/{field}", "rule": rule})
