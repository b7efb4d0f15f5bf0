"""The cells of a CSV file are cut as Python's own reader cuts them."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from cpstandard.amend.fix_csv import _rows, fixed_csv
from cpstandard.core.fix import Fix
from cpstandard.core.location import Location

signs = st.text(alphabet='ab",;\r\n é', max_size=40)


@given(signs, st.sampled_from(",;"))
def test_any_text_is_cut_as_pythons_reader_cuts_it(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found = [[cell.text for cell in row] for row in _rows(text, delimiter)]
    wanted = [row or [""] for row in reader]
    assert found == wanted


@given(signs)
def test_without_fixes_every_byte_stays(text):
    for codec in ("utf-8", "utf-16"):
        data = text.encode(codec)
        assert fixed_csv(data, codec, "strict", ",", [])[0] == data


def fix(cell, old, new):
    return Fix("unknown-code", Location("a.csv", cell=cell), old, new, "why")


def test_items_of_a_list_and_stale_values():
    data = b'h,k\n"Arts ; sport;Arts\\;x",gb\n'
    fixes = [fix("A2", "Arts", "arts"), fix("B2", "fr", "FR"), fix("B9", "gb", "GB")]
    fixed, done = fixed_csv(data, "utf-8", "strict", ",", fixes)
    assert fixed == b'h,k\n"arts ; sport;Arts\\;x",gb\n'
    assert done == fixes[:1]


def test_a_new_value_is_quoted_where_it_has_to_be():
    fixed, _ = fixed_csv(b"h\nx\n", "utf-8", "strict", ",", [fix("A2", "x", 'a,"b"')])
    assert fixed == b'h\n"a,""b"""\n'
