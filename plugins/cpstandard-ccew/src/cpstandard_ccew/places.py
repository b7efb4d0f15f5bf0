"""Says where a charity works: the areas that it names, and the area of benefit of its rules."""

import re

from cpstandard.core.record import Record
from cpstandard.core.row import Row
from cpstandard.ingest.country import country_code
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.registered_body import RegisteredBody
from cpstandard.ingest.row_values import clean_text

_MOST_AREAS = 12
_LONGEST = 80
_SMALL = {"And": "and", "Of": "of", "The": "the", "Upon": "upon", "With": "with"}
_NATIONS = {
    "england": ("England", "GB-ENG"),
    "wales": ("Wales", "GB-WLS"),
    "scotland": ("Scotland", "GB-SCT"),
    "northern ireland": ("Northern Ireland", "GB-NIR"),
    "england and wales": ("England and Wales", ""),
    "london": ("London", ""),
}
# An area of benefit that names no place, or more than a place.
_NO_PLACE = re.compile(
    r"\b(?:un?defined|not defined|unspecified|not specified|unrestricted|see|in practice|practice|"
    r"national|local|overseas|world|worldwide|catchment|object|objects|clause|none|nil|anywhere|"
    r"uk|united kingdom|great britain|england|wales|elsewhere|such|any|or|not|as|which|whether|"
    r"purposes|charity|trustees|members)\b|[;:\d]",
    re.IGNORECASE,
)


def fill_places(row: Row, body: RegisteredBody, area: str) -> None:
    """Fill in ``places`` and ``scope``; ``area`` is what a list without areas is about."""
    areas = list(row.items("area_of_operation"))
    local = [part for part in areas if _kind(part) == "local authority"]
    wide = [part for part in areas if _kind(part) != "local authority"]
    body.places = [_authority(part) for part in local[:_MOST_AREAS]]
    if len(local) > _MOST_AREAS:
        row.note(f"of more than {_MOST_AREAS} areas only the first were taken")
    for part in wide:
        _add_wide(row, part, body)
    benefit = _benefit(row)
    if len(body.places) == 1 and len(local) == 1 and benefit:
        place = body.places[0]
        place["name"] = _with_place(benefit, place["name"])
    elif not body.places and benefit:
        body.places = [{"name": benefit, "country": "GB"}]
        body.derived.append(("places", "the area of benefit that the charity's rules name"))
    if not body.places and not body.scope:
        _fall_back(body, area)


def _kind(part: Row) -> str:
    return part.text("geographic_area_type").casefold()


def _authority(part: Row) -> Record:
    words = clean_text(part, part.text("geographic_area_description"), _LONGEST).split()
    name = " ".join(_SMALL.get(word, word) if at else word for at, word in enumerate(words))
    # The register writes Liverpool City, which nobody else does.
    name = name.removesuffix(" City")
    welsh = part.text("welsh_ind").casefold() in ("true", "1", "t", "y", "yes")
    nation, code = _NATIONS["wales" if welsh else "england"]
    return {"name": name, "country": "GB", "region": nation, "subdivision": code}


def _add_wide(row: Row, part: Row, body: RegisteredBody) -> None:
    """Add a region, a nation or another country; a continent only widens the scope."""
    part.ignore("welsh_ind")
    said = clean_text(part, part.text("geographic_area_description"), _LONGEST)
    name = re.sub(r"^throughout\s+", "", said, flags=re.IGNORECASE).casefold()
    if name in _NATIONS:
        nation, code = _NATIONS[name]
        _place(body, {"name": nation, "country": "GB", "subdivision": code})
        _widen(body, "city" if name == "london" else "nation")
        return
    country = country_code(said) if _kind(part) == "country" else None
    if country:
        _place(body, {"name": said, "country": country})
    elif _kind(part) != "continent":
        row.unknown("area_of_operation/*/geographic_area_description", said)
    _widen(body, "international")


def _place(body: RegisteredBody, place: Record) -> None:
    if len(body.places) < _MOST_AREAS:
        body.places.append(place)


_WIDTHS = ("", "city", "nation", "international")


def _widen(body: RegisteredBody, scope: str) -> None:
    body.scope = max(body.scope, scope, key=_WIDTHS.index)


def _benefit(row: Row) -> str:
    """Return the area of benefit, where it is the name of a place and no more."""
    for part in row.items("governing_document"):
        text = clean_text(row, part.text("area_of_benefit"), _LONGEST + 1).strip(" .,")
        if text and len(text) <= _LONGEST and not _NO_PLACE.search(text):
            plain = re.sub(r"^(?:with)?in\s+", "", text, flags=re.IGNORECASE)
            shown = readable_name(plain)
            return shown[:1].upper() + shown[1:]
    return ""


def _with_place(benefit: str, authority: str) -> str:
    same = authority.casefold() in benefit.casefold()
    return benefit if same else f"{benefit}, {authority}"


def _fall_back(body: RegisteredBody, area: str) -> None:
    if area:
        body.places = [{"name": area, "country": "GB"}]
        body.derived.append(("places", "the area that the list is about, as an option says"))
    else:
        body.places = [{"name": "England and Wales", "country": "GB"}]
        body.derived.append(("places", "the area of the register; the file names none closer"))
