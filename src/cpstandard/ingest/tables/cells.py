"""Turns what stands in a cell into a value of the standard, by the type of its field."""

import json
import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

from cpstandard.core.cell_text import split_list, unescape_control, unescape_formula
from cpstandard.core.standard import Standard
from cpstandard.core.table import CellValue
from cpstandard.core.table_form import Column, Kind
from cpstandard.ingest.country import country_code


class Unreadable:
    """Says that a cell's text cannot be a value of its field; ``suggestion`` may mend it.

    ``currency`` is the code of the currency whose sign stood beside a number, if it is clear.
    """

    __slots__ = ("currency", "suggestion")

    def __init__(self, suggestion: Any = None, currency: str = "") -> None:
        self.suggestion = suggestion
        self.currency = currency


EMPTY: Final = None
CellReader = Callable[[CellValue], Any]
"""Gives the value, ``EMPTY`` for a blank cell, or an ``Unreadable``."""

_NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_MARKED = re.compile(
    r"(?:[£$€]|GBP|EUR|USD)\s*(?P<sum>[0-9][0-9,]*(?:\.[0-9]+)?)|(?P<part>[0-9]+(?:\.[0-9]+)?)\s*%"
)
_SIGNS = {"£": "GBP", "€": "EUR"}
_YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_FEW = frozenset({"country-code", "partial-date", "full-date", "currency-code"})
"""The patterns of which a column has few values, again and again."""
_KNOWN = 1024
_SHORT = 64
_COUNTRY_CODE = re.compile("[A-Z]{2}")
_BREAKS = re.compile(r"[,\n|]")


def cell_reader(column: Column, standard: Standard, *, escaped: bool) -> CellReader:
    """Return the reader for a column's cells.

    ``escaped``: the cells come from CSV, where text that looks like a formula has an apostrophe.
    """
    clean = _clean_escaped if escaped else _clean
    convert = _converter(column, standard)
    if convert is _words:
        return lambda cell: (
            text if (text := clean(cell)) and isinstance(text, str) else _words(text)
        )
    if column.field.codelist or column.field.schema.get("patternName") in _FEW:
        return _remembered(lambda cell: convert(clean(cell)))
    return lambda cell: convert(clean(cell))


def _remembered(read: CellReader) -> CellReader:
    """Return ``read``, which does not read again what a column has said before."""
    known = lru_cache(maxsize=_KNOWN, typed=True)(read)

    def again(cell: CellValue) -> Any:
        if not isinstance(cell, str) or len(cell) > _SHORT:
            return read(cell)
        value = known(cell)
        return value.copy() if isinstance(value, list) else value

    return again


def _words(cell: CellValue) -> str | None:
    return _text(cell) or EMPTY


def _converter(column: Column, standard: Standard) -> CellReader:
    simple: dict[Kind, CellReader] = {
        Kind.NUMBER: _number,
        Kind.BOOLEAN: _boolean,
        Kind.JSON: lambda cell: _json(_text(cell)),
        Kind.LIST: lambda cell: split_list(_text(cell)) or EMPTY,
        Kind.TEXT: _words,
    }
    if column.field.schema.get("patternName") == "country-code":
        return lambda cell: _country(_text(cell)) or EMPTY
    if not column.field.codelist:
        return simple[column.kind]
    codes = _Codes(column, standard)
    if column.kind is Kind.LIST:
        return lambda cell: codes.many(_text(cell))
    return lambda cell: codes.one(_text(cell))


