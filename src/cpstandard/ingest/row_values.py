"""Reads one field of a row as the standard holds it; what cannot be read is told in the report.

Each of these takes the field (``Row.take``), so that it counts as read.
"""

import re
from collections.abc import Iterable, Iterator

from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.number import number_in
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.web_address import web_address_in

_DESCRIPTION = 5000
_MOST = 10**15  # more than all the money there is
# How British registers write days, in files and behind a spreadsheet.
_DAYS = (
    "%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y",
    "%d-%b-%y", "%m/%Y",
)  # fmt: skip
_UNKNOWN = frozenset(
    {"", "na", "n/a", "n/k", "nil", "none", "null", "tbc", "tba", "-", "\N{EM DASH}", "."}
)
_NOTHING = _UNKNOWN | {"0", "-1"}
_LOST = "\N{REPLACEMENT CHARACTER}"
_LOST_APOSTROPHE = re.compile(rf"(?<=[A-Za-z]){_LOST}(?=(?:s|t|re|ll|ve)\b)", re.IGNORECASE)


def clean_text(row: Row, text: str, limit: int = _DESCRIPTION) -> str:
    """Return ``text`` on one line, at most ``limit`` long; what was mended is noted on ``row``."""
    plain = " ".join(text.split())
    mended = mend_mojibake(plain)
    if mended != plain:
        row.note("a broken encoding was mended")
    if _LOST in mended:
        row.note("a sign that the register itself has lost (U+FFFD) stands in a text")
        mended = _LOST_APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", mended)
    clean, withheld = without_contacts(mended)
    if withheld:
        row.note("contact details in a text were withheld")
    return cut(clean, limit)


def stated(row: Row, path: str) -> str:
    """Return the text at ``path``, cleaned; empty where it is a sign for nothing: NA, 0, -1."""
    text = clean_text(row, row.text(path))
    return "" if text.casefold() in _NOTHING else text


def register_day(row: Row, path: str) -> str:
    """Return the date at ``path`` as a partial date, the day first; what is none is told."""
    text = stated(row, path)
    found = partial_date(text, _DAYS) if text else ""
    if found is None:
        row.unknown(path, text)
    return found or ""


def days_in_order(row: Row, started: str, ended: str) -> tuple[str, str]:
    """Return two partial dates; neither where the one contradicts the other, which is noted."""
    if started and ended and ended < started[: len(ended)]:
        row.note("an end before the beginning: both dates were left out")
        return "", ""
    return started, ended


def web_address(row: Row, path: str) -> str:
    """Return the web address at ``path``; what is none, or is an e-mail address, is told."""
    text = row.text(path)
    if text.casefold() in _NOTHING:
        return ""
    address = web_address_in(text)
    if "@" in text and (not address or without_contacts(address)[1]):
        row.note("an e-mail address stood in the place of a web address and was withheld")
        return ""
    if not address:
        row.unknown(path, text)
    return address


def identifier(row: Row, path: str, scheme: str) -> list[dict[str, str]]:
    """Return the number at ``path`` as an identifier of ``scheme``; what can be none is told."""
    text = stated(row, path)
    if not text.strip("0"):
        return []
    number = official_number(scheme, text)
    if not number:
        row.unknown(path, text)
        return []
    return [{"scheme": scheme, "id": number}]


def amount(row: Row, path: str, signs: str = "£") -> int | float | None:
    """Return the sum or number at ``path``: 1250 for ``£1,250.00``; what can be none is told.

    ``signs`` are those of money that may stand beside it: ``€5`` is no sum in pounds.
    """
    text = row.text(path)
    if text.casefold() in _UNKNOWN:
        return None
    found = number_in(text, signs)
    if found is None or not 0 <= found < _MOST:
        row.unknown(path, text)
        return None
    return found


def rows_by(path: str, rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """Yield the rows with the same text at ``path`` together, in the order of their first.

    A row without one comes by itself. All are held until the last has been read: where memory is
    too small for that, see ``grouped_rows``.
    """
    groups: dict[str, list[Row]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.text(path) or f"\0{number}", []).append(row)
    yield from map(tuple, groups.values())
