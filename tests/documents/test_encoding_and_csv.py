"""Encodings by rule, delimiters by vote, and quotation marks that are never closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document, stored
from cpstandard.documents.delimited import vote
from cpstandard.documents.encoding import decode

TEXT = "Tŷ Gwyn café £5 – naïve"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_without_a_word(codec):
    found = decode(("name\n" + TEXT).encode(codec))
    assert found.text.endswith(TEXT)
    assert found.repairs == ()


def test_windows_text_is_read_and_said():
    found = decode("café £5 – “naïve”".encode("cp1252"))
    assert found.text == "café £5 – “naïve”"
    assert found.encoding == "windows-1252"
    assert "Windows-1252" in found.repairs[0]


def test_mixed_text_is_read_and_said():
    found = decode(TEXT.encode() + b"\n" + "café £5".encode("cp1252"))
    assert found.text == TEXT + "\ncafé £5"
    assert len(found.repairs) == 1


def test_damaged_utf16_is_said():
    assert decode(b"\xff\xfea\x00\x00\xd8").repairs


@given(st.binary(max_size=300))
def test_any_bytes_become_text(data):
    assert isinstance(decode(data).text, str)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_vote(delimiter):
    rows = ["A title above the table", "", delimiter.join(["name", "place", "note"])]
    rows += [delimiter.join(["x", "Leeds", "one and two"])] * 5
    assert vote([row + "\n" for row in rows]) == delimiter


def test_vote_is_not_misled_by_commas_in_text():
    rows = ["name;note;place", "x;one, two, three;y", "x;four, five;y", "x;six;y"]
    assert vote([row + "\n" for row in rows]) == ";"
    assert vote(["sep=|\n", "a,b|c\n"]) == "|"
    assert vote([]) == ","


def rows_of(tmp_path, data):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    (table,) = open_document(path).tables()
    return list(table.rows())


def test_the_encoding_of_a_file_is_looked_for_once(tmp_path, monkeypatch):
    path = tmp_path / "t.txt"
    path.write_bytes("café £5".encode("cp1252"))
    asked = []
    find = stored.find_encoding
    monkeypatch.setattr(stored, "find_encoding", lambda p: asked.append(p) or find(p))
    document = open_document(path)
    assert "".join(document.text_pieces()) == "".join(document.text_pieces())
    assert asked == [path]


def test_line_ends_inside_cells_stay(tmp_path):
    assert rows_of(tmp_path, b'a,b\r\n"x\r\ny",1\r\n') == [["a", "b"], ["x\r\ny", "1"]]
    assert rows_of(tmp_path, b"a,b\rx,1\r") == [["a", "b"], ["x", "1"]]


def test_a_quotation_mark_that_is_never_closed(tmp_path):
    with pytest.raises(UnusableInput, match="never closed"):
        rows_of(tmp_path, b'a,b\n1,2\n3,"4\n5,6\n7,8\n')


def test_a_cell_beyond_all_bounds(tmp_path):
    with pytest.raises(UnusableInput):
        rows_of(tmp_path, b"a,b\n1," + b"x" * (11 << 20))


def test_csv_corpora_give_a_result_or_one_line(shared):
    for corpus in ("csv-spectrum", "csv-rvl-torture", "csv-frictionless"):
        for path in sorted((shared / "data/corpora" / corpus).rglob("*.csv")):
            try:
                for table in open_document(path).tables():
                    for row in table.rows():
                        assert isinstance(row, list)
            except UnusableInput as error:
                assert "\n" not in str(error)  # noqa: PT017 - a result is as good
