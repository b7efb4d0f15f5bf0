"""Every way in which a file can be something else than it says: one line, never a traceback."""

import io
import zipfile

import pytest

from cpstandard.core import media_type as mt
from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document, open_stream


def put(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            # The bytes name test cases, which must be the same in every process: no clock in them.
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\xef\xbb\xbf \r\n", "is empty"),
        ("a.json", b"<!DOCTYPE html><html><body>404", "web page"),
        ("a.csv", b"  <html><head>", "web page"),
        ("a.xlsx", b"<!-- x --><HTML>", "web page"),
        ("a.csv", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", bytes(range(256)) * 10, "binary"),
        ("a.json", b"\x00\x01\x02\x03" * 50, "binary"),
        ("a.xlsx", zipped({"xl/workbook.xml": "<x/>" * 500})[:-60], "damaged or cut short"),
        ("a.json", zipped({"b.txt": "x"}), "zip archive"),
    ],
)
def test_what_cannot_be_used_says_why(tmp_path, name, data, words):
    with pytest.raises(UnusableInput, match=words) as caught:
        open_document(put(tmp_path, name, data), name=name)
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(UnusableInput, match="no such file"):
        open_document(tmp_path / "none.csv")
    with pytest.raises(UnusableInput, match="cannot be opened"):
        open_document(tmp_path / ("x" * 5000))
    put(tmp_path, "a.csv", b"a,b\n1,2\n")
    folder = open_document(tmp_path)
    assert folder.media_type == mt.FOLDER
    assert list(folder.members()) == ["a.csv"]
    with pytest.raises(UnusableInput, match="is a folder"):
        folder.read_bytes()


def test_too_large(tmp_path):
    with pytest.raises(UnusableInput, match="larger than"):
        open_document(put(tmp_path, "a.csv", b"a,b\n" * 1000), max_bytes=100)
    with pytest.raises(UnusableInput, match="larger than"):
        open_stream(io.BytesIO(b"x" * 1000), "-", max_bytes=100)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a", b'{"a": 1}', mt.JSON),
        ("a", b'{"a": 1}\n{"b": 2}\n', mt.JSON_LINES),
        ("a.jsonl", b'{"a": 1}', mt.JSON_LINES),
        ("a.jsonl", b'{\n "a": 1\n}', mt.JSON),
        ("a.json", b"nul", mt.JSON),
        ("a.csv", b"[draft] name,b\n1,2", mt.CSV),
        ("a.tsv", b"a\tb", mt.TSV),
        ("a.xlsx", b"a,b\n1,2", mt.CSV),
        ("a.pb", b"META\nkey;value\nunit;X\nPROJECTS\n", mt.PABULIB),
        ("a", "\ufeff\r\nmeta;;\r\nKey; Value;\r\nunit;X".encode(), mt.PABULIB),
        ("a.pb", b"META\nunit;X\nPROJECTS\n", mt.PABULIB),
        ("a.csv", b"Meta\nname;place\n1;2\n", mt.CSV),
        ("a", b"<?xml version='1.0'?><x/>", mt.XML),
        ("a.zip", zipped({"b.csv": "a,b\n1,2\n"}), mt.ZIP),
        ("a", zipped({"mimetype": mt.ODS}), mt.ODS),
        ("a.csv", zipped({"xl/workbook.xml": "<x/>"}), mt.XLSX),
        ("a.csv", "a,b\n1,2\n".encode("utf-16"), mt.CSV),
        ("a.csv", "a,b\n1,2\n".encode("utf-16-le"), mt.CSV),
    ],
)
def test_media_type_comes_from_content_first(tmp_path, name, data, expected):
    assert open_document(put(tmp_path, name, data)).media_type == expected


def test_a_zip_is_read_member_by_member(tmp_path):
    data = zipped(
        {"b/x.csv": "a,b\n1,2\n", "a.csv": "c;d\n3;4\n", "__MACOSX/a.csv": "junk", ".z": "j"}
    )
    document = open_document(put(tmp_path, "a.zip", data), name="a.zip")
    assert list(document.members()) == ["a.csv", "b/x.csv"]
    assert document.members()["a.csv"].name == "a.zip/a.csv"
    assert [list(t.rows()) for t in document.tables()] == [
        [["c", "d"], ["3", "4"]],
        [["a", "b"], ["1", "2"]],
    ]


def test_a_zip_that_swells_is_refused(tmp_path):
    data = zipped({"a.csv": b"\0" * (64 << 20)})
    with pytest.raises(UnusableInput, match="no honest"):
        open_document(put(tmp_path, "a.zip", data))


def test_a_stream_is_kept_until_the_document_goes():
    document = open_stream(io.BytesIO(b"a,b\n1,2\n"), "-")
    path = document.path
    (table,) = document.tables()
    del document
    assert list(table.rows())[1] == ["1", "2"]
    del table
    assert not path.exists()


def test_sha256_and_lines(tmp_path):
    document = open_document(put(tmp_path, "a.jsonl", b'{"a":1}\r\n{"b":2}'))
    assert list(document.lines()) == [b'{"a":1}', b'{"b":2}']
    assert len(document.sha256) == 64
