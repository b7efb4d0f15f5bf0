"""Habits with what is written in the cells."""

import datetime as dt

from habits.books import below, column, heading
from habits.habit import BOOKS, Expected, habit


def _written(book, name, value, number=1):
    cell = below(book, name, number)
    cell.value = value
    return cell


@habit()
def uk_dates(book):
    cell = _written(book, "Started", "21/09/2024", 2)
    return [Expected("read-as", cell, "2024-09-21")]


@habit()
def dates_in_words(book):
    written = {"May 2023": "2023-05", "21st September 2024": "2024-09-21", "c. 1985": "1985~"}
    return [
        Expected("read-as", _written(book, "Started", text, number), meant)
        for number, (text, meant) in enumerate(written.items(), start=1)
    ]


@habit()
def ambiguous_date(book):
    return [Expected("ambiguous-date", _written(book, "Started", "01/05/2023"))]


@habit()
def financial_year(book):
    return [Expected("invalid-partial-date", _written(book, "Started", "2019/20"))]


@habit()
def date_serial(book):
    return [Expected("invalid-partial-date", _written(book, "Started", 45556, 2), "2024-09-21")]


@habit(*BOOKS)
def true_excel_dates(book):
    _written(book, "Started", dt.date(2024, 9, 21), 2).number_format = "dd/mm/yyyy"
    _written(book, "Status as of", dt.date(2026, 5, 14)).number_format = "d mmm yy"


@habit()
def year_as_number(book):
    _written(book, "Started", 2019)


@habit()
def pounds(book):
    return [Expected("read-as", _written(book, "Amount", "£1,000.00"), 1000)]


@habit()
def pounds_without_a_currency(book):
    cell = _written(book, "Amount", "£1,000.00")
    _written(book, "Currency", None)
    return [Expected("unreadable-value", cell, 1000)]


@habit()
def dollars(book):
    _written(book, "Currency", None)
    return [Expected("unreadable-value", _written(book, "Amount", "$1,000"), 1000)]


@habit()
def pounds_beside_euros(book):
    cell = _written(book, "Amount", "£1,000.00")
    _written(book, "Currency", "EUR")
    return [Expected("unreadable-value", cell, 1000)]


@habit()
def thousands_with_commas(book):
    _written(book, "Amount", "25,000")


@habit()
def about_a_sum(book):
    return [Expected("unreadable-value", _written(book, "Amount", "about 25k"), 25_000)]


@habit()
def wrong_case_of_a_code(book):
    _written(book, "Clusters", "CAPACITY-and-assets")
    _written(book, "Status", "ACTIVE")


@habit()
def code_misspelt(book):
    return [Expected("unknown-code", _written(book, "Status", "Actve"), "active")]


@habit()
def country_by_name(book):
    _written(book, "Country", "United Kingdom")


@habit()
def yes_and_no(book):
    _written(book, "Time-limited", "No")
    _written(book, "Time-limited", "Ydw", 2)
    _written(book, "Time-limited", "n", 3)


@habit()
def neither_yes_nor_no(book):
    return [Expected("unreadable-value", _written(book, "Time-limited", "maybe"))]


@habit()
def lists_by_commas(book):
    _written(book, "Clusters", "Community decision-making, Collaboration", 2)


@habit()
def lists_by_lines(book):
    _written(book, "Clusters", "Community decision-making\nCollaboration", 2)


@habit()
def lists_by_and(book):
    _written(book, "Clusters", "decision-making and collaboration", 2)


@habit()
def lists_by_slash(book):
    _written(book, "Clusters", "decision-making / collaboration", 2)


@habit()
def duplicate_ids(book):
    sheet = heading(book, "Initiative id").parent
    here = heading(book, "Initiative id").column
    for cell in list(sheet[2]):
        sheet.cell(5, cell.column, cell.value)
    sheet.cell(5, heading(book, "Name").column, "Another hall (invented)")
    sheet.cell(5, heading(book, "Description").column, "A hall that a dozen neighbours look after.")
    return [Expected("duplicate-id", sheet.cell(5, here))]


@habit()
def padded_values(book):
    for name in ("Initiative id", "Name", "Place name", "Status", "Started", "Source address"):
        for cell in column(book, name):
            cell.value = f"  {cell.value}\u00a0"


@habit()
def id_in_capitals(book):
    sheet = heading(book, "Initiative id").parent
    if sheet.parent.sheetnames.count("Places"):
        for other in sheet.parent:
            for row in other.iter_rows(min_row=2, max_col=1):
                if row[0].value == "anytown-swan" and other is not sheet:
                    row[0].value = "Anytown Swan"
    return [
        Expected(
            "invalid-initiative-id", _written(book, "Initiative id", "Anytown Swan"), "anytown-swan"
        )
    ]


@habit()
def website_without_scheme(book):
    return [
        Expected(
            "invalid-web-address",
            _written(book, "Website", "www.example.org/swan"),
            "https://www.example.org/swan",
        )
    ]


@habit(*BOOKS)
def formula_without_value(book):
    return [Expected("error-cell", _written(book, "Description", '=CONCATENATE("a","b")'))]


@habit(*BOOKS)
def formula_without_value_where_required(book):
    return [Expected("error-cell", _written(book, "Name", '=CONCATENATE("a","b")'))]


@habit("simple", "csv")
def percentage_cells(book):
    sheet = heading(book, "Initiative id").parent
    extra = sheet.max_column + 1
    sheet.cell(1, extra, "Edition 1: Edition")
    sheet.cell(2, extra, "2024")
    sheet.cell(1, extra + 1, "Edition 1: Edition turnout")
    cell = sheet.cell(2, extra + 1, "3.5%")
    return [Expected("unreadable-value", cell, 3.5)]


@habit("simple", "csv")
def leading_zeros_lost(book):
    sheet = heading(book, "Initiative id").parent
    words = {"Identifier 1: Scheme": "GB-COH", "Identifier 1: Number": 1234567}
    for word, value in words.items():
        extra = sheet.max_column + 1
        sheet.cell(1, extra, word)
        sheet.cell(2, extra, value)
    return [Expected("malformed-identifier", sheet.cell(2, sheet.max_column), "01234567")]


@habit("simple", "csv")
def long_id_in_scientific_notation(book):
    sheet = heading(book, "Initiative id").parent
    words = {"Identifier 1: Scheme": "GB-CHC", "Identifier 1: Number": "1.23457E+11"}
    for word, value in words.items():
        extra = sheet.max_column + 1
        sheet.cell(1, extra, word)
        sheet.cell(2, extra, value)
    return [Expected("malformed-identifier", sheet.cell(2, sheet.max_column))]


@habit()
def not_available(book):
    return [Expected("read-as", _written(book, "Practices", "n/a"))]
