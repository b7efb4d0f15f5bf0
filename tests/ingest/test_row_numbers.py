"""The numbers of rows come back as they were put in, whatever rows are left out."""

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.ingest.tables.row_numbers import RowNumbers


@given(st.sets(st.integers(2, 500)).map(sorted))
def test_each_record_has_its_row(rows):
    numbers = RowNumbers()
    for row in rows:
        numbers.append(row)
    assert len(numbers) == len(rows)
    assert [numbers[position] for position in range(len(rows))] == rows
