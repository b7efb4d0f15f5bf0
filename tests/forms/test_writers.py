"""What the writers do beyond a round trip: safe text, honest numbers, limits."""

import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.errors import UnusableInput
from cpstandard.core.table_form import Kind, table_form
from cpstandard.documents import open_stream
from cpstandard.ingest.package import open_package
from cpstandard.publish.forms import Spreader, write_csv, write_json, write_ods, write_xlsx
from cpstandard.schema_store import standard

STANDARD = standard("1.0")
HEADER = {"standardVersion": "1.0", "publisher": {"id": "ex", "name": "Ex"}, "licence": "CC0-1.0"}


def record(**fields):
    return {
        "id": "ex-a",
        "name": "A",
        "scope": "nation",
        "sources": [{"id": "s1", "title": "T"}],
        **fields,
    }


@pytest.mark.reliability("R14")
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


def test_a_workbook_holds_any_text_as_it_is():
    texts = [
        "<r><t>no run</t></r>", "a & b < c > d", " before", "after ", "two  blanks", "a\nb\tc\r\nd",
        "_x0041_", "_x", "bell \x07", "non\uffffcharacter", "\u00a0fixed", "e\u0301 \U0001f600",
        "\u202eright to left", "x" * 32_767,
    ]  # fmt: skip
    records = [record(id=f"ex-{n}", description=text) for n, text in enumerate(texts)]
    for form, write in (("xlsx", write_xlsx), ("ods", write_ods)):
        out = io.BytesIO()
        write(HEADER, records, out, STANDARD)
        source = open_package(open_stream(io.BytesIO(out.getvalue()), f"p.{form}"), standard)
        read = [each.data["description"].strip() for each in source.records()]
        assert read == [text.strip() for text in texts]  # who reads a table trims it


def test_a_workbook_tells_how_large_its_sheets_are():
    out = io.BytesIO()
    write_xlsx(HEADER, [record(id=f"ex-{n}") for n in range(12)], out, STANDARD)
    sheets = openpyxl.load_workbook(out, read_only=True)
    assert sheets["Initiatives"].max_row == 13
    assert sheets["Initiatives"].max_column == len(table_form(STANDARD).main.columns)
    rows = [[cell.coordinate for cell in row if cell.value] for row in sheets["Sources"].rows]
    assert [row[0] for row in rows] == [f"A{n}" for n in range(1, 14)]
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None


def test_cells_look_as_their_column_does():
    """What is typed over a text stays text, and numbers can be added up."""
    out = io.BytesIO()
    funding = [{"amount": 5, "currency": "GBP"}]
    write_xlsx(HEADER, [record(funding=funding), record(id="ex-b")], out, STANDARD)
    book = openpyxl.load_workbook(out)
    cells = [cell for row in book["Initiatives"].iter_rows(min_row=2) for cell in row if cell.value]
    assert [cell.number_format for cell in cells] == ["@"] * 6
    row = {head.value: cell for head, cell in zip(*book["Funding"].iter_rows(), strict=True)}
    assert (row["Amount"].value, row["Amount"].number_format) == (5, "General")
    assert row["Currency"].number_format == "@"
    assert {cell.number_format for cell in book["Meta"]["B"][1:] if cell.value} == {"@"}


def test_what_has_no_cell_is_named():
    spreader = Spreader(table_form(STANDARD))
    odd = record(
        colour="red", name=7, places=[{"name": "X", "mood": "good"}], topics=[], status="active"
    )
    assert sorted(spreader.record(odd).lost) == [
        "/colour", "/name", "/places/0/mood", "/status", "/topics",
    ]  # fmt: skip
    assert spreader.header({"licence": "x", "other": 1}).lost == ["/other"]


def test_lists_inside_lists_are_numbered_columns():
    codes = [{"scheme": "GSS", "code": "E05011409"}, {"scheme": "OSM", "code": "77"}]
    places = [{"name": "X", "areaCodes": codes}, {"name": "Y"}]
    out = io.BytesIO()
    write_xlsx(HEADER, [record(places=places)], out, STANDARD)
    rows = list(openpyxl.load_workbook(out)["Places"].iter_rows(values_only=True))
    assert rows[0][5:11] == (
        "Area code 1: Area scheme", "Area code 1: Area code", "Area code 1: Area code as of",
        "Area code 2: Area scheme", "Area code 2: Area code", "Area code 2: Area code as of",
    )  # fmt: skip
    assert rows[1][5:11] == ("GSS", "E05011409", None, "OSM", "77", None)
    out = io.BytesIO()
    write_csv(HEADER, [record(places=places)], out, STANDARD)
    headings = out.getvalue().decode("utf-8-sig").splitlines()[0].split(",")
    assert "Place 1: Area code 2: Area code" in headings


def test_no_cell_holds_json_and_sheet_names_fit():
    for extensions in ((), ("community-shares", "place-indicators")):
        form = table_form(standard("1.0", extensions))
        for each in form.languages:
            sheets = (each.main, *each.lists)
            columns = [column for sheet in sheets for column in sheet.columns]
            assert [c.path for c in (*columns, *each.meta) if c.kind is Kind.JSON] == []
            names = [sheet.name for sheet in sheets] + [each.meta_name, *each.help_sheets]
            assert len({name.casefold() for name in names}) == len(names)
            assert max(map(len, names)) <= 31


def test_json_is_utf8_and_ends_with_a_line_end(tmp_path):
    from cpstandard.publish.forms import write_json

    out = io.BytesIO()
    write_json(HEADER, [record(name="Tŷ")], out, STANDARD)
    assert "Tŷ".encode() in out.getvalue()
    assert out.getvalue().endswith(b"}\n")
    assert json.loads(out.getvalue())["initiatives"][0]["name"] == "Tŷ"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.sampled_from('a"\\\n\x00\x7fé\u2028')),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=9,
)  # fmt: skip


@given(st.dictionaries(st.text(max_size=3), VALUES, max_size=4))
def test_json_is_laid_out_as_the_standard_library_would(fields):
    package = {**HEADER, "more": fields, "initiatives": [record(**fields), record()]}
    header = {name: value for name, value in package.items() if name != "initiatives"}
    out = io.BytesIO()
    write_json(header, package["initiatives"], out, STANDARD)
    as_usual = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    assert out.getvalue().decode() == as_usual


def test_what_is_no_number_of_json_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        write_json(HEADER, [record(funding=[{"amount": float("nan")}])], io.BytesIO(), STANDARD)
