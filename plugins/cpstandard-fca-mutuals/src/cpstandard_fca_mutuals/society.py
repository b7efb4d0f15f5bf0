"""Reads one society from a row of either form of the register."""

import re
from dataclasses import dataclass

from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.mutual_number import (
    CO_OPERATIVE,
    COMMUNITY_BENEFIT,
    REGISTERED,
    mutual_number,
)
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.uk_address import town_of
from cpstandard_fca_mutuals.layouts import IDS, NAME, NUMBER

_FORMATS = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d.%m.%Y", "%d-%m-%Y")
_FORMS = {
    "community benefit": COMMUNITY_BENEFIT,
    "co operative": CO_OPERATIVE,
    "cooperative": CO_OPERATIVE,
    "registered society": REGISTERED,
    "industrial and provident": REGISTERED,
    "credit union": "credit-union",
    "building society": "building-society",
    "friendly": "friendly-society",
    "working men": "working-mens-club",
    "benevolent": "benevolent-society",
    "specially authorised": "specially-authorised-society",
    "loan society": "loan-society",
    "superannuation": "superannuation-fund",
    "collecting": "friendly-society",
}
_NOTHING = frozenset(
    {"", "-", "\u2014", "na", "n/a", "none", "null", "not available", "not applicable"}
)
_NORTHERN_IRELAND, _SCOTLAND = (
    re.compile(r".*\dIP|IP\d+.*|.*CU"),
    re.compile(r".*\d(?:RS|CUS|WS|FS|BENS|SAS)"),
)


@dataclass(frozen=True, slots=True)
class Society:
    """What the register says of a society; ``form`` is a code of the scheme uk-legal-form."""

    number: str
    name: str
    form: str
    form_words: str = ""
    town: str = ""
    nation: str = ""
    registered: str = ""
    ended: str = ""
    gone: bool = False
    activity: str = ""
    company: str = ""


def read_society(row: Row, layout: str) -> Society:
    """Return the society of ``row``; number and name are empty where the row has none."""
    return _from_ids(row) if layout == IDS.name else _from_list(row)


def _from_ids(row: Row) -> Society:
    row.ignore("relationship", "source")
    found = mutual_number(row.text("org_id_a"))
    other = row.text("org_id_b")
    company = official_number("GB-COH", other.removeprefix("GB-COH-")) if other else ""
    if other and not (company and other.startswith("GB-COH-")):
        row.unknown("org_id_b", other)
        company = ""
    name = " ".join(row.text("org_name").split())
    return Society(found.number, name, found.form, nation=_nation(found.number), company=company)


def _from_list(row: Row) -> Society:
    row.ignore("Society Number", "Society Suffix", "Registration Act")
    found = mutual_number(row.text(NUMBER))
    words = _said(row, "Registered As")
    form = _form(words) or found.form
    if words and not _form(words):
        row.unknown("Registered As", words)
    # Of the address, only the town goes further: an office is often somebody's home.
    town, nation = town_of(_said(row, "Society Address"))
    status = _said(row, "Society Status").casefold()
    ended = _date(row, "Deregistration Date")
    return Society(
        number=found.number,
        name=" ".join(row.text(NAME).split()),
        form=form,
        form_words=words,
        town=town,
        nation=nation or _nation(found.number),
        registered=_date(row, "Registration Date"),
        ended=ended,
        gone=bool(ended) or bool(re.search("de-?registered|cancel|dissol|removed", status)),
        activity=_activity(row),
    )


def _form(words: str) -> str:
    plain = re.sub(r"[^a-z]+", " ", words.casefold().replace("&", " and "))
    return next((form for part, form in _FORMS.items() if part in plain), "")


def _activity(row: Row) -> str:
    parts = [
        _said(row, "Reporting Classification"),
        _said(row, "Standard Industrial Classification Code (SIC)"),
    ]
    return "; ".join(part for part in parts if re.search(r"[^\W\d_]{3}", part))


def _said(row: Row, path: str) -> str:
    text = row.text(path)
    return "" if text.casefold() in _NOTHING else text


def _date(row: Row, path: str) -> str:
    raw = row.take(path)
    if raw is None or str(raw).casefold() in _NOTHING:
        return ""
    found = partial_date(raw, _FORMATS)
    if not found:
        row.unknown(path, raw)
    return found or ""


def _nation(number: str) -> str:
    if _SCOTLAND.fullmatch(number):
        return "Scotland"
    return "Northern Ireland" if _NORTHERN_IRELAND.fullmatch(number) else ""
