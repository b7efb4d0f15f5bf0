"""A valid workbook of ours, filled in with invented rows, in each form that people keep."""

from pathlib import Path

import openpyxl
from click.testing import CliRunner
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from cpstandard.cli import main

MAIN = "Initiatives"
ENVELOPE = {
    "Publisher id": "anytown",
    "Publisher name": "Anytown Partnership (invented)",
    "Licence": "CC-BY-4.0",
}
FURTHER = ["Topics", "Started", "Time-limited", "Kind of funding", "Amount", "Currency", "Latitude",
           "Longitude"]  # fmt: skip
"""Columns that are not in the simple template, and that people add to it."""

ROWS: list[dict[str, object]] = [
    {
        "Initiative id": "anytown-swan",
        "Name": "The Swan (invented)",
        "Description": "A pub that its regulars bought, run and drink in together.",
        "Clusters": "Building community capacity and assets",
        "Practices": "Community-owned pub",
        "Place name": "Anytown",
        "Country": "GB",
        "Status": "Active",
        "Status as of": "2026-05-14",
        "Website": "https://example.org/swan",
        "Source title": "The pub's own page",
        "Source address": "https://example.org/swan/about",
        "Topics": "high-streets",
        "Started": "2019-03",
        "Time-limited": False,
        "Kind of funding": "Grant",
        "Amount": 25000,
        "Currency": "GBP",
        "Latitude": 52.5,
        "Longitude": -1.25,
    },
    {
        "Initiative id": "anytown-river-assembly",
        "Name": "River assembly (invented)",
        "Description": "Forty residents, drawn by lot, said how the town should care for its river.",
        "Clusters": "Community decision-making",
        "Practices": "Citizens’ assembly",
        "Place name": "Anytown",
        "Country": "GB",
        "Status": "Ended",
        "Status as of": "2026-02",
        "Website": "https://example.org/river",
        "Source title": "Report of the assembly",
        "Source address": "https://example.org/river/report",
        "Topics": "housing; loneliness",
        "Started": "2024-09-21",
        "Time-limited": True,
        "Kind of funding": "Grant",
        "Amount": 48000,
        "Currency": "GBP",
        "Latitude": 52.51,
        "Longitude": -1.26,
    },
    {
        "Initiative id": "anytown-seed-library",
        "Name": "Llyfrgell hadau (invented)",
        "Description": "Neighbours lend each other seeds, tools and what they know of growing.",
        "Clusters": "Building community capacity and assets",
        "Practices": None,
        "Place name": "Tŷ Newydd",
        "Country": "GB",
        "Status": "Active",
        "Status as of": "2026-06-30",
        "Website": "https://example.org/seeds",
        "Source title": "Café notice",
        "Source address": "https://example.org/seeds/notice",
        "Topics": "food",
        "Started": "1985~",
        "Time-limited": False,
        "Kind of funding": "Grant",
        "Amount": 900,
        "Currency": "GBP",
        "Latitude": 52.49,
        "Longitude": -1.27,
    },
]  # fmt: skip


def run(*arguments: str | Path) -> str:
    """Run the command line and return what it printed."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code in {0, 1}, result.output
    return result.stdout


def make_valid(folder: Path) -> dict[str, Path]:
    """Write the valid workbook in each form; return the files by form."""
    simple, full, flat = folder / "simple.xlsx", folder / "full.xlsx", folder / "flat.csv"
    run("template", simple, "--simple", "--quiet")
    book = openpyxl.load_workbook(simple)
    sheet = book[MAIN]
    sheet.delete_rows(2)
    for word in FURTHER:
        sheet.cell(1, sheet.max_column + 1, word)
    for number, row in enumerate(ROWS, start=2):
        for cell in sheet[1]:
            sheet.cell(number, cell.column, row[bare(cell.value)])
    for cell in book["Meta"]["A"]:
        if bare(cell.value) in ENVELOPE:
            book["Meta"].cell(cell.row, 2, ENVELOPE[bare(cell.value)])
    book.save(simple)
    run("convert", simple, full, "--quiet")
    run("convert", simple, flat, "--quiet")
    return {"simple": simple, "full": full, "csv": flat}


def bare(heading: object) -> str:
    """Return a heading without the mark of what is required and without its place in a list."""
    return str(heading).rstrip(" *").rpartition(" 1: ")[2]


def heading(book: Workbook, name: str) -> Cell:
    """Return the cell of a heading, on whichever sheet it stands."""
    for sheet in book:
        for row in sheet.iter_rows(max_row=10):
            for cell in row:
                if isinstance(cell.value, str) and bare(cell.value) == name:
                    return cell
    raise LookupError(name)


def below(book: Workbook, name: str, number: int = 1) -> Cell:
    """Return the cell that many rows below a heading."""
    top = heading(book, name)
    return top.parent.cell(top.row + number, top.column)


def column(book: Workbook, name: str) -> list[Cell]:
    """Return the cells of a column that are filled, without its heading."""
    top = heading(book, name)
    cells = (top.parent.cell(row, top.column) for row in range(top.row + 1, top.parent.max_row + 1))
    return [cell for cell in cells if cell.value is not None]
