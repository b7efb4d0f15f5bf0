"""Writes the place of a draft: its name, country and codes, and the point if there is one."""

from collections.abc import Iterator

from cpstandard_table.draft.meaning import columns_for
from cpstandard_table.draft.profile import Profile
from cpstandard_table.draft.sections import Columns
from cpstandard_table.draft.yaml_text import quoted, remark


def place_lines(columns: Columns) -> Iterator[str]:
    """Yield the lines of ``places``."""
    yield "  places:"
    yield f"    - name: {_name(columns)}"
    country = columns.first("country")
    if country is not None and country.is_full:
        yield f"      country: {columns.take(country)}"
    elif country is not None:
        yield f"      country: {{from: {columns.take(country)}, default: GB}}  # check"
    else:
        yield "      country: {value: GB}  # check"
    region = columns.first("region")
    if region is not None:
        yield f"      region: {columns.take(region)}"
    code = columns.first("areaCode")
    if code is not None:
        column = columns.take(code)
        said = remark("check: the date of the list of codes may go beside it, as asOf")
        yield f"      areaCodes: {{scheme: {{value: GSS}}, code: {column}}}{said}"
    yield from _point(columns)


def _name(columns: Columns) -> str:
    found = [p for role in ("place", "authority", "address") for p in _candidates(columns, role)]
    found = list(dict.fromkeys(found))
    whole = [profile for profile in found if len(profile.texts) * 2 >= profile.rows]
    best = (whole or found)[0] if found else None
    if best is None:
        name = quoted(columns.name.heading) if columns.name else '{value: "Unknown"}'
        return f"{name}{remark('check: no column names the place')}"
    if (best.is_full and best.rows > 1) or columns.name is None:
        return columns.take(best)
    others = [p for p in found if p is not best][:1]
    parts = [*(columns.take(p) for p in (best, *others)), quoted(columns.name.heading)]
    return f"{{first: [{', '.join(parts)}]}}{remark('the first that is filled in')}"


def _candidates(columns: Columns, role: str) -> list[Profile]:
    return [p for p in columns_for(role, columns.free) if p is not columns.name]


def _point(columns: Columns) -> Iterator[str]:
    latitude, longitude = columns.first("latitude"), columns.first("longitude")
    if latitude is not None and longitude is not None and latitude is not longitude:
        yield f"      latitude: {columns.take(latitude)}"
        yield f"      longitude: {columns.take(longitude)}"
        yield "      precision: {value: street}  # check"
        return
    both = columns.first("point")
    if both is not None:
        column = columns.take(both)
        sides = {"latitude": r"^\\(?\\s*(-?[0-9.]+)", "longitude": r"(-?[0-9.]+)\\s*\\)?$"}
        for name, pattern in sides.items():
            yield f'      {name}: {{from: {column}, extract: "{pattern}"}}'
        yield "      precision: {value: street}  # check, also which of the two stands first"
        return
    easting, northing = columns.first("easting"), columns.first("northing")
    if easting is not None and northing is not None and easting is not northing:
        named = f"easting: {columns.take(easting)}, northing: {columns.take(northing)}"
        columns.grid.append(f"national_grid: {{{named}}}{remark('check: of Great Britain')}")
        yield "      latitude: latitude"
        yield "      longitude: longitude"
        yield "      precision: {value: street}  # check"
