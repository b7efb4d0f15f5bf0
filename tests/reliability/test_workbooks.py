"""Awkward but honest workbooks: each has an answer, and no filled cell is lost in silence."""

import warnings

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from reliability.judging import faults, judge

CORPORA = ["xlsx-calamine", "xlsx-flatten-tool", "xlsx-sheetjs"]
ENDINGS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}


def workbooks(shared, corpus):
    folder = shared / "data/corpora" / corpus / "data"
    return sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS)


@pytest.mark.reliability("R07")
@pytest.mark.parametrize("corpus", CORPORA)
def test_each_workbook_of_a_corpus_has_an_answer(shared, corpus, record_property):
    paths = workbooks(shared, corpus)
    assert len(paths) > 10
    assert not faults(judge(paths))
    record_property("figure", f"{corpus}: {len(paths)} workbooks, an answer each")


@pytest.mark.reliability("R08")
@pytest.mark.parametrize("corpus", CORPORA)
def test_what_another_reader_finds_is_found_in_the_same_place(shared, corpus, record_property):
    paths = [path for path in workbooks(shared, corpus) if path.suffix == ".xlsx"]
    both = 0
    for path in paths:
        theirs = by_openpyxl(path)
        if theirs is None:  # it cannot read what we may
            continue
        ours, lost = by_us(path)
        both += 1
        for sheet, cells in theirs.items():
            assert cells - ours[sheet] - lost[sheet] == set(), (path.name, sheet)
            assert ours[sheet] - cells == set(), (path.name, sheet)
    record_property("figure", f"{corpus}: {both} workbooks read by both, no cell lost unsaid")
    assert both > 0.8 * len(paths)


def by_us(path):
    """Return, by sheet, where the filled cells are, and those that are told of as lost."""
    try:
        tables = list(open_document(path).tables())
    except UnusableInput as error:
        pytest.fail(f"openpyxl reads {path.name}, and we do not: {error}")
    filled = {
        table.name: {
            (number, column)
            for number, row in enumerate(table.rows(), 1)
            for column, cell in enumerate(row, 1)
            if is_filled(cell)
        }
        for table in tables
    }
    return filled, {t.name: {coordinate_to_tuple(cell) for cell in t.lost} for t in tables}


def by_openpyxl(path):
    """Return the same by openpyxl, or ``None`` where it fails."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, data_only=True)
    except Exception:  # noqa: BLE001 - of many kinds
        return None
    return {
        sheet.title: {place for place, cell in sheet._cells.items() if is_filled(cell.value)}
        for sheet in book.worksheets
    }


def is_filled(cell):
    # Readers differ on text that is nothing but white space; so may we.
    return cell is not None and str(cell).strip() != ""
