"""CSV beside frictionless: the same cells and verdicts, but for the rows C of peers.md."""

import csv
from pathlib import Path

import frictionless
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document

CORPORA = ("csv-spectrum", "csv-frictionless", "csv-rvl-torture")
DIFFERENT = {
    "capitals.csv": "C1",
    "escaping.csv": "C1",
    "issue-1109.csv": "C1",
    "table-limits.csv": "C1",
    "timezone.csv": "C1",
    "country-2.csv": "C2",
    "dialect.csv": "C2",
    "caret_basic.csv": "C2",
    "caret_delimiter.csv": "C2",
    "caret_quoted.csv": "C2",
    "sep_caret.csv": "C3",
    "sep_equal.csv": "C3",
    "sep_equals.csv": "C3",
    "sep_pipe.csv": "C3",
    "sep_semicolon.csv": "C3",
    "sep_tab.csv": "C3",
    "utf8_bom_sep_pipe.csv": "C3",
    "empty.csv": "C4",
    "empty_file.csv": "C4",
    "blank_only.csv": "C4",
    "only_blank_lines.csv": "C4",
    "utf16le_bom.csv": "C4",
    "utf32be_bom.csv": "C4",
    "control_byte_header.csv": "C5",
    "delim_0x1f.csv": "C5",
    "encoding_nul_first8k.csv": "C5",
    "nul_in_8k.csv": "C5",
    "issue-811.csv": "C6",
    "table-infer-iso-8859-7.csv": "C6",
    "encoding_utf16le.csv": "C7",
    "encoding_utf32be.csv": "C7",
}
"""The files of the corpora that the two read differently, with the row that says why."""

Cells = list[list[str]] | None


def ours(path: Path) -> Cells:
    try:
        (table,) = open_document(path).tables()
        return trimmed(table.rows())
    except UnusableInput:
        return None


def theirs(path: Path) -> Cells:
    try:
        with frictionless.system.use_context(trusted=True):  # a path outside the working folder
            return trimmed(frictionless.Resource(path=str(path)).read_cells())
    except frictionless.FrictionlessException:
        return None


def trimmed(rows):
    """Return the cells as text, without empty cells at a row's end and rows of nothing."""
    found = []
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            found.append(cells)
    return found


def test_the_corpora(shared):
    paths = [
        path
        for corpus in CORPORA
        for path in sorted((shared / "data/corpora" / corpus / "data").rglob("*"))
        if path.suffix in {".csv", ".tsv"}
    ]
    assert len(paths) > 200
    differ = {path.name for path in paths if ours(path) != theirs(path)}
    assert differ == set(DIFFERENT)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=8)


@settings(max_examples=60, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(rows=ROWS)
def test_any_cells_in_quotation_marks(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink, quoting=csv.QUOTE_ALL).writerows([["id", "name", "note"], *rows])
    assert ours(path) == theirs(path) == trimmed([["id", "name", "note"], *rows])


# A guess by statistics wants a sentence: of one word it makes another alphabet.
GREEK = "Η συνέλευση των πολιτών της γειτονιάς αποφάσισε για το πάρκο και για το νερό της πόλης"


@pytest.mark.parametrize(
    ("row", "data", "read", "peer"),
    [
        (
            "C1",
            b"id, name\n1, Inn\n",
            [["id", " name"], ["1", " Inn"]],
            [["id", "name"], ["1", "Inn"]],
        ),
        ("C2", b"id^name\n1^Inn\n", [["id", "name"], ["1", "Inn"]], [["id^name"], ["1^Inn"]]),
        (
            "C3",
            b"sep=^\nid^name\n1^Inn\n",
            [["sep="], ["id", "name"], ["1", "Inn"]],
            [["sep=^"], ["id^name"], ["1^Inn"]],
        ),
        ("C4", b"", None, []),
        ("C5", b"id,name\n1,a\x00b\n", None, [["id", "name"], ["1", "a\x00b"]]),
        (
            "C6",
            "id,name\n1,Café “Inn” – £5\n".encode("cp1252"),
            [["id", "name"], ["1", "Café “Inn” – £5"]],
            [["id", "name"], ["1", "Cafι “Inn” – £5"]],
        ),
        (
            "C6",
            f"id,name\n1,{GREEK}\n".encode("iso-8859-7"),
            [["id", "name"], ["1", GREEK.encode("iso-8859-7").decode("cp1252")]],
            [["id", "name"], ["1", GREEK]],
        ),
        ("C7", "id,name\n1,Inn".encode("utf-32")[:-1], [["id", "name"], ["1", "In�"]], None),
    ],
)
def test_where_they_differ(tmp_path, row, data, read, peer):
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    assert (ours(path), theirs(path)) == (read, peer), row
