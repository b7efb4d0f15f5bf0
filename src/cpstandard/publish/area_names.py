"""What official areas and the parts of countries are called, so that no page shows a bare code."""

from collections.abc import Iterable, Mapping

from cpstandard.core.areas import Area, Areas
from cpstandard.core.phrase import say, spoken
from cpstandard.publish.countries import subdivision_name
from cpstandard.publish.messages import MESSAGES

_LISTED = (", City of", ", County of")
"""How lists turn a name round, so that it is found under its own letter."""


def area_name(area: Area) -> str:
    """Return the name of an area as one says it: ``City of Bristol`` for ``Bristol, City of``."""
    for ending in _LISTED:
        if area.name.endswith(ending):
            return f"{ending.removeprefix(', ')} {area.name.removesuffix(ending)}"
    return area.name


def area_said(areas: Areas | None, scheme: str, code: str) -> str:
    """Return what an official area is called: by its code where no list at hand has it."""
    area = areas.of_code(code) if areas and scheme == "GSS" else None
    if area is None:
        return f"{scheme} {code}"
    name = area_name(area)
    return name if area.is_current else str(say("{area} (former area)", area=name))


def area_called(areas: Areas | None, scheme: str, code: str, names: Mapping[str, int]) -> str:
    """Return what an area is called: as a list at hand has it, or as most records do.

    ``names`` counts, by name, the places of records that lie in it.
    """
    if areas and scheme == "GSS" and areas.of_code(code):
        return area_said(areas, scheme, code)
    return min(names, key=lambda name: (-names[name], name))


def areas_said(areas: Areas | None, codes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each of some areas is called, by its code as ``GSS E06000023``."""
    return {f"{scheme} {code}": area_said(areas, scheme, code) for scheme, code in codes}


def subdivision_said(code: str) -> str:
    """Return what a part of a country is called, by its code of ISO 3166-2.

    The nations of the United Kingdom have names in the language that is spoken; others have those
    of the ISO list. A code that is not known names itself.
    """
    nation = MESSAGES["nation"].get(code.lower())
    return str(spoken(nation)) if nation else subdivision_name(code) or code
