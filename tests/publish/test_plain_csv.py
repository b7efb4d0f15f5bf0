"""Tables that are read and written in one go are as ``csv`` would have them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish import plain_csv

CELLS = st.text(st.sampled_from("a,\"\n\r é;'\u2028 \x0b\x1c"), max_size=4) | st.text(max_size=6)
ROWS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5)
)


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


@given(ROWS)
def test_rows_are_written_as_csv_writes_them(rows: list[list[str]]) -> None:
    assert plain_csv.written(rows) == written(rows)


@given(ROWS)
def test_rows_are_read_as_csv_reads_them(rows: list[list[str]]) -> None:
    content = written(rows).replace(b"\r", b"")  # which csv writes bare, and does not read again
    expected = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert list(plain_csv.read(content)) == [row for row in expected if row]


@pytest.mark.parametrize("cell", ["", "a,b", "a\nb", 'a"b'])
def test_a_cell_that_has_to_be_quoted_comes_back(cell: str) -> None:
    assert list(plain_csv.read(plain_csv.written([[cell, "b"], ["c", "d"]]))) == [
        [cell, "b"], ["c", "d"],
    ]  # fmt: skip
