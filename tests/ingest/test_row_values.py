"""Fields of a row, read as the standard holds them; what cannot be read is told."""

import pytest

from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.ingest.number import number_in
from cpstandard.ingest.row_values import (
    amount,
    identifier,
    register_day,
    rows_by,
    stated,
    web_address,
)
from cpstandard.ingest.web_address import web_address_in


def row(value: object) -> Row:
    return Row({"field": value}, Location(file="rows.csv", row=2))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("£1,250.00", 1250),
        ("£ 1,250,000", 1250000),
        ("12.5", 12.5),
        ("-3", -3),
        ("0", 0),
        ("1.250,00", None),
        ("12,50", None),
        ("85k", None),
        ("Nominal £1", None),
        ("1" * 41, None),
        ("", None),
    ],
)
def test_a_number_is_read_or_it_is_none(text: str, number: float | None) -> None:
    found = number_in(text)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.example.org", "http://www.example.org"),
        ("http:/www.example.org", "http://www.example.org"),
        ("HTTPS://Www.Example.org/Page?a=B", "https://www.example.org/Page?a=B"),
        ("http://https://example.org/", "http://example.org/"),
        ("http:// example.org", "http://example.org"),
        ("example.org.", "http://example.org"),
        ("medium.example/@invented", "http://medium.example/@invented"),
        ("www.one.example or www.two.example", ""),
        ("someone@example.org", ""),
        ("http://someone@example.org", ""),
        ("ftp://example.org", ""),
        ("example", ""),
        ("see our page", ""),
        ("a.b/" + "c" * 2000, ""),
    ],
)
def test_an_address_is_mended_or_it_is_none(text: str, address: str) -> None:
    assert web_address_in(text) == address


@pytest.mark.parametrize(
    ("reader", "value", "made"),
    [
        (register_day, "02/03/2019", "2019-03-02"),
        (register_day, "05-Sep-25", "2025-09-05"),
        (register_day, "1 July 2019", "2019-07-01"),
        (register_day, "03/2019", "2019-03"),
        (register_day, "c. 1985", "1985~"),
        (register_day, "tbc", ""),
        (amount, "£85,000.00", 85000),
        (amount, 0, 0),
        (amount, "n/k", None),
        (web_address, "N/A", ""),
        (stated, "-", ""),
    ],
)
def test_what_is_stated_is_read_and_nothing_is_told(reader, value: object, made: object) -> None:
    read = row(value)
    assert reader(read, "field") == made
    assert read.unknown_values == []
    assert read.unread() == []


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (register_day, "31/02/2020"),
        (register_day, "last spring"),
        (amount, "Nominal £1"),
        (amount, "-5"),
        (amount, "€5"),
        (web_address, "see our page"),
        (lambda read, path: identifier(read, path, "GB-CHC"), "charity no. pending"),
    ],
)
def test_what_cannot_be_read_is_told(reader, value: object) -> None:
    read = row(value)
    assert not reader(read, "field")
    assert read.unknown_values == [("field", value)]


@pytest.mark.parametrize(
    "value", ["someone@example.org", "www.example.org/ask/someone@example.org"]
)
def test_an_e_mail_address_is_no_web_address_and_is_not_repeated(value: str) -> None:
    read = row(value)
    assert web_address(read, "field") == ""
    assert read.notes == ["an e-mail address stood in the place of a web address and was withheld"]
    assert read.unknown_values == []


def test_rows_of_one_number_come_together_and_those_of_none_alone() -> None:
    rows = [row(value) for value in ("B", "A", "", "B ", None, "A")]
    assert [tuple(rows.index(one) for one in same) for same in rows_by("field", rows)] == [
        (0, 3),
        (1, 5),
        (2,),
        (4,),
    ]
