"""CSV in every dialect is read as it was meant; what is none is refused."""

import csv
import json
import re
from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from reliability.judging import faults, judge

pytestmark = pytest.mark.reliability("R09")

# What the corpus wants a reader to be told, and no file says of itself.
FORCED = {"control_byte_header.csv", "delim_0x1f.csv"}


def cells(path):
    """Return the rows of the one table in ``path``, as text, without those that are empty."""
    (table,) = open_document(path).tables()
    rows = [["" if cell is None else str(cell) for cell in row] for row in table.rows()]
    return [row for row in rows if any(row)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_dialects(tmp_path, sign, end, mark):
    rows = [["id", "name", "note"], ["ex-a", f"Inn{sign} ltd", 'said "no"'], ["ex-b", "a\nb", ""]]
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as sink:
        sink.write(mark)
        writer = csv.writer(sink, delimiter=sign, lineterminator=end, quoting=csv.QUOTE_ALL)
        writer.writerows(rows)
    assert cells(path) == rows


@pytest.mark.parametrize("sign", ["=", "^", ";", "\t", "~"])
def test_a_first_line_may_say_what_parts_the_cells(tmp_path, sign):
    path = tmp_path / "list.csv"
    path.write_text(f"sep={sign}\nid{sign}name\nex-a{sign}An inn, a shop | all\n")
    assert cells(path)[-2:] == [["id", "name"], ["ex-a", "An inn, a shop | all"]]


def test_the_corpus_with_expected_cells(shared, record_property):
    folder = shared / "data/corpora/csv-spectrum/data"
    paths = sorted((folder / "csvs").glob("*.csv"))
    assert len(paths) == 11
    for path in paths:
        expected = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        heading, *rows = cells(path)
        assert [dict(zip(heading, row, strict=True)) for row in rows] == expected, path.name
    record_property("figure", f"csv-spectrum: {len(paths)} of {len(paths)} read exactly")


def test_the_corpus_of_torture(shared, record_property):
    folder = shared / "data/corpora/csv-rvl-torture/data"
    table = re.findall(
        r"^\| `(\S+)` \| \w+ \| (\S+) \| (\S+) \|",
        (folder / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(table) > 85
    wrong = [name for name, wanted, sign in table if not _as_wanted(folder / name, wanted, sign)]
    record_property("figure", f"torture: {len(table) - len(wrong)} of {len(table)} verdicts")
    assert wrong == []


def _as_wanted(path: Path, wanted: str, sign: str) -> bool:
    try:
        found = cells(path)
    except UnusableInput:
        return wanted != "parse_ok" or path.name in FORCED
    if wanted == "E_CSV_PARSE":
        return False
    if wanted != "parse_ok":
        return True  # what is no table of records is told by validate, as a finding
    sign = {"`\\t`": "\t", "`|`": "|"}.get(sign, sign.strip("`"))
    text = path.read_text(encoding="utf-8-sig")
    rows = csv.reader(text.removeprefix(f"sep={sign}").splitlines(keepends=True), delimiter=sign)
    expected = [row for row in rows if any(row)]
    return [row for row in found if row[0] not in ("sep", "sep=")] == expected


@pytest.mark.parametrize("corpus", ["csv-spectrum", "csv-rvl-torture", "csv-frictionless"])
def test_each_file_of_a_corpus_has_an_answer(shared, corpus):
    folder = shared / "data/corpora" / corpus / "data"
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".md"]
    assert len(files) > 20
    assert not faults(judge(files))
