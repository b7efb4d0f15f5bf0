"""A marked workbook that is mended and marked again has the marks of the last time alone."""

import io
import re
import zipfile
from copy import copy

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, PatternFill

from cpstandard.amend.annotate import annotate
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.report import Report

THEIRS = PatternFill("solid", fgColor="FF112233")
THEME = PatternFill("solid", fgColor=Color(theme=4, tint=0.5))
BAD = PatternFill("solid", fgColor="FFFFC7CE")  # Excel's own "Bad", which is our ground of errors
CELLS = ("A1", "A2", "B2", "B3", "C2", "C3", "Z9")


def finding(cell, severity=Severity.ERROR):
    where = Location("ours.xlsx", sheet="Initiatives", cell=cell)
    return Finding("unknown-code", severity, f"{cell} is wrong.", where)


def marked(data, *cells):
    report = Report("ours.xlsx", records=2)
    report.extend(finding(cell) for cell in cells)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        annotate(archive, report, out)
    return out.getvalue()


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def looks(data):
    sheet = opened(data)["Initiatives"]
    return {cell: (repr(sheet[cell].font), repr(sheet[cell].fill.fgColor)) for cell in CELLS}


def notes(data):
    return {
        cell.coordinate: cell.comment.text
        for row in opened(data)["Initiatives"].iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.fixture
def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Initiatives"
    for row in (["Initiative id", "Name", "Scope"], ["a-1", "One", "citty"], ["a-2", "Two", "x"]):
        sheet.append(row)
    sheet["B2"].fill, sheet["B3"].fill, sheet["C3"].fill = THEIRS, THEME, BAD
    sheet["C2"].font = Font(italic=True)
    sheet["A1"].comment = Comment("The publisher's own note (see-below)", "Somebody")
    return saved(book)


def test_marks_of_before_go_with_their_notes_and_grounds(workbook):
    first = marked(workbook, *CELLS)
    assert set(notes(first)) == set(CELLS)
    again = marked(first, "A2")
    assert opened(again).sheetnames == ["Initiatives", "cpstandard findings"]
    before, after = looks(workbook), looks(again)
    assert {cell for cell in CELLS if before[cell] != after[cell]} == {"A2"}
    assert notes(again) == {
        "A1": "The publisher's own note (see-below)",
        "A2": "ERROR (unknown-code)\nA2 is wrong.",
    }
    listed = [row[2].value for row in opened(again)["cpstandard findings"].iter_rows(min_row=5)]
    assert listed == ["Initiatives!A2"]
    drawing = next(data for name, data in parts(again).items() if name.endswith(".vml"))
    places = re.findall(rb"Row>(\d+)</\w+:Row>\s*<\w+:Column>(\d+)<", drawing)
    assert sorted(places) == [(b"0", b"0"), (b"1", b"0")]


def test_to_mark_again_what_was_not_mended_changes_nothing(workbook):
    first = marked(workbook, *CELLS)
    again = marked(first, *CELLS)
    assert notes(again) == notes(first)
    assert looks(again) == looks(first)
    assert looks(marked(again)) == looks(workbook)


def test_a_workbook_without_marks_keeps_every_byte_that_is_no_mark(workbook):
    before, after = parts(workbook), parts(marked(workbook))
    added = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert {name for name in before if before[name] != after[name]} == {*added, "xl/styles.xml"}


def test_marks_are_found_where_a_program_has_moved_them(workbook):
    book = opened(marked(workbook, "B2", "C2"))
    sheet = book["Initiatives"]
    for cell in ("B2", "C2"):
        below = sheet[cell[0] + "12"]
        below.fill, below.font = copy(sheet[cell].fill), copy(sheet[cell].font)
        below.comment = Comment(sheet[cell].comment.text, sheet[cell].comment.author)
        sheet[cell].comment, sheet[cell].fill = None, PatternFill()
    again = marked(saved(book))
    sheet = opened(again)["Initiatives"]
    assert not notes(again).keys() - {"A1"}
    assert sheet["B12"].fill.fgColor.rgb == "FF112233"
    assert sheet["C12"].fill.fill_type is None
    assert sheet["C12"].font.italic


def test_a_second_colour_that_another_program_made_up_is_no_memory(workbook):
    changed = parts(marked(workbook, "C2"))
    # LibreOffice writes the nearest colour of a palette beside each ground.
    changed["xl/styles.xml"] = changed["xl/styles.xml"].replace(
        b'<bgColor indexed="64"/>', b'<bgColor rgb="FFFFCCCC"/>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in changed.items():
            archive.writestr(name, data)
    again = opened(marked(out.getvalue()))["Initiatives"]
    assert again["C2"].fill.fill_type is None
    assert again["C2"].comment is None
    assert again["B2"].fill.fgColor.rgb == "FF112233"


@pytest.mark.parametrize("is_joined", [False, True])
def test_notes_are_known_by_their_words_where_their_author_is_forgotten(workbook, is_joined):
    changed = parts(marked(workbook, "A1", "C2"))
    name = next(name for name in changed if "comment" in name and name.endswith(".xml"))
    # LibreOffice writes a blank for the author, and ends of lines in its own way.
    notes_part = changed[name].replace(b"<author>cpstandard</author>", b"<author> </author>")
    head, first, rest = notes_part.partition(b"<commentList>")
    notes_part = head + first + rest.replace(b"\n", b"&#10;")
    if is_joined:
        notes_part = re.sub(rb"</t></r><r>(<rPr>.*?</rPr>)?<t[^>]*>", b"", notes_part)
    changed[name] = notes_part
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, data in changed.items():
            archive.writestr(part, data)
    again = marked(out.getvalue())
    assert notes(again) == notes(workbook)
    assert looks(again) == looks(workbook)
