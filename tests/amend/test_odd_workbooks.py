"""Workbooks as other programs write them, and damaged ones."""

import io
import zipfile

import openpyxl
import pytest

from cpstandard.amend.annotate import annotate
from cpstandard.amend.fix_workbook import fix_workbook
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.fix import Fix
from cpstandard.core.location import Location
from cpstandard.core.report import Report

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = (
    f'<x:worksheet xmlns:x="{MAIN}"><x:sheetPr codeName=\'>"\'/><x:cols><x:col min="2" max="3" style="0"/></x:cols>'
    '<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:r><x:t>a &amp;</x:t></x:r><x:r>'
    '<x:t xml:space="preserve"> b</x:t></x:r></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row>'
    '<x:row r="4"/><x:row><x:c t="str"><x:f>"gb"</x:f><x:v>gb</x:v></x:c></x:row>'
    "</x:sheetData><x:extLst/></x:worksheet>"
)


def minimal(sheet=SHEET, **others):
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="xml" '
        f'ContentType="{SPREADSHEET}.worksheet+xml"/><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/w.xml" '
        f'ContentType="{SPREADSHEET}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="a" '
        f'Type="{OFFICE}/officeDocument" Target="xl/w.xml"/></Relationships>',
        "xl/w.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{OFFICE}"><x:sheets><x:sheet '
        'name="It&apos;s &amp; &quot;ours&quot;" sheetId="7" q:id="s"/></x:sheets></x:workbook>',
        "xl/_rels/w.xml.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="s" '
        f'Type="{OFFICE}/worksheet" Target="./sheets/../s.xml"/></Relationships>',
        "xl/s.xml": sheet,
        **others,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


TITLE = 'It\'s & "ours"'


def marked(data, *cells):
    report = Report("ours.xlsx", limit=5000)
    for cell in cells:
        where = Location("ours.xlsx", sheet=TITLE, cell=cell)
        report.add(Finding("wrong", Severity.ERROR, f"Wrong {cell} ]]> \x00\ud800.", where))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        annotate(archive, report, out)
    return out.getvalue()


def test_prefixes_rows_without_numbers_and_no_styles():
    cells = ("A1", "B1", "C1", "B2", "A4", "A5", "B5", "A9")
    book = openpyxl.load_workbook(io.BytesIO(marked(minimal(), *cells)))
    sheet = book[TITLE]
    assert [sheet[cell].fill.fgColor.rgb for cell in cells] == ["FFFFC7CE"] * len(cells)
    assert all(f"Wrong {cell}" in sheet[cell].comment.text for cell in cells)
    assert (sheet["A1"].value, sheet["B1"].value, sheet["A5"].value) == ("a & b", 7, '="gb"')
    link = book["cpstandard findings"]["C5"].hyperlink.location
    assert link == "'It''s & \"ours\"'!A1"
    with zipfile.ZipFile(io.BytesIO(marked(minimal(), "A1"))) as archive:
        text = archive.read("xl/s.xml").decode()
        assert text.index("legacyDrawing") < text.index("extLst")


@pytest.mark.parametrize("inside", ["", "<x:fills/><x:cellXfs/><x:dxfs/>", "<x:dxfs/><x:extLst/>"])
def test_looks_that_leave_groups_out(inside):
    links = (
        f'<Relationships xmlns="{LINKS}"><Relationship Id="s" Type="{OFFICE}/worksheet" '
        f'Target="s.xml"/><Relationship Id="t" Type="{OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    )
    styles = f'<x:styleSheet xmlns:x="{MAIN}">{inside}</x:styleSheet>'
    parts = {"xl/_rels/w.xml.rels": links, "xl/styles.xml": styles}
    book = openpyxl.load_workbook(io.BytesIO(marked(minimal(**parts), "A1")))
    assert book[TITLE]["A1"].fill.fgColor.rgb == "FFFFC7CE"


def test_values_are_mended_and_formulas_left():
    fixes = [
        Fix("c", Location("", sheet=TITLE, cell=cell), old, new, "why")
        for cell, old, new in (("A1", "a & b", " c<"), ("B1", "7", 8), ("A5", "gb", "GB"))
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(minimal())) as archive:
        assert fix_workbook(archive, "ours.xlsx", fixes, out) == fixes[:2]
    sheet = openpyxl.load_workbook(out)[TITLE]
    assert (sheet["A1"].value, sheet["B1"].value, sheet["A5"].value) == (" c<", 8, '="gb"')


@pytest.mark.parametrize(
    "parts",
    [
        {"sheet": "<worksheet/>"},
        {"sheet": SHEET[:-20]},
        {"sheet": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + SHEET},
        {"sheet": '<?xml version="1.0" encoding="UTF-16"?>' + SHEET},
        {"xl/w.xml": ""},
        {"xl/w.xml": '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'},
        {"_rels/.rels": f'<Relationships xmlns="{LINKS}"/>'},
    ],
)
def test_what_cannot_be_amended_is_said_in_one_line(parts):
    with pytest.raises(UnusableInput) as raised:
        marked(minimal(**parts), "A1")
    assert "\n" not in str(raised.value)


def by_somebody(data):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name).replace(b">cpstandard<", b">Somebody<")
            target.writestr(name, data.replace(b"ERROR (", b"Wrong ("))
    return out.getvalue()


def test_many_notes_have_a_number_each():
    cells = [f"A{n}" for n in range(1, 1500)]
    # Ours would go before new ones come, so these are somebody else's.
    once = by_somebody(marked(minimal(), *cells))
    with zipfile.ZipFile(io.BytesIO(marked(once, "B7", "A3"))) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".vml")]
        vml = archive.read(name).decode()
    ids = [part.split('"')[0] for part in vml.split('<v:shape id="')[1:]]
    assert len(ids) == len(set(ids)) == 1500
