"""The tables of a database: one of initiatives, and one for each list in them.

An object's fields stand in its table as ``power_entry``. What is a list inside an item of a list
stays JSON in one column, so that no table hangs on another but that of the initiatives.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cpstandard.core.record import Record
from cpstandard.core.standard import Field, Schema, Standard, walk_fields

MAIN = "initiatives"
OWNER, POSITION = "initiative_id", "position"
"""The first two columns of a list's table: whose it is, and where in the list, from 1."""

Value = str | int | float | None
_TYPES = {"string": "TEXT", "number": "NUMERIC", "integer": "INTEGER", "boolean": "BOOLEAN"}
_LARGEST = 2**63
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``path`` leads to its value from the row's object. JSON columns hold a text."""

    name: str
    path: tuple[str, ...]
    kind: str  # TEXT | NUMERIC | INTEGER | BOOLEAN | JSON
    field: Field

    def value(self, row: Record) -> Value:
        """Return the value in a row's object, as the database holds it."""
        found: Any = row
        for name in self.path:
            found = found.get(name)
            if found is None:
                return None
        if isinstance(found, str) and self.kind == "TEXT":
            return found
        if self.kind == "JSON":
            return _ENCODER.encode(found)
        if isinstance(found, bool):
            return int(found)
        # A whole number of more than 64 bits has no room; as a float it keeps its size.
        return float(found) if isinstance(found, int) and abs(found) >= _LARGEST else found


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``at`` is the path of its list from the record's root, empty for the initiatives."""

    name: str
    at: tuple[str, ...]
    title: str
    description: str
    columns: tuple[Column, ...]

    def rows(self, record: Record) -> Iterator[list[Value]]:
        """Yield the rows that one record has in the table."""
        if not self.at:
            yield self._cells(record)
            return
        found: Any = record
        for name in self.at:
            found = found.get(name, {}) if isinstance(found, dict) else {}
        for position, item in enumerate(found or (), start=1):
            yield [record["id"], position, *self._cells(item)]

    def _cells(self, row: Record) -> list[Value]:
        # Most columns are of fields that the row has not.
        return [each.value(row) if each.path[0] in row else None for each in self.columns]


def tables(standard: Standard) -> list[Table]:
    """Return the tables of one version of the standard, the initiatives first."""
    return standard.once(_tables)


def _tables(standard: Standard) -> list[Table]:
    main, lists = _split(standard.initiative)
    found = [Table(MAIN, (), "Initiatives", "One row for each initiative.", tuple(main))]
    for field in lists:
        items = field.schema["items"]
        columns, nested = _split(items)
        columns += [_column(each, "JSON") for each in nested]
        name = "_".join(field.path)
        found.append(Table(name, field.path, field.title, field.description, tuple(columns)))
    return found


def _split(schema: Schema) -> tuple[list[Column], list[Field]]:
    """Return the columns of an object, and its lists of objects."""
    columns, lists = [], []
    for field in walk_fields(schema):
        if "*" in field.path:
            continue
        kind = field.schema.get("type")
        if kind == "array" and field.schema["items"].get("type") == "object":
            lists.append(field)
        elif kind != "object" or not field.schema.get("properties"):
            columns.append(_column(field, _TYPES.get(str(kind), _kind_of_constant(field))))
    return columns, lists


def _column(field: Field, kind: str) -> Column:
    return Column("_".join(field.path), field.path, kind, field)


def _kind_of_constant(field: Field) -> str:
    return "TEXT" if isinstance(field.schema.get("const"), str) else "JSON"
