"""A filled cell too far out is found before a reader makes room for all cells up to it."""

import io
import zipfile

import pytest

from cpstandard.documents import workbook_reach
from cpstandard.documents.workbook_reach import MOST_CELLS, far_cell

BOOK = b"""<workbook xmlns:r="r"><sheets><sheet name="First" sheetId="1" r:id="r1"/>
<sheet name="A &amp; B" sheetId="2" r:id="r2"/></sheets></workbook>"""
LINKS = b"""<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>"""
NEAR = b'<row><c r="A1"><v>1</v></c></row>'


def workbook(sheet, first=NEAR):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", LINKS)
        archive.writestr("xl/worksheets/sheet1.xml", first)
        archive.writestr("xl/worksheets/sheet2.xml", sheet)
    return zipfile.ZipFile(out)


def cell(reference, before=b""):
    return before + f'<c r="{reference}"><v>1</v></c>'.encode()


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        (NEAR, None),
        (cell("XFD1048576"), ("A & B", "XFD1048576")),
        (cell("J1000000"), None),  # ten million, as many as may be
        (cell("J1000001"), ("A & B", "J1000001")),
        (cell("AZ192308"), ("A & B", "AZ192308")),
        (cell("AZ192307"), None),
        (cell("JZZZZ1"), None),  # one row alone, however many columns
        # AA is further out than Z.
        (cell("Z380000", cell("AA1")), ("A & B", "AA380000")),
        # The last column and the last row count, in whichever cells they are.
        (cell("ZZZ1") + cell("A99999"), ("A & B", "ZZZ99999")),
        (cell("A99999") + cell("ZZZ1") + cell("B2"), ("A & B", "ZZZ99999")),
        (b'<x:c s="1" r="XFD1048576" t="s"><x:v>1</x:v></x:c>', ("A & B", "XFD1048576")),
        (b'<c r="XFD1048576"/>', None),  # formatted, not filled
    ],
)
def test_what_is_too_far_out(sheet, found):
    assert far_cell(workbook(sheet)) == found


def test_the_first_sheet_is_looked_at_too():
    assert far_cell(workbook(NEAR, cell("XFD1048576"))) == ("First", "XFD1048576")


def test_a_cell_on_the_border_of_two_pieces_is_seen(monkeypatch):
    monkeypatch.setattr(workbook_reach, "_PART", 600)
    for before in range(540, 610):
        sheet = cell("XFD1048576", b" " * before) + b" " * 600
        assert far_cell(workbook(sheet)) is not None, before


def test_no_more_of_a_sheet_is_looked_at_than_is_said(monkeypatch):
    monkeypatch.setattr(workbook_reach, "_PART", 1 << 10)
    monkeypatch.setattr(workbook_reach, "_SCAN", 4 << 10)
    assert far_cell(workbook(cell("XFD1048576", b" " * 3000))) is not None
    assert far_cell(workbook(cell("XFD1048576", b" " * 9000))) is None


def test_it_ends_at_the_piece_in_which_that_is_reached(monkeypatch):
    monkeypatch.setattr(workbook_reach, "_PART", 1 << 10)
    sheet = cell("XFD1048576", b" " * 1100)
    monkeypatch.setattr(workbook_reach, "_SCAN", (1 << 10) + 1)
    assert far_cell(workbook(sheet)) is not None
    monkeypatch.setattr(workbook_reach, "_SCAN", 1 << 10)
    assert far_cell(workbook(sheet)) is None


def test_no_more_than_two_pieces_are_held_at_once(monkeypatch):
    held = []

    class Looking:
        def findall(self, text):
            held.append(len(text))
            return []

    monkeypatch.setattr(workbook_reach, "_PART", 1 << 10)
    monkeypatch.setattr(workbook_reach, "_FILLED", Looking())
    far_cell(workbook(b" " * 50_000))
    assert len(held) > 40
    assert max(held) <= 2 << 10


def test_what_is_no_xlsx_has_none():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    assert far_cell(zipfile.ZipFile(out)) is None
    assert MOST_CELLS == 10_000_000
