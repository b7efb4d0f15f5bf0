"""Rows of several tables, brought together by a key."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cpstandard.ingest.grouped_rows import GroupedRows

KEYS = st.sampled_from(["1", "2", "30", "", "x"])
ROWS = st.lists(
    st.tuples(KEYS, st.lists(st.text("ab\t\n ", max_size=3), min_size=1, max_size=3)), max_size=20
)


@settings(deadline=None)
@given(tables=st.dictionaries(st.sampled_from(["a", "b", "c"]), ROWS), asked=st.sets(KEYS))
def test_every_row_is_either_given_or_left_over(tables, asked) -> None:
    groups = GroupedRows()
    for name, rows in tables.items():
        groups.add(name, ((key, n, cells) for n, (key, cells) in enumerate(rows)))
    expected = {
        key: [
            (t, n, cells)
            for t, rows in tables.items()
            for n, (k, cells) in enumerate(rows)
            if k == key
        ]
        for key in ["1", "2", "30", "", "x"]
    }
    for key in sorted(asked):
        assert [(row.table, row.number, row.cells) for row in groups.of(key)] == expected[key]
        assert [row.table for row in groups.of(key, ["c", "a", "x"])] == [
            t for t, _, _ in expected[key] if t != "b"
        ]
    left = [(row.table, row.number) for row in groups.never_asked()]
    assert left == [
        (t, n) for t, rows in tables.items() for n, (k, _) in enumerate(rows) if k not in asked
    ]


def test_rows_whose_key_was_only_noted_are_not_left_over() -> None:
    groups = GroupedRows()
    groups.add("a", [(str(n), n, ["cell"]) for n in range(12_000)])
    for n in range(11_999):
        groups.asked(str(n))
    assert [row.number for row in groups.never_asked()] == [11_999]
