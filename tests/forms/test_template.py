"""The template: what it holds, and that a newcomer's first table made of it can be read."""

import io

import openpyxl
import pytest

from cpstandard.core.table_form import EXAMPLE_ID
from cpstandard.core.translated import translated
from cpstandard.documents import open_stream
from cpstandard.ingest.package import open_package
from cpstandard.publish.forms.template import TEMPLATE_WRITERS
from cpstandard.schema_store import standard

STANDARD = standard("1.0")
ENDINGS = sorted(TEMPLATE_WRITERS)


def template(ending, form=STANDARD, **options):
    out = io.BytesIO()
    TEMPLATE_WRITERS[ending](out, form, **options)
    return out.getvalue()


def opened(ending, data):
    source = open_package(open_stream(io.BytesIO(data), f"t{ending}"), standard)
    return source, list(source.records())


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("simple", [False, True])
@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_template_is_a_package_without_initiatives(ending, simple, language):
    data = template(ending, simple=simple, language=language)
    assert data == template(ending, simple=simple, language=language)
    source, records = opened(ending, data)
    assert records == []
    assert source.header == {"standardVersion": "1.0"}
    assert {f.code for f in source.findings} == {"skipped-example"}
    assert all(f.severity == "info" for f in source.findings)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_template_with_extensions_names_them(ending):
    names = ["community-shares", "place-indicators"]
    source, _records = opened(ending, template(ending, standard("1.0", names)))
    assert source.header == {"standardVersion": "1.0", "extensions": names}
    assert {f.code for f in source.findings} == {"skipped-example"}


def book_of(**options):
    return openpyxl.load_workbook(io.BytesIO(template(".xlsx", **options)))


def test_every_column_has_help_and_an_example():
    book = book_of()
    for sheet in book.worksheets[1:-2]:
        assert sheet.freeze_panes == "B2"
        assert sheet["A2"].value == EXAMPLE_ID
        rules = {str(r.sqref).split(":")[0]: r for r in sheet.data_validations.dataValidation}
        for heading, example in zip(sheet[1], sheet[2], strict=True):
            assert heading.font.bold, heading
            assert heading.comment, heading
            assert example.value is not None, (sheet.title, heading.value)
            rule = rules[f"{heading.column_letter}2"]
            assert 0 < len(rule.prompt) <= 255
            assert len(rule.promptTitle) <= 32
    assert book["Initiatives"]["B2"].value.startswith("EXAMPLE, not read")


def test_rows_have_room_for_what_is_wrapped_in_them():
    book = book_of()
    meta, main = book["Meta"], book["Initiatives"]
    for row in meta.iter_rows(min_row=2):
        lines = -(-len(row[2].value) // 90)
        assert (meta.row_dimensions[row[0].row].height or 15) >= 15 * lines
    assert main.row_dimensions[2].height >= 15 * 3


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_example_row_does_not_contradict_itself(language):
    sheet = book_of(language=language).worksheets[1]
    titles = {f.path: f.title for f in translated_standard(language).fields()}
    row = {
        heading.value.rstrip(" *"): cell.value for heading, cell in zip(*sheet["1:2"], strict=True)
    }
    assert row[titles["language",]] == language
    status = translated_standard(language).codelists["status"]
    assert row[titles["status", "code"]] == status.title("ended")
    assert row[titles["started",]] < row[titles["ended",]] < row[titles["status", "asOf"]]


def translated_standard(language):
    return STANDARD if language == "en" else translated(STANDARD, STANDARD.wordings[language])


def test_what_can_be_chosen():
    book = book_of()
    sheet = book["Initiatives"]
    headings = {cell.value.rstrip(" *"): cell for cell in sheet[1]}
    assert headings["Name"].value == "Name *"
    rules = {str(r.sqref).split(":")[0]: r for r in sheet.data_validations.dataValidation}
    scope, practices = headings["Scope"], headings["Practices"]
    assert rules[f"{scope.column_letter}2"].showErrorMessage
    assert not rules[f"{practices.column_letter}2"].showErrorMessage
    first, last = rules[f"{scope.column_letter}2"].formula1.split("!")[1].split(":")
    codes = book["Codelists"]
    titles = [row[0].value for row in codes[f"{first}:{last}".replace("$", "")]]
    assert titles == [c.title for c in STANDARD.codelists["scope"] if not c.deprecated]


def test_welsh_headings_help_and_choices():
    book = book_of(simple=True, language="cy")
    assert book.sheetnames == ["DARLLENWCH FI", "Mentrau", "Meta", "Rhestrau codau"]
    sheet = book["Mentrau"]
    assert [cell.value for cell in sheet[1]][:2] == ["ID y fenter *", "Enw *"]
    cluster = STANDARD.wordings["cy"].code("cluster", "collaboration").title
    for heading, value in {
        "ID y fenter": "ex-a", "Enw": "Neuadd", "Clystyrau": cluster, "Enw’r lle": "Aberystwyth",
        "Gwlad": "Cymru", "Teitl y ffynhonnell": "Tudalen",
    }.items():  # fmt: skip
        position = next(c.column for c in sheet[1] if c.value.rstrip(" *") == heading)
        sheet.cell(3, position).value = value
    out = io.BytesIO()
    book.save(out)
    source, (record,) = opened(".xlsx", out.getvalue())
    assert record.data == {
        "id": "ex-a",
        "name": "Neuadd",
        "clusters": ["collaboration"],
        "places": [{"name": "Aberystwyth", "country": "GB"}],
        "sources": [{"id": "s1", "title": "Tudalen"}],
    }
    assert {f.code for f in source.findings} == {"skipped-example"}


def test_an_example_written_over_is_warned_about():
    book = book_of(simple=True)
    book["Initiatives"]["B2"].value = "Our own hall"
    out = io.BytesIO()
    book.save(out)
    source, records = opened(".xlsx", out.getvalue())
    assert records == []
    (finding,) = source.findings
    assert (finding.code, finding.severity) == ("skipped-example", "warning")
    assert "id of its own" in finding.message


@pytest.mark.parametrize("simple", [False, True])
def test_what_has_to_be_given_one_of_is_marked_and_explained(simple):
    book = book_of(simple=simple)
    sheet = book["Initiatives"]
    marked = {cell.value: cell.comment.text for cell in sheet[1] if cell.value.endswith(" **")}
    wanted = {"Clusters **", "Practices **"} | (set() if simple else {"Scope **"})
    assert set(marked) == wanted
    assert "Give at least one of these: Clusters, Practices." in marked["Practices **"]
    assert any("two stars" in str(row[0].value) for row in book["READ ME"].iter_rows())
    if not simple:
        assert "Give at least one of these: Places, Scope." in marked["Scope **"]
        place = book["Places"]["B1"]
        assert place.value == "Place name *"
        assert "Give at least one of these: Places, Scope." in place.comment.text
