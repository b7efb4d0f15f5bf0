"""Habits with the row of headings."""

from habits.books import heading
from habits.habit import BOOKS, Expected, habit


def _renamed(book, old, new):
    cell = heading(book, old)
    cell.value = new
    return cell


def _without(book, name):
    """Take a column away; return the cell in which its heading is to be written."""
    top = heading(book, name)
    sheet = top.parent
    sheet.delete_cols(top.column)
    last = max(cell.column for cell in sheet[1] if cell.value is not None)
    return sheet.cell(1, last + 1)


@habit()
def misspelt_heading(book):
    return [Expected("unknown-heading", _renamed(book, "Description", "Descripton"), "Description")]


@habit()
def misspelt_heading_of_what_is_required(book):
    return [Expected("unknown-heading", _renamed(book, "Name", "Nmae"), "Name")]


@habit("simple", "full")
def misspelt_heading_of_a_list(book):
    return [Expected("unknown-heading", _renamed(book, "Country", "Contry"), "Country")]


@habit("csv")
def misspelt_numbered_heading(book):
    cell = _renamed(book, "Country", "Place 1: Contry")
    return [Expected("unknown-heading", cell, "Place 1: Country")]


@habit()
def missing_column(book):
    return [Expected("missing-column", _without(book, "Name"))]


@habit()
def missing_column_of_a_list(book):
    return [Expected("missing-column", _without(book, "Country"))]


@habit()
def upper_case_headings(book):
    for cell in heading(book, "Initiative id").parent[1]:
        cell.value = str(cell.value).upper()


@habit()
def headings_with_odd_spaces(book):
    for cell in heading(book, "Initiative id").parent[1]:
        cell.value = "  " + str(cell.value).replace(" ", "\n") + ": "


@habit()
def field_names_for_headings(book):
    _renamed(book, "Status as of", "status.asOf")
    _renamed(book, "Time-limited", "timeLimited")
    _renamed(book, "Website", "website")


@habit()
def synonyms_for_headings(book):
    _renamed(book, "Name", "Project name")
    _renamed(book, "Description", "Summary")
    _renamed(book, "Started", "Start date")
    _renamed(book, "Website", "Web site")


@habit()
def duplicate_heading(book):
    cell = heading(book, "Website")
    sheet = cell.parent
    extra = sheet.cell(cell.row, sheet.max_column + 1, cell.value)
    sheet.cell(cell.row + 1, extra.column, "https://example.org/other")
    return [Expected("repeated-heading", extra)]


@habit()
def notes_column(book):
    sheet = heading(book, "Initiative id").parent
    extra = sheet.cell(1, sheet.max_column + 1, "Internal notes")
    sheet.cell(2, extra.column, "Ring again in May")
    return [Expected("ignored-column", extra)]


@habit()
def private_looking_columns(book):
    sheet = heading(book, "Initiative id").parent
    for word, text in (("Contact phone", "0113 496 0000"), ("Home address", "1 Example Street")):
        extra = sheet.cell(1, sheet.max_column + 1, word)
        sheet.cell(2, extra.column, text)
    cells = [sheet.cell(1, sheet.max_column - 1), sheet.cell(1, sheet.max_column)]
    return [Expected("ignored-column", cell) for cell in cells]


@habit()
def column_without_a_heading(book):
    sheet = heading(book, "Initiative id").parent
    cell = sheet.cell(2, sheet.max_column + 1, "see letter")
    return [Expected("missing-heading", cell)]


@habit()
def welsh_headings(book):
    _renamed(book, "Initiative id", "ID y fenter")
    _renamed(book, "Name", "Enw")
    _renamed(book, "Description", "Disgrifiad")


@habit("simple", "csv")
def two_row_headings(book):
    sheet = heading(book, "Place name").parent
    sheet.insert_rows(1)
    groups = {"Place name": "Place", "Amount": "Money", "Source title": "Source"}
    for word, group in groups.items():
        sheet.cell(1, heading(book, word).column, group)


@habit(*BOOKS)
def merged_two_row_headings(book):
    """A heading that runs over two rows, and a group above several columns."""
    sheet = heading(book, "Initiative id").parent
    sheet.insert_rows(1)
    group = heading(book, "Status").column
    for cell in list(sheet[2]):
        if cell.column not in {group, group + 1} and cell.value:
            sheet.cell(1, cell.column, cell.value)
            cell.value = None
            sheet.merge_cells(
                start_row=1, end_row=2, start_column=cell.column, end_column=cell.column
            )
    sheet.cell(1, group, "How it stands")
    sheet.merge_cells(start_row=1, end_row=1, start_column=group, end_column=group + 1)


@habit("simple", "csv")
def currency_in_the_heading(book):
    _renamed(book, "Amount", "Amount (£)")


@habit("simple", "csv")
def percentage_in_a_heading(book):
    sheet = heading(book, "Initiative id").parent
    extra = sheet.max_column + 1
    sheet.cell(1, extra, "Edition 1: Edition")
    sheet.cell(2, extra, "2024")
    sheet.cell(1, extra + 1, "Edition 1: Edition turnout (%)")
    sheet.cell(2, extra + 1, 3.5)
