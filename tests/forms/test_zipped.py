"""The zips among the downloads: what goes in comes out, the same bytes each time, and packed well."""

import io
import zipfile
import zlib
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zlib_ng import zlib_ng

from cpstandard.publish.forms import zipped

ROWS = "".join(
    f'<row r="{n}"><c><is><t>Community garden {n % 97}</t></is></c></row>' for n in range(5000)
)


def packed(content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        zipped.opened(archive, zipped.entry("rows.xml")) as target,
    ):
        target.write(content)
    return out.getvalue()


@given(st.binary(max_size=70_000))
def test_what_was_packed_comes_out_whole_and_the_same_bytes_each_time(content: bytes) -> None:
    book = packed(content)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        assert archive.read("rows.xml") == content
    assert packed(content) == book


def test_zlib_ng_packs_it() -> None:
    engine = zlib_ng.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    told = engine.compress(ROWS.encode()) + engine.flush()
    own = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    assert told in packed(ROWS.encode())
    assert told != own.compress(ROWS.encode()) + own.flush()


@pytest.mark.parametrize("rows", [0, 1, 70_000])
def test_spooled_text_comes_in_the_order_in_which_it_was_written(rows: int) -> None:
    written, out = [f"row {n} é\n" for n in range(rows)], io.BytesIO()
    with ExitStack() as stack:
        text = zipped.SpooledText(stack)
        for row in written:
            text.write(row)
        text.copy_to(out)
    assert out.getvalue().decode() == "".join(written)


def test_half_of_a_surrogate_pair_is_a_question_mark_even_where_the_other_half_follows() -> None:
    out = io.BytesIO()
    with ExitStack() as stack:
        text = zipped.SpooledText(stack)
        text.write("a\ud83d")
        text.write("\ude00b")
        text.copy_to(out)
    assert out.getvalue() == b"a??b"