def is_blank(cell: CellValue) -> bool:
    """Return whether a cell holds nothing but space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def plain_text(cell: CellValue, *, escaped: bool) -> str:
    """Return the text of a cell, as for a text field."""
    return _text(_clean_escaped(cell) if escaped else _clean(cell))


def _clean(cell: CellValue) -> CellValue:
    return cell.strip() if isinstance(cell, str) else cell


def _clean_escaped(cell: CellValue) -> CellValue:
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    # Asked of every cell of a file, so the apostrophe is looked for before anything is called.
    if text[:1] == "'":
        text = unescape_formula(text)
    return unescape_control(text) if "_x" in text else text


def _text(cell: CellValue) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number_text(cell)
    return _time_text(cell)


def _time_text(cell: date | time | timedelta) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        # A workbook has no pure dates: midnight is how it writes a day.
        return cell.date().isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell.isoformat()


def _number_text(number: float) -> str:
    if isinstance(number, float) and math.isfinite(number) and number.is_integer():
        return str(int(number))
    return str(number)


def _number(cell: CellValue) -> Any:
    if cell is None or cell == "":
        return EMPTY
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return Unreadable()
    if isinstance(cell, str):
        if not _NUMBER.fullmatch(cell):
            marked = _MARKED.fullmatch(cell)
            figures = (marked["sum"] or marked["part"]).replace(",", "") if marked else ""
            meant = _whole(float(figures)) if figures else None
            return Unreadable(meant, _currency(cell) if marked and marked["sum"] else "")
        plain = cell.replace(",", "").removeprefix("+")
        if plain.removeprefix("-").isdigit() and len(plain) < 400:  # noqa: PLR2004 - beyond: infinite
            return int(plain)
        cell = float(plain)
    if isinstance(cell, float) and not math.isfinite(cell):
        return Unreadable()
    return _whole(cell)


def _currency(text: str) -> str:
    """Return the currency of a sum; a dollar may be of many countries."""
    sign = text[0]
    return _SIGNS.get(sign, "" if sign == "$" else text[:3])


def _whole(number: float) -> int | float:
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _boolean(cell: CellValue) -> Any:
    if isinstance(cell, bool):
        return cell
    text = _text(cell)
    if not text:
        return EMPTY
    return _YES_NO.get(text.casefold(), Unreadable())


def _json(text: str) -> Any:
    if not text:
        return EMPTY
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return Unreadable()


def _country(text: str) -> str:
    """Return the code of a country that is written as a name; what has a code's shape stays."""
    if _COUNTRY_CODE.fullmatch(text):
        return text
    return country_code(text) or text


class _Codes:
    """Reads codes, and titles in any case for codes."""

    def __init__(self, column: Column, standard: Standard) -> None:
        codelist = standard.codelists[str(column.field.codelist)]
        self._codes = codelist.codes
        self._loose = {
            _loose(word.title): entry.code
            for wording in standard.wordings.values()
            for entry in codelist
            if (word := wording.code(codelist.name, entry.code))
        }
        self._loose |= {_loose(entry.title): entry.code for entry in codelist}
        self._loose |= {_loose(entry.code): entry.code for entry in codelist}
        node = column.field.schema.get("items", column.field.schema)
        pattern = node.get("pattern") if column.field.is_open else None
        # In an open list, what has the shape of a code is a code, even if it is also a title.
        self._shape = re.compile(pattern) if pattern else None

    def _code(self, text: str) -> str:
        if text in self._codes or (self._shape and self._shape.search(text)):
            return text
        return self._loose.get(_loose(text), text)

    def one(self, text: str) -> str | None:
        """Return the code that ``text`` stands for, or the text itself where none is known."""
        return self._code(text) if text else EMPTY

    def many(self, text: str) -> list[str] | None:
        """Return the codes in a cell; commas and line ends part them where all parts are known."""
        items = split_list(text)
        if len(items) == 1 and self._code(items[0]) not in self._codes:
            parts = [part.strip() for part in _BREAKS.split(items[0]) if part.strip()]
            if len(parts) > 1 and all(self._code(part) in self._codes for part in parts):
                items = parts
        return [self._code(item) for item in items] or EMPTY


def _loose(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(s if s.isalnum() else " " for s in text if s not in "'’‘").split())  # noqa: RUF001 - both apostrophes
