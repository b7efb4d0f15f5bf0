"""One entry of a council's list, read but not judged."""

import re
from dataclasses import dataclass

from cpstandard.core.row import Row
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.row_values import clean_text
from cpstandard_acv.columns import Columns
from cpstandard_acv.words import state_of

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_DAY_NAME = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.IGNORECASE
)
_SEPTEMBER = re.compile(r"\bsept\b\.?", re.IGNORECASE)
# British councils write the day first.
_FORMATS = (
    "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%d-%m-%y", "%d %b %y", "%d-%b-%y",
    "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%m/%Y",
)  # fmt: skip
_IN_TEXT = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}|\d{4}-\d\d-\d\d"
)


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry: its texts as they stand, its days as partial dates, its state as one word."""

    row: Row
    columns: Columns
    reference: str
    name: str
    address: str
    state: str
    decided: str
    expires: str
    ended: str
    seen_on: str

    @classmethod
    def of(cls, row: Row, columns: Columns, state: str, days: tuple[str, str]) -> "Listing":
        """Read ``row``; ``state`` is what its sheet says of all its rows.

        ``days`` are the day by which what has run out is told, and the day on which the list is
        known to have stood so, empty where nobody knows.
        """
        today, seen_on = days
        decided, expires = day(row, columns, "decision-date"), day(row, columns, "expiry-date")
        ended = day(row, columns, "end-date")
        address = columns.text(row, "address-text")
        name = readable_name(clean_text(row, columns.text(row, "name"))) or address
        return cls(
            row=row,
            columns=columns,
            reference=columns.text(row, "reference"),
            name=name,
            address=address,
            state=_state(row, columns, state, (ended, expires, today)),
            decided=decided,
            expires=expires,
            ended=ended,
            seen_on=seen_on,
        )


def _state(row: Row, columns: Columns, by_sheet: str, days: tuple[str, str, str]) -> str:
    """Return whether it is listed, and if not why; without such a column it is."""
    said = columns.text(row, "decision")
    found = state_of(said) if said else (by_sheet or "listed")
    if said and not found:
        row.unknown(columns.fields["decision"][0], said[:100])
    ended, expires, today = days
    if found != "listed":
        return found
    if by_sheet in ("removed", "expired"):
        return by_sheet
    if ended and (not today or ended <= today):
        return "removed"
    return "expired" if expires and today and expires < today[: len(expires)] else found


def day(row: Row, columns: Columns, name: str) -> str:
    """Return a date of the entry; the day comes first where only numbers are given."""
    text = columns.text(row, name)
    if text.strip("0") == "":  # nothing, or what a database writes for it
        return ""
    if found := _date(text):
        return found
    # "Removed 12/03/2019" and "15 May 2020 (decision notice)" hold one date: no doubt remains.
    inside = {_date(part) for part in _IN_TEXT.findall(text)} - {None}
    if len(inside) == 1:
        return str(inside.pop())
    row.unknown(columns.fields[name][0], text[:100])
    return ""


def _date(text: str) -> str | None:
    plain = _SEPTEMBER.sub("Sep", _ORDINAL.sub("", _DAY_NAME.sub("", text))).replace(" of ", " ")
    return partial_date(plain.removesuffix("Z"), _FORMATS)
