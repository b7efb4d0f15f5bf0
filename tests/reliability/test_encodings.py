"""Text in any usual encoding is read exactly, or a warning names what was done to it."""

import json

import pytest

from cpstandard.documents import open_document
from cpstandard.schema_store import schema_folder
from reliability.judging import judge

pytestmark = pytest.mark.reliability("R10")

NAMES = ["Tŷ Mawr, Ynys Môn", "Café “Swan” – £5", "Ceòl is Cridhe", "Żółw", "日本", "🏠"]
WESTERN = [name for name in NAMES if name.encode("cp1252", "ignore").decode("cp1252") == name]
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


def written(path, names, encoding):
    rows = "".join(f'ex-{n},"{name}"\r\n' for n, name in enumerate(names * 20))
    path.write_bytes(f"id,name\r\n{rows}".encode(encoding))
    return path


def read(path):
    (table,) = open_document(path).tables()
    return [row[1] for row in table.rows()][1:]


@pytest.mark.parametrize("encoding", WIDE)
def test_unicode_is_read_exactly(tmp_path, encoding):
    assert read(written(tmp_path / "a.csv", NAMES, encoding)) == NAMES * 20


def test_windows_is_read_exactly_and_said(tmp_path):
    path = written(tmp_path / "a.csv", WESTERN, "cp1252")
    assert read(path) == WESTERN * 20
    (verdict,) = judge([path])
    told = " ".join(finding["message"] for finding in verdict.findings)
    assert "Windows-1252" in told


def test_a_mixture_is_read_and_said(tmp_path):
    path = written(tmp_path / "a.csv", NAMES, "utf-8")
    path.write_bytes(path.read_bytes() + "ex-z,Café\r\n".encode("cp1252"))
    assert read(path) == [*NAMES * 20, "Café"]
    (verdict,) = judge([path])
    assert "UTF-8 with other bytes" in " ".join(f["message"] for f in verdict.findings)


def test_text_decoded_twice_is_said(tmp_path):
    example = schema_folder() / "1.0/examples/full.json"
    package = json.loads(example.read_text(encoding="utf-8"))
    package["initiatives"][0]["name"] = "Café £5".encode().decode("cp1252")
    path = tmp_path / "a.json"
    path.write_text(json.dumps(package))
    (verdict,) = judge([path])
    assert not verdict.fault()
    assert "damaged-text" in verdict.codes


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_json_that_is_not_utf_8_says_so(tmp_path, encoding):
    path = tmp_path / "a.json"
    path.write_bytes('{"name":"Café"}'.encode(encoding))
    (verdict,) = judge([path])
    assert not verdict.fault()
    assert verdict.code == 2
    assert "not UTF-8" in verdict.said
