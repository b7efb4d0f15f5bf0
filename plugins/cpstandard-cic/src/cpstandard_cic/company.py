"""One community interest company, read but not judged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.country import country_code
from cpstandard.ingest.free_text import mend_mojibake
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.partial_date import partial_date
from cpstandard_cic import layout as at

_CODE = re.compile(r"(\d{4,5})\b")
_CODE_DIGITS = 5
_NATIONS = {"england": "England", "scotland": "Scotland", "wales": "Wales", "cymru": "Wales",
            "northern ireland": "Northern Ireland"}  # fmt: skip
_BY_NUMBER = {"SC": "Scotland", "NI": "Northern Ireland"}
_FIELDS_OF_SIC_THAT_SAY_NOTHING = ("none supplied", "")


@dataclass(frozen=True, slots=True)
class Company:
    """What the register says of a company; dates are partial dates, empty where there is none.

    ``trades`` are the codes of the Standard Industrial Classification with their words; ``nation``
    is the part of the United Kingdom, empty where nothing tells it.
    """

    number: str
    name: str
    former_names: tuple[str, ...]
    status: str
    incorporated: str
    dissolved: str
    town: str
    county: str
    nation: str
    country: str
    trades: dict[str, str]


def read_company(row: Row) -> Company:
    """Return the company of a row; what is about a person is withheld."""
    row.withhold(at.CARE_OF)
    row.ignore(*at.ADDRESS, *at.NOTHING)
    raw = row.text(at.NUMBER)
    number = official_number("GB-COH", raw) if raw else ""
    if raw and not number:
        row.unknown(at.NUMBER, raw)
    name = _name(row, at.NAME)
    former = [_name(row, path) for path in at.FORMER]
    country, nation = _country(row, number)
    return Company(
        number=number,
        name=name,
        former_names=tuple(dict.fromkeys(text for text in former if text and text != name)),
        status=" ".join(row.text(at.STATUS).split()),
        incorporated=_date(row, at.INCORPORATED),
        dissolved=_date(row, at.DISSOLVED),
        town=_place_name(row.text(at.TOWN)),
        county=_place_name(row.text(at.COUNTY)),
        nation=nation,
        country=country,
        trades=dict(_trades(row)),
    )


def _name(row: Row, path: str) -> str:
    stated = row.text(path)
    mended = mend_mojibake(stated)
    if mended != stated:
        row.note("a broken encoding was mended")
    return readable_name(mended)


def _date(row: Row, path: str) -> str:
    raw = row.take(path)
    found = partial_date(raw, ("%d/%m/%Y",)) or ""
    if raw is not None and not found:
        row.unknown(path, raw)
    return found


def _country(row: Row, number: str) -> tuple[str, str]:
    """Return the country and, within the United Kingdom, the nation of the registered office."""
    stated = " ".join(row.text(at.COUNTRY).split())
    nation = _NATIONS.get(stated.casefold(), "") or _BY_NUMBER.get(number[:2], "")
    code = country_code(stated) if stated else None
    if stated and not code:
        row.unknown(at.COUNTRY, stated)
    return code or "GB", nation if (code or "GB") == "GB" else ""


def _trades(row: Row) -> Iterator[tuple[str, str]]:
    for path in at.SIC:
        stated = " ".join(row.text(path).split())
        if stated.casefold() in _FIELDS_OF_SIC_THAT_SAY_NOTHING:
            continue
        found = _CODE.match(stated)
        if not found:
            row.unknown(path, stated)
            continue
        yield found[1].zfill(_CODE_DIGITS), stated[found.end() :].strip(" -\u2013")


def _place_name(text: str) -> str:
    """Return a town as people write it: ``ST ALBANS`` is St Albans."""
    words = " ".join(text.split()).strip(" ,.")
    if not words.isupper():
        return words
    # A single word in capitals may be an acronym in a name, but not in a town.
    return re.sub(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", _capitalised, words)


_SMALL = frozenset({"and", "at", "by", "in", "le", "of", "on", "the", "under", "upon", "y", "yr"})


def _capitalised(match: re.Match[str]) -> str:
    word = match[0].casefold()
    return word if match.start() and word in _SMALL else word[0].upper() + word[1:]
