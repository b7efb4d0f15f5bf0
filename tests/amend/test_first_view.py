"""A marked copy opens where there is something to mend, and on no other sheet as well."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from cpstandard.amend.annotate import annotate
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.report import Report
from cpstandard.documents import open_stream


def workbook(*, frozen: bool = False, hidden: str = "") -> bytes:
    """Write a workbook of three sheets that opens on the first."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name in ("READ ME", "Initiatives", "Sources"):
            sheet = book.add_worksheet(name)
            for row in range(60):
                sheet.write_row(row, 0, [f"{row}-{column}" for column in range(20)])
            if frozen and name == "Initiatives":
                sheet.freeze_panes(1, 1)
            if name == hidden:
                sheet.hide()
    return out.getvalue()


def marked(data: bytes, *places: tuple[str, str, Severity]) -> bytes:
    report = Report("ours.xlsx", records=2)
    for sheet, cell, severity in places:
        where = Location("ours.xlsx", sheet=sheet, cell=cell)
        report.add(Finding("unknown-code", severity, "It is wrong.", where))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        annotate(archive, report, out)
    return out.getvalue()


def opens_on(data: bytes) -> tuple[str, str]:
    """Return the sheet and the cell on which the workbook opens; no other sheet is chosen."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == [book.active.title]
    return book.active.title, book.active.sheet_view.selection[0].activeCell


ERROR, WARNING = Severity.ERROR, Severity.WARNING


def test_it_opens_on_the_first_sheet_and_cell_with_an_error() -> None:
    data = marked(
        workbook(),
        ("Sources", "B2", ERROR), ("Initiatives", "C9", ERROR), ("Initiatives", "B4", ERROR),
        ("Initiatives", "A2", WARNING), ("READ ME", "A1", WARNING),
    )  # fmt: skip
    assert opens_on(data) == ("Initiatives", "B4")


def test_where_there_are_only_warnings_it_opens_on_the_first_of_them() -> None:
    assert opens_on(marked(workbook(), ("Sources", "B2", WARNING))) == ("Sources", "B2")


def test_a_hidden_sheet_is_not_opened_on() -> None:
    data = workbook(hidden="Initiatives")
    places = [("Initiatives", "C9", ERROR), ("Sources", "B2", ERROR)]
    assert opens_on(marked(data, *places)) == ("Sources", "B2")


@pytest.mark.parametrize("frozen", [False, True])
def test_a_cell_far_down_is_in_sight(*, frozen: bool) -> None:
    data = marked(workbook(frozen=frozen), ("Initiatives", "R50", ERROR))
    assert opens_on(data) == ("Initiatives", "R50")
    view = openpyxl.load_workbook(io.BytesIO(data))["Initiatives"].sheet_view
    corner = view.pane.topLeftCell if frozen else view.topLeftCell
    assert corner == "M45"
    if frozen:
        assert (view.pane.xSplit, view.pane.ySplit, view.pane.state) == (1, 1, "frozen")
        assert view.selection[0].pane == "bottomRight"


def test_the_copy_of_a_copy_opens_where_something_is_left() -> None:
    once = marked(workbook(), ("Initiatives", "C9", ERROR))
    assert opens_on(marked(once, ("Sources", "B3", ERROR))) == ("Sources", "B3")


def test_where_nothing_has_a_cell_the_view_stays() -> None:
    assert opens_on(marked(workbook())) == ("READ ME", "A1")


def test_a_workbook_without_views_gets_them() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(data, "w") as bare:
        for name in source.namelist():
            part = source.read(name)
            for kind in (b"bookViews", b"sheetViews"):
                start, end = part.find(b"<" + kind), part.find(b"</" + kind + b">")
                if start >= 0:
                    part = part[:start] + part[end + len(kind) + 3 :]
            bare.writestr(name, part)
    made = marked(data.getvalue(), ("Initiatives", "C9", ERROR))
    assert opens_on(made) == ("Initiatives", "C9")
    assert list(open_stream(io.BytesIO(made), "ours.xlsx").tables())
