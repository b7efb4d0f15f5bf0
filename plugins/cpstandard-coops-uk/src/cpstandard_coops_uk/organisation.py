"""Reads one co-operative from a row of the organisations."""

import re
from dataclasses import dataclass

from cpstandard.core.registers import FORMS, official_number
from cpstandard.core.row import Row
from cpstandard.ingest.mutual_number import mutual_number
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.row_values import stated, web_address
from cpstandard_coops_uk.layouts import ID, NAME, area_of

_FORMATS = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d.%m.%Y", "%d-%m-%Y")
_ADDRESS = ("Registered Street", "Registered Postcode", "SIC Code", "SIC section")
_OWNERS = frozenset(
    {
        "community of interest", "consumers", "workers", "enterprises", "multi-stakeholder",
        "self-employed", "tenants", "co-operatives", "employee trust",
    }
)  # fmt: skip
_COUNTRIES = {
    "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "jersey": "JE",
    "guernsey": "GG", "isle of man": "IM", "united kingdom": "GB", "": "GB",
}  # fmt: skip
_GSS = re.compile(r"[EWSN]\d{8}")
_FORM_CODES = {"community interest company": "community-interest-company"}


@dataclass(frozen=True, slots=True)
class Organisation:
    """What Co-operatives UK says of a co-operative; ``form`` is a code of uk-legal-form."""

    id: str
    name: str
    trading_name: str
    form: str
    form_words: str
    identifier: tuple[str, str]
    owners: str
    sector: str
    activity: str
    town: str
    district: tuple[str, str]
    nation: str
    country: str
    founded: str
    dissolved: str
    gone: bool
    website: str
    description: str


def read_organisation(row: Row) -> Organisation:
    """Return the co-operative of ``row``; id and name are empty where the row has none."""
    row.ignore(*_ADDRESS, *(f"SIC code - level {n}" for n in range(2, 6)))
    district = _areas(row)
    number, form = _number(row)
    nation = row.text("UK Nation")
    country = _COUNTRIES.get(nation.casefold(), "")
    if not country:
        row.unknown("UK Nation", nation)
    dissolved, status = _date(row, "Dissolved Date"), row.text("Registered Status").casefold()
    form_words = row.text("Legal Form")
    return Organisation(
        id=row.text(ID),
        name=stated(row, NAME),
        trading_name=stated(row, "Trading Name"),
        form=_FORM_CODES.get(form_words.casefold(), form),
        form_words=form_words,
        identifier=number,
        owners=_owners(row),
        sector=row.text("Sector - Simplified, High Level"),
        activity=_activity(row),
        town=_town(row),
        district=district,
        nation=nation if country == "GB" else "",
        country=country or "GB",
        founded=_date(row, "Incorporation Date"),
        dissolved=dissolved,
        gone=bool(dissolved) or status in ("dead", "dissolved"),
        website=web_address(row, "Website"),
        description=stated(row, "Description"),
    )


def _areas(row: Row) -> tuple[str, str]:
    """Return the district's name and code; smaller areas than a district are left out."""
    district = {"name": "", "code": ""}
    for heading in row.unread():
        area = area_of(heading)
        if area and area[0] == "district":
            district[area[1]] = row.text(heading)
        elif area:
            row.ignore(heading)
    code = district["code"].upper()
    return district["name"], code if _GSS.fullmatch(code) else ""


def _number(row: Row) -> tuple[tuple[str, str], str]:
    """Return the number with its register, and the form in law that it tells."""
    raw, registrar = row.text("Registered Number"), row.text("Registrar").casefold()
    if not raw:
        return ("", ""), ""
    if "charity" in registrar or "oscr" in registrar:
        scheme = "GB-SC" if "oscr" in registrar else "GB-CHC"
        found = official_number(scheme, raw)
        return _known(row, scheme, found, raw), ""
    mutual = mutual_number(raw)
    suffixed = re.fullmatch(r"\d+[A-Z]+", raw.upper().replace(" ", "")) is not None
    if suffixed or ("fca" in registrar and not FORMS["GB-COH"].fits(raw)):
        return _known(row, "GB-MPR", mutual.number, raw), mutual.form
    # Societies of Northern Ireland and companies: eight characters, noughts lost or not.
    return _known(row, "GB-COH", official_number("GB-COH", raw), raw), ""


def _known(row: Row, scheme: str, number: str, raw: str) -> tuple[str, str]:
    if not number:
        row.unknown("Registered Number", raw)
    return (scheme, number) if number else ("", "")


def _owners(row: Row) -> str:
    owners = row.text("Ownership Classification")
    if owners and owners.casefold() not in _OWNERS:
        row.unknown("Ownership Classification", owners)
    return owners


def _activity(row: Row) -> str:
    """Return the closest words that the register has for what the co-operative does."""
    words = [row.text(f"SIC code - level {n} description") for n in range(5, 1, -1)]
    said = next((text for text in words if text), "")
    return said or row.text("FCA Reporting Classification")


def _town(row: Row) -> str:
    city, county = row.text("Registered City"), row.text("Registered State/Province")
    town = next((text for text in (city, county) if text and not re.search(r"\d", text)), "")
    return " ".join(town.split()).title() if town.isupper() else " ".join(town.split())


def _date(row: Row, path: str) -> str:
    raw = row.take(path)
    found = partial_date(raw, _FORMATS)
    if raw is not None and not found:
        row.unknown(path, raw)
    return found or ""
