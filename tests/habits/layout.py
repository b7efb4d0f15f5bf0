"""Habits with what stands around the table."""

from openpyxl.worksheet.worksheet import Worksheet

from habits.books import MAIN, heading
from habits.habit import BOOKS, Expected, habit


def _main(book) -> Worksheet:
    return heading(book, "Initiative id").parent


@habit()
def title_rows_above(book):
    sheet = _main(book)
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Community initiatives in Anytown"
    sheet["A2"] = "Last changed in May 2026, by the office"


@habit(*BOOKS)
def merged_title(book):
    sheet = _main(book)
    sheet.insert_rows(1)
    sheet["A1"] = "Community initiatives in Anytown"
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=sheet.max_column)


@habit(*BOOKS)
def read_me_first(book):
    for name in ("READ ME", "Read me"):
        if name in book:
            del book[name]
    sheet = book.create_sheet("Please read first", 0)
    for row in (
        ["How to fill in this book"],
        ["Name", "is what people call it"],
        ["Ring the office"],
    ):
        sheet.append(row)
    return [Expected("skipped-sheet", "Please read first!")]


@habit(*BOOKS)
def hidden_sheet(book):
    sheet = book.create_sheet("Old list")
    sheet.append(["Initiative id", "Name", "Website"])
    sheet.append(["anytown-gone", "Gone (invented)", "https://example.org/gone"])
    sheet.sheet_state = "hidden"
    return [Expected("skipped-sheet", "Old list!")]


@habit(*BOOKS)
def lookup_sheet(book):
    sheet = book.create_sheet("Lists")
    for row in (
        ["Status", "Country", "Scope"],
        ["Active", "GB", "Town or district"],
        ["Ended", "IE", "Region"],
    ):
        sheet.append(row)
    return [Expected("skipped-sheet", "Lists!")]


@habit(*BOOKS)
def sheet_of_another_name(book):
    book[MAIN].title = "Sheet1"


@habit()
def trailing_blank_rows(book):
    sheet = _main(book)
    for row in range(sheet.max_row + 1, sheet.max_row + 40):
        sheet.cell(row, 2, " ")


@habit()
def trailing_blank_columns(book):
    sheet = _main(book)
    wide = sheet.max_column
    for row in range(1, sheet.max_row + 1):
        for more in range(1, 9):
            sheet.cell(row, wide + more, " ")


@habit()
def blank_rows_between(book):
    _main(book).insert_rows(3, 2)


@habit("simple")
def blank_column_between(book):
    sheet = _main(book)
    wide = sheet.max_column
    extra = sheet.cell(1, wide + 2, "Started by")
    sheet.cell(2, extra.column, "Residents")


@habit("simple", "csv")
def total_row_below(book):
    sheet = _main(book)
    amount = heading(book, "Amount").column
    last = sheet.max_row + 2
    sheet.cell(last, amount - 1, "Total")
    sheet.cell(last, amount, 73900)
    return [Expected("skipped-row", f"{sheet.title}!")]


@habit("simple", "csv")
def note_below(book):
    sheet = _main(book)
    first = heading(book, "Initiative id").column
    sheet.cell(sheet.max_row + 2, first, "Source: the council's own list, 2026")
    return [Expected("skipped-row", f"{sheet.title}!")]


@habit(*BOOKS)
def header_only(book):
    for sheet in book:
        if sheet.title not in {"Meta", "READ ME", "Codelists"}:
            sheet.delete_rows(2, sheet.max_row)
    return [Expected("no-initiatives", f"{MAIN}!")]


@habit(*BOOKS)
def example_row_left_in(book):
    sheet = _main(book)
    sheet.insert_rows(2)
    sheet.cell(2, heading(book, "Initiative id").column, "example-not-read-example")
    sheet.cell(2, heading(book, "Name").column, "EXAMPLE, not read: (invented)")
    return [Expected("skipped-example", f"{MAIN}!")]
