"""Tables and JSON files as rows with their places."""

from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.source_rows import json_rows, read_json, read_json_lines, read_sheet


def document(tmp_path: Path, name: str, content: str | bytes):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_document(path, name=name)


def test_the_header_is_found_below_a_title(tmp_path: Path) -> None:
    text = "Invented libraries 2020,,\n,,\n Code ,Name,,Name\n1,A,,B\n,,,\n2,C,d,E,extra\n"
    sheet = read_sheet(document(tmp_path, "list.csv", text))
    assert sheet.headings == ("Code", "Name", "column C", "Name (2)")
    rows = list(sheet.rows)
    assert [row.location.row for row in rows] == [4, 6]
    assert str(rows[1].location) == "list.csv row 6"
    assert rows[0].text("Name (2)") == "B"
    assert "column E" in rows[1].unread()


def test_a_byte_order_mark_and_cp1252_are_no_part_of_a_heading(tmp_path: Path) -> None:
    first = read_sheet(document(tmp_path, "a.csv", b"\xef\xbb\xbfCode,Name\n1,Caf\xc3\xa9\n"))
    second = read_sheet(document(tmp_path, "b.csv", b"Code,Name\n1,Caf\xe9\n"))
    assert first.headings == second.headings == ("Code", "Name")
    assert [next(sheet.rows).text("Name") for sheet in (first, second)] == ["Café", "Café"]


@pytest.mark.parametrize(
    ("sheet", "header", "said"),
    [("Other", None, "has no sheet 'Other'"), ("", 7, "no headings in row 7")],
)
def test_what_is_not_there_is_named(
    tmp_path: Path, sheet: str, header: int | None, said: str
) -> None:
    with pytest.raises(UnusableInput, match=said):
        read_sheet(document(tmp_path, "list.csv", "a,b\n1,2\n"), sheet, header)


def test_json_with_a_mark_and_leading_commas_is_json(tmp_path: Path) -> None:
    found = read_json(document(tmp_path, "x.json", '\ufeff[{"a": 1}\n,{"a": 2}\n]'))
    assert found == [{"a": 1}, {"a": 2}]


def test_deep_json_is_refused_and_not_fatal(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="is not JSON"):
        read_json(document(tmp_path, "x.json", "[" * 100_000 + "]" * 100_000))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    lines = read_json_lines(document(tmp_path, "x.jsonl", '{"a": 1}\n\n{"a": \n'))
    assert next(lines) == (1, {"a": 1})
    with pytest.raises(UnusableInput, match="jsonl:3 is not JSON"):
        next(lines)


def test_an_odd_item_is_a_row_too(tmp_path: Path) -> None:
    source = document(tmp_path, "x.json", "[]")
    rows = json_rows(source, [{"a": 1}, 5], "/list")
    assert [row.location.pointer for row in rows] == ["/list/0", "/list/1"]
    assert rows[1].unread() == ["(value)"]
    with pytest.raises(UnusableInput, match="/list/0 should be an object, but it is 5"):
        json_rows(source, [5], "/list")
