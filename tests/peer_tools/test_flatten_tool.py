"""Our template's workbook beside flatten-tool: the same package, but for the rows F of peers.md."""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from cpstandard.core.cell_text import join_list
from cpstandard.core.table_form import EXAMPLE_ID, MAIN_SHEET, META_SHEET
from cpstandard.documents import open_document
from cpstandard.ingest.package import open_package
from cpstandard.publish.forms.template import TEMPLATE_WRITERS
from cpstandard.schema_store import schema_folder, standard
from forms.test_round_trips import written
from packages import packages
from peer_tools.judging import differences, of_json

pytest.importorskip("flattentool", reason="flatten-tool is not installed: pip install '.[dev]'")

from peer_tools import by_flatten_tool

STANDARD = standard()
EXAMPLES = sorted((schema_folder() / "1.0/examples").glob("*.json"))
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
_LIKE_CODED = re.compile("_x(?=[0-9A-Fa-f]{4}_)")


def as_flatten_tool_has_it(value: Any) -> Any:
    """Return what the rows F1, F2 and F12 say that flatten-tool makes of a value of ours."""
    if isinstance(value, str):
        coded = _LIKE_CODED.sub("_x005F_x", value)
        return _CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", coded)
    if isinstance(value, dict):
        return {key: as_flatten_tool_has_it(part) for key, part in value.items()}
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return as_flatten_tool_has_it(join_list(value)).split(";")
    if isinstance(value, list):
        named_first = sorted(value, key=lambda part: not (isinstance(part, dict) and "id" in part))
        return [as_flatten_tool_has_it(part) for part in named_first]
    return value


def both(package: dict[str, Any], folder: Path) -> tuple[Any, Any]:
    """Return the package as each of the two reads it from our workbook."""
    path = folder / "package.xlsx"
    path.write_bytes(written(".xlsx", package))
    form = standard(package["standardVersion"], package.get("extensions", ()))
    return ours(path)[0], by_flatten_tool.read(path, form, folder)


def ours(path: Path) -> tuple[dict[str, Any], list[str]]:
    source = open_package(open_document(path), standard)
    records = list(source.records())
    findings = [*source.findings, *(f for record in records for f in record.findings)]
    codes = {finding.code for finding in findings} - {"skipped-example"}
    return {**source.header, "initiatives": [each.data for each in records]}, sorted(codes)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples(path, tmp_path):
    package = of_json(path)
    read, theirs = both(package, tmp_path)
    assert read == package
    assert list(differences(theirs, as_flatten_tool_has_it(package))) == []


@settings(
    max_examples=8,
    derandomize=True,
    database=None,
    phases=[Phase.generate],  # to look for a smaller one would take longer than to read it
    suppress_health_check=list(HealthCheck),
)
@given(package=packages())
def test_any_package(tmp_path_factory, package):
    package.pop("extensions", None)  # their ids are made up
    if not package["initiatives"]:
        return
    read, theirs = both(package, tmp_path_factory.mktemp("peers"))
    assert read == package
    assert list(differences(theirs, as_flatten_tool_has_it(package))) == []


ID = "ex-swan"
FILLED = {
    (META_SHEET, "Publisher id"): "ex",
    (META_SHEET, "Publisher name"): "Example Town (invented)",
    (MAIN_SHEET, "Initiative id"): ID,
    (MAIN_SHEET, "Name"): "The Swan (invented)",
    ("Places", "Initiative id"): ID,
    ("Places", "Country"): "GB",
}
"""Cells of the template that a publisher filled in, in the row below the example."""


def filled(cells: dict[tuple[str, str], Any], folder: Path) -> Path:
    out = io.BytesIO()
    TEMPLATE_WRITERS[".xlsx"](out, STANDARD)
    book = openpyxl.load_workbook(out)
    for (name, heading), value in {**FILLED, **cells}.items():
        sheet = book[name]
        along = sheet["A"] if name == META_SHEET else sheet[1]
        (head,) = (cell for cell in along if str(cell.value).rstrip(" *") == heading)
        at = (head.row, 2) if name == META_SHEET else (3, head.column)
        sheet.cell(*at).value = value
    path = folder / "filled.xlsx"
    book.save(path)
    return path


