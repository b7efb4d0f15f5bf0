"""Turns what stands in a cell into a value of the standard, by the type of its field."""

import json
import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

from cpstandard.core.cell_text import split_list, unescape_control, unescape_formula
from cpstandard.core.standard import Standard
from cpstandard.core.table import CellValue
from cpstandard.core.table_form import Column, Kind
from cpstandard.core.written_date import written_date
from cpstandard.core.written_number import WrittenNumber, written_number
from cpstandard.ingest.country import country_code
from cpstandard.ingest.tables.coded import CodeReader


class Unreadable:
    """Says that a cell's text cannot be a value of its field; ``suggestion`` may mend it.

    ``number`` is what stood there, where that is a number with more beside its figures.
    """

    __slots__ = ("number", "suggestion")

    def __init__(self, suggestion: Any = None, number: WrittenNumber | None = None) -> None:
        self.suggestion = suggestion if number is None else number.value
        self.number = number


class AsWritten:
    """A value that was written in another way than the standard asks, and has one reading."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


EMPTY: Final = None
CellReader = Callable[[CellValue], Any]
"""Gives the value, ``EMPTY`` for a blank cell, an ``AsWritten`` or an ``Unreadable``."""

_NUMBER = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
# A union written out at the place would be made anew for every cell.
_NUMBERS = (int, float)
_NUMBERS_OR_TEXT = (int, float, str)
_YES = ("true", "yes", "y", "1", "ydw", "ydy", "oes", "gwir")
_NO = ("false", "no", "n", "0", "nac ydw", "nac ydy", "nac oes", "nage", "na", "anwir")
_YES_NO = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
"""Words for TRUE and FALSE, in English and Welsh, which has no one word for yes."""
_NOTHING = frozenset({"n/a", "N/A", "N/a", "n.a.", "-", "–", "—"})  # noqa: RUF001 - dashes as people type them
_DATES = frozenset({"partial-date", "full-date"})
_LONGEST_DATE = 60
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?$")
_FEW = _DATES | {"country-code", "currency-code"}
"""The patterns of which a column has few values, again and again."""
_KNOWN = 1024
_SHORT = 64
_COUNTRY_CODE = re.compile("[A-Z]{2}")


def cell_reader(column: Column, standard: Standard, *, escaped: bool) -> CellReader:
    """Return the reader for a column's cells.

    ``escaped``: the cells come from CSV, where text that looks like a formula has an apostrophe.
    """
    clean = _clean_escaped if escaped else _clean
    convert = _converter(column, standard)
    schema = column.field.schema
    if convert is _words and "patternName" not in schema:
        return lambda cell: (
            text if (text := clean(cell)) and isinstance(text, str) else _words(text)
        )

    # A register may number things by a dash: what the field takes as it stands is not nothing.
    pattern = schema.get("pattern")
    taken = {text for text in _NOTHING if pattern and re.search(pattern, text)}
    nothing = _NOTHING - taken

    def read(cell: CellValue) -> Any:
        text = clean(cell)
        return AsWritten(EMPTY) if text in nothing else convert(text)

    is_few = column.field.codelist or schema.get("patternName") in _FEW
    return _remembered(read, is_list=column.kind is Kind.LIST) if is_few else read


def _remembered(read: CellReader, *, is_list: bool) -> CellReader:
    """Return ``read``, which does not read again what a column has said before."""
    known = lru_cache(maxsize=_KNOWN, typed=True)(read)

    def again(cell: CellValue) -> Any:
        if type(cell) is str and len(cell) > _SHORT:
            return read(cell)
        return known(cell)

    def list_again(cell: CellValue) -> Any:
        value = again(cell)
        return value.copy() if type(value) is list else value

    return list_again if is_list else again


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
    if column.field.schema.get("patternName") in _DATES:
        return _date_reader(re.compile(column.field.schema["pattern"]))
    if column.kind is Kind.NUMBER and column.field.schema.get("minimum", 0) < 0:
        return _coordinate
    if not column.field.codelist:
        return simple[column.kind]
    codes = CodeReader(column, standard)
    if column.kind is Kind.LIST:
        return lambda cell: codes.many(_text(cell))
    return lambda cell: codes.one(_text(cell))


def _date_reader(pattern: re.Pattern[str]) -> CellReader:
    def read(cell: CellValue) -> Any:
        text = _text(cell)
        if not text or len(text) > _LONGEST_DATE or pattern.search(text):
            return text or EMPTY
        day = _MIDNIGHT.sub("", text)
        # Another time of day would be lost: that is asked about.
        found = written_date(day) if ":" not in day else None
        return AsWritten(found) if found and pattern.search(found) else text

    return read


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
    if isinstance(cell, _NUMBERS):
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
    if isinstance(cell, bool) or not isinstance(cell, _NUMBERS_OR_TEXT):
        return Unreadable()
    if isinstance(cell, str):
        if not _NUMBER.fullmatch(cell):
            return Unreadable(number=written_number(cell))
        plain = cell.replace(",", "").removeprefix("+")
        if plain.removeprefix("-").isdigit() and len(plain) < 400:  # noqa: PLR2004 - beyond: infinite
            return int(plain)
        cell = float(plain)
    if isinstance(cell, float) and not math.isfinite(cell):
        return Unreadable()
    return _whole(cell)


def _coordinate(cell: CellValue) -> Any:
    """Read a number that may be negative, of which a word beside it may tell the side: 1.5 west."""
    value = _number(cell)
    return Unreadable() if type(value) is Unreadable else value


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
