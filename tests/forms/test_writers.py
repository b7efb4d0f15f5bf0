"""What the writers do beyond a round trip: safe text, honest numbers, limits."""

import io
import json

import openpyxl
import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.core.table_form import table_form
from cpstandard.documents import open_stream
from cpstandard.ingest.package import open_package
from cpstandard.publish.forms import Spreader, write_csv, write_xlsx
from cpstandard.publish.forms.template import write_template_csv, write_template_xlsx
from cpstandard.schema_store import standard

STANDARD = standard("0.1")
HEADER = {"standardVersion": "0.1", "publisher": {"id": "ex", "name": "Ex"}, "licence": "CC0-1.0"}


def record(**fields):
    return {
        "id": "ex-a",
        "name": "A",
        "scope": "nation",
        "sources": [{"id": "s1", "title": "T"}],
        **fields,
    }


def test_no_text_runs_as_a_formula():
    nasty = ["=1+1", "+1", "-1+1", "@SUM(1)", " =1", "＝1", "\t=1"]
    records = [record(description=text) for text in nasty]
    out = io.BytesIO()
    write_csv(HEADER, records, out, STANDARD)
    assert out.getvalue().decode("utf-8-sig").count("'") >= len(nasty)
    out = io.BytesIO()
    write_xlsx(HEADER, records, out, STANDARD)
    book = openpyxl.load_workbook(out)
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds


def test_numbers_that_need_more_than_a_workbook_gives():
    amounts = [0.1 + 0.2, 2**53 + 1, 10**25, 1e-7, 1234.5]
    records = [
        record(id=f"ex-{n}", funding=[{"amount": a, "currency": "GBP"}])
        for n, a in enumerate(amounts)
    ]
    out = io.BytesIO()
    write_xlsx(HEADER, records, out, STANDARD)
    source = open_package(open_stream(io.BytesIO(out.getvalue()), "p.xlsx"), standard)
    assert [r.data["funding"][0]["amount"] for r in source.records()] == amounts


def test_a_text_that_does_not_fit_is_refused():
    with pytest.raises(UnusableInput, match="does not fit"):
        write_xlsx(HEADER, [record(topics=["x" * 90] * 400)], io.BytesIO(), STANDARD)


def test_what_has_no_cell_is_named():
    spreader = Spreader(table_form(STANDARD))
    odd = record(
        colour="red", name=7, places=[{"name": "X", "mood": "good"}], topics=[], status="active"
    )
    assert sorted(spreader.record(odd).lost) == [
        "/colour", "/name", "/places/0/mood", "/status", "/topics",
    ]  # fmt: skip
    assert spreader.header({"licence": "x", "other": 1}).lost == ["/other"]


@pytest.mark.parametrize("simple", [False, True])
@pytest.mark.parametrize(
    ("writer", "name"), [(write_template_xlsx, "t.xlsx"), (write_template_csv, "t.csv")]
)
def test_an_empty_template_is_a_package_without_initiatives(writer, name, simple):
    out, again = io.BytesIO(), io.BytesIO()
    writer(out, STANDARD, simple=simple)
    writer(again, STANDARD, simple=simple)
    assert out.getvalue() == again.getvalue()
    source = open_package(open_stream(io.BytesIO(out.getvalue()), name), standard)
    assert list(source.records()) == []
    assert source.header == {"standardVersion": "0.1"}
    assert source.findings == []


def test_the_template_helps():
    out = io.BytesIO()
    write_template_xlsx(out, STANDARD)
    book = openpyxl.load_workbook(out)
    sheet = book["Initiatives"]
    headings = {cell.value.rstrip(" *"): cell for cell in sheet[1]}
    assert sheet.freeze_panes == "B2"
    assert all(cell.font.bold and cell.comment for cell in sheet[1])
    assert headings["Name"].value == "Name *"
    rules = {str(r.sqref).split(":")[0]: r for r in sheet.data_validations.dataValidation}
    scope, practices = headings["Scope"], headings["Practices"]
    assert rules[f"{scope.column_letter}2"].showErrorMessage
    assert not rules[f"{practices.column_letter}2"].showErrorMessage
    titles = {row[1].value for row in book["Codelists"].iter_rows(min_row=2)}
    assert {entry.title for entry in STANDARD.codelists["practice"]} <= titles
    assert book["READ ME"]["A1"].value


def test_json_is_utf8_and_ends_with_a_line_end(tmp_path):
    from cpstandard.publish.forms import write_json

    out = io.BytesIO()
    write_json(HEADER, [record(name="Tŷ")], out, STANDARD)
    assert "Tŷ".encode() in out.getvalue()
    assert out.getvalue().endswith(b"}\n")
    assert json.loads(out.getvalue())["initiatives"][0]["name"] == "Tŷ"