def record_of(package: dict[str, Any]) -> Any:
    (record,) = (each for each in package["initiatives"] if each.get("id") == ID)
    return record


def test_a_filled_template(tmp_path):
    path = filled({}, tmp_path)
    package, codes = ours(path)
    assert codes == []
    assert record_of(package) == record_of(by_flatten_tool.read(path, STANDARD, tmp_path))


DIFFERENT = {
    "Topics": ("F1", r"a; b\;c", ["a", " b\\", "c"], ["a", "b;c"]),
    "Control note": ("F2", "a_x000B_b", "a_x000B_b", "a\x0bb"),
    "Clusters": ("F3", "Collaboration", ["Collaboration"], ["collaboration"]),
    "Name": ("F4", " The Swan ", " The Swan ", "The Swan"),
    # As when Excel makes a date of what was typed.
    "Started": ("F5", dt.date(2014, 3, 1), "2014-03-01T00:00:00+00:00", "2014-03-01"),
    "Community size": ("F6", "1,200", "1,200", 1200),
    "Time-limited": ("F6", "Yes", "Yes", True),
}
"""What is in the cell below a heading, and what each of the two makes of it."""


def test_where_they_differ_in_a_cell(tmp_path):
    cells = {(MAIN_SHEET, heading): cell for heading, (_row, cell, *_) in DIFFERENT.items()}
    path = filled(cells, tmp_path)
    both_read = [by_flatten_tool.read(path, STANDARD, tmp_path), ours(path)[0]]
    columns = {column.heading: column for column in by_flatten_tool.columns(STANDARD)}
    for heading, (row, _cell, *expected) in DIFFERENT.items():
        found = [record_of(package) for package in both_read]
        for name in columns[heading].path:
            found = [value[name] for value in found]
        assert found == expected, row


def test_f7_an_error_of_a_formula_is_text_to_flatten_tool(tmp_path):
    path = filled({(MAIN_SHEET, "Description"): "#N/A"}, tmp_path)
    assert record_of(by_flatten_tool.read(path, STANDARD, tmp_path))["description"] == "#N/A"
    package, codes = ours(path)
    assert "description" not in record_of(package)
    assert codes == ["error-cell"]


def test_f8_a_formula_that_was_never_worked_out_is_lost_in_silence(tmp_path):
    path = filled({(MAIN_SHEET, "Description"): "=1+1"}, tmp_path)
    assert "description" not in record_of(by_flatten_tool.read(path, STANDARD, tmp_path))
    assert ours(path)[1] != []


def with_a_row_more(sheet: str, values: dict[int, str], folder: Path) -> Path:
    path = filled({}, folder)
    book = openpyxl.load_workbook(path)
    for column, value in values.items():
        book[sheet].cell(4, column).value = value
    book.save(path)
    return path


def test_f9_two_records_of_one_id_are_one_to_flatten_tool(tmp_path):
    path = with_a_row_more(MAIN_SHEET, {1: ID, 2: "Another"}, tmp_path)
    package, _codes = ours(path)
    assert [each["name"] for each in package["initiatives"]] == ["The Swan (invented)", "Another"]
    theirs = record_of(by_flatten_tool.read(path, STANDARD, tmp_path))
    assert theirs["name"] == "The Swan (invented)"


def test_f10_a_place_of_nothing_makes_a_record_in_flatten_tool(tmp_path):
    path = with_a_row_more("Places", {1: "ex-nobody", 2: "Nowhere"}, tmp_path)
    theirs = by_flatten_tool.read(path, STANDARD, tmp_path)
    assert {"id": "ex-nobody", "places": [{"name": "Nowhere"}]} in theirs["initiatives"]
    package, codes = ours(path)
    assert [each["id"] for each in package["initiatives"]] == [ID]
    assert codes == ["orphan-row"]


def test_f11_the_example_row_is_a_record_to_flatten_tool(tmp_path):
    path = filled({}, tmp_path)
    theirs = by_flatten_tool.read(path, STANDARD, tmp_path)["initiatives"]
    assert {each.get("id") for each in theirs} == {EXAMPLE_ID, ID}
    assert [each["id"] for each in ours(path)[0]["initiatives"]] == [ID]
