"""A publisher's own workbook comes back with the findings marked, and nothing else changed."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from cpstandard.amend.annotate import annotate
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.report import Report


def finding(cell, severity=Severity.ERROR, sheet="Initiatives", **more):
    where = Location("ours.xlsx", sheet=sheet, cell=cell, heading="Scope")
    message = more.pop("message", f"“x” in {cell} is wrong.")
    return Finding("unknown-code", severity, message, where, **more)


@pytest.fixture
def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Initiatives"
    sheet.append(["Initiative id", "Name", "Scope"])
    sheet.append(["a-1", "One", "citty"])
    sheet.append(["a-2", "Two", None])
    sheet["A1"].font = Font(bold=True, color="FF00FF00")
    sheet["C2"].font = Font(italic=True)
    sheet["C2"].border = Border(left=Side(style="thick"))
    sheet["B2"].fill = PatternFill("solid", fgColor="FF112233")
    sheet["A1"].comment = Comment("The publisher's own note", "Somebody")
    sheet["D2"] = '=LEN(B2)&"x"'
    sheet.column_dimensions["B"].width = 42
    sheet.merge_cells("E1:F1")
    choice = DataValidation(type="list", formula1='"city,street"')
    choice.add("C2:C9")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("A1:A9", CellIsRule("equal", ['"x"'], font=Font(bold=True)))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=1, max_row=3))
    sheet.add_chart(chart, "H2")
    other = book.create_sheet("Our sums & co")
    other["A1"] = "=SUM(1,2)"
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    book.defined_names.add(
        openpyxl.workbook.defined_name.DefinedName("all", attr_text="Hidden!$A$1")
    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def marked(data, *findings, limit=100):
    report = Report("ours.xlsx", records=2, limit=limit)
    report.extend(findings)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        annotate(archive, report, out)
    return out.getvalue()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_cells_are_coloured_by_the_worst_and_keep_their_own_look(workbook):
    book = opened(
        marked(
            workbook,
            finding("C2", Severity.WARNING),
            finding("C2"),
            finding("B2", Severity.INFO),
            finding("C3", Severity.WARNING),
        )
    )
    sheet = book["Initiatives"]
    assert sheet["C2"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["C2"].font.italic
    assert sheet["C2"].border.left.style == "thick"
    assert sheet["C2"].value == "citty"
    assert sheet["B2"].fill.fgColor.rgb == "FFDDEBF7"
    assert sheet["C3"].fill.fgColor.rgb == "FFFFEB9C"
    assert sheet["A2"].fill.fgColor.rgb == "00000000"
    assert sheet["A1"].font.bold


def test_each_cell_has_one_note_with_all_its_findings(workbook):
    book = opened(
        marked(
            workbook,
            finding("C2", suggestion="city"),
            finding("C2", Severity.WARNING, message="And a second <thing> & more."),
            finding("A1", message="Misspelt."),
        )
    )
    sheet = book["Initiatives"]
    text = sheet["C2"].comment.text
    assert "ERROR (unknown-code)" in text
    assert "“x” in C2 is wrong." in text
    assert "Did you mean “city”?" in text
    assert "And a second <thing> & more." in text
    assert sheet["A1"].comment.text.startswith("The publisher's own note")
    assert "Misspelt." in sheet["A1"].comment.text


def test_missing_cells_rows_and_merged_cells(workbook):
    book = opened(
        marked(
            workbook,
            finding("Z2"),
            finding("B40"),
            finding("F1"),
            finding("A30"),
            Finding(
                "gone", Severity.ERROR, "No row.", Location("ours.xlsx", sheet="Initiatives", row=3)
            ),
        )
    )
    sheet = book["Initiatives"]
    for cell in ("Z2", "B40", "E1", "A30", "A3"):
        assert sheet[cell].fill.fgColor.rgb == "FFFFC7CE", cell
        assert sheet[cell].comment, cell
    assert sheet["A3"].value == "a-2"


def test_the_sheet_of_findings_leads_to_the_cells(workbook):
    one = finding("C2", suggestion="city")
    out = marked(workbook, one, *(finding(f"C{n}") for n in range(3, 9)), limit=3)
    sheet = opened(out)["cpstandard findings"]
    assert opened(out).sheetnames == [
        "Initiatives",
        "Our sums & co",
        "Hidden",
        "cpstandard findings",
    ]
    assert sheet["A2"].value == "7 errors, 0 warnings, 0 notes in 2 initiatives."
    row = [cell.value for cell in sheet[5]]
    assert row[:3] == ["error", "unknown-code", "Initiatives!C2"]
    assert row[5] == "city"
    assert sheet["C5"].hyperlink.location == "'Initiatives'!C2"
    assert sheet["E8"].value.startswith("… and 4 more")


def test_all_other_parts_keep_their_bytes(workbook):
    out = marked(workbook, finding("C2"))
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (workbook, out))
    changed = {n for n in before.namelist() if before.read(n) != after.read(n)}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml",
        next(n for n in before.namelist() if "legacyDrawing" in n or n.endswith(".vml")),
    }
    assert marked(workbook, finding("C2")) == out
    sheet = opened(out)["Initiatives"]
    assert sheet["D2"].value == '=LEN(B2)&"x"'
    assert sheet.column_dimensions["B"].width == 42
    assert sheet.data_validations.dataValidation[0].formula1 == '"city,street"'
    assert opened(out)["Hidden"].sheet_state == "hidden"


def test_a_sheet_without_notes_gets_them(workbook):
    book = opened(marked(workbook, finding("A1", sheet="Our sums & co"), finding("C2")))
    assert "A1" in book["Our sums & co"]["A1"].comment.text
    assert book["Our sums & co"]["A1"].value == "=SUM(1,2)"
