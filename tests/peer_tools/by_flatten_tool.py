"""Our template's workbook as flatten-tool reads it.

It knows a column by the path of its value (``places/0/name``), where ours has headings in words: so
the first row of each sheet is written anew, and every other cell is left as it is.
"""

import json
import warnings
from pathlib import Path
from typing import Any

import flattentool
import openpyxl

from cpstandard.core.standard import Standard
from cpstandard.core.table_form import Column, TableForm, column_at, keys, table_form

_MOST_IN_A_ROW = 12


def read(workbook: Path, standard: Standard, folder: Path) -> dict[str, Any]:
    """Return the package that flatten-tool makes of ``workbook``; ``folder`` is for its files."""
    renamed, schema, meta_schema, out = (
        folder / name for name in ("paths.xlsx", "schema.json", "meta.json", "out.json")
    )
    _with_paths(workbook, table_form(standard)).save(renamed)
    # It takes the types of the cells from the schemas.
    schema.write_text(json.dumps(standard.initiative), encoding="utf-8")
    meta_schema.write_text(json.dumps(standard.envelope), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of each cell that has not the type of its column
        flattentool.unflatten(
            str(renamed),
            input_format="xlsx",
            output_name=str(out),
            root_list_path="initiatives",
            root_id="",
            id_name="id",
            schema=str(schema),
            metatab_name="Meta",
            metatab_schema=str(meta_schema),
            metatab_vertical_orientation=True,
        )
    return json.loads(out.read_text(encoding="utf-8"))


def columns(standard: Standard) -> tuple[Column, ...]:
    """Return the columns of the main sheet."""
    return table_form(standard).main.columns


def _with_paths(workbook: Path, form: TableForm) -> openpyxl.Workbook:
    book = openpyxl.load_workbook(workbook)
    for name in form.help_sheets:
        if name in book.sheetnames:
            del book[name]
    for sheet in (form.main, *form.lists):
        if sheet.name in book.sheetnames:
            before = [*sheet.at, 0] if sheet.at else []
            named = _paths([form.id_column, *sheet.columns], before, form.id_column)
            for cell in book[sheet.name][1]:
                cell.value = named[_heading(cell.value)]
    meta = book[form.meta_name]
    named = _paths(form.meta, [])
    for row in meta.iter_rows(min_row=2):
        row[0].value = named[_heading(row[0].value)]
    meta.delete_cols(3)  # help, where it is a template
    meta.delete_rows(1)
    return book


def _heading(text: str) -> str:
    return text.rstrip(" *")


def _paths(columns: list[Column], before: list[Any], whole: Column | None = None) -> dict[str, str]:
    """Return the path of each heading; the items of a list are counted from 0."""
    lengths = {column.list_path: _MOST_IN_A_ROW for column in columns if column.item}
    named = {}
    for column in (column_at(columns, key) for key in keys(columns, lengths)):
        way = [part - 1 if isinstance(part, int) else part for part in column.path]
        lead = [] if column is whole else before
        named.setdefault(column.heading, "/".join(map(str, [*lead, *way])))
    return named
