"""Workbooks: typed cells, hidden sheets, error cells, and hostile files that hurt nobody."""

import io
import subprocess
import sys
from datetime import date, datetime

import pytest
import xlsxwriter

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_stream, workbook
from cpstandard.documents.workbook import Limits


def made(fill):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return open_stream(io.BytesIO(out.getvalue()), "made.xlsx")


def test_cells_keep_their_kind_and_place():
    def fill(book):
        sheet = book.add_worksheet("One")
        sheet.write_string(1, 1, "007")
        sheet.write_number(1, 2, 1985)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(1, 3, datetime(2020, 1, 2), day)  # noqa: DTZ001 - workbooks have no zones
        sheet.write_boolean(1, 4, True)
        sheet.write_string(3, 0, "=1+1")
        book.add_worksheet("Two").hide()

    one, two = made(fill).tables()
    expected = [[], [None, "007", 1985, date(2020, 1, 2), True], [], ["=1+1"]]
    assert list(one.rows()) == expected
    assert list(one.rows()) == expected
    assert (one.hidden, two.hidden) == (False, True)
    assert list(two.rows()) == []


def test_a_table_that_begins_in_another_column_keeps_its_places():
    def fill(book):
        sheet = book.add_worksheet("One")
        sheet.write_string(2, 2, "name")
        sheet.write_string(3, 3, "The Swan (invented)")

    (table,) = made(fill).tables()
    assert list(table.rows()) == [
        [], [], [None, None, "name"], [None, None, None, "The Swan (invented)"],
    ]  # fmt: skip


def test_error_cells_are_named():
    def fill(book):
        sheet = book.add_worksheet("A & B")
        sheet.write_string(0, 0, "name")
        sheet.write_formula(2, 1, "=NA()", None, "#N/A")

    (table,) = made(fill).tables()
    assert table.name == "A & B"
    assert table.lost == ("B3",)


def test_formulas_without_a_result_are_named():
    def fill(book):
        book.add_worksheet("One").write_formula(2, 1, "=1+1", None, "")

    (table,) = made(fill).tables()
    assert table.lost == ("B3",)


def test_a_child_that_dies_in_silence_is_noticed(monkeypatch):
    def dies(command, **_kwargs):
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(workbook.subprocess, "run", dies)
    with pytest.raises(UnusableInput, match="to its end"):
        list(made(lambda book: book.add_worksheet()).tables())


def test_a_child_that_takes_too_long_is_stopped(monkeypatch):
    real = subprocess.run

    def slow(command, **kwargs):
        return real([sys.executable, "-c", "import time; time.sleep(60)"], **kwargs)

    monkeypatch.setattr(workbook.subprocess, "run", slow)
    monkeypatch.setattr(
        Limits, "for_size", classmethod(lambda cls, size: cls(1 << 30, 5, 1 << 20, 0.2))
    )
    with pytest.raises(UnusableInput, match="took more than"):
        list(made(lambda book: book.add_worksheet()).tables())


def test_output_is_bounded(monkeypatch):
    limits = Limits(1 << 30, 20, 4096, 20)
    monkeypatch.setattr(Limits, "for_size", classmethod(lambda cls, size: limits))

    def fill(book):
        sheet = book.add_worksheet()
        for row in range(5000):
            sheet.write_string(row, 0, "a text of some length")

    with pytest.raises(UnusableInput, match="too many cells"):
        list(made(fill).tables())
