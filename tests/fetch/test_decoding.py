"""Compression is undone a little at a time, and bombs are left before they go off."""

import gzip
import random
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch import decoding
from cpstandard.fetch.decoding import decoded

TEXT = b"An invented initiative. " * 4000


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)  # the same name of a test in every process


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def undone(data: bytes, encoding: str, step: int = 100, most: int = 10**9) -> bytes:
    pieces = (data[at : at + step] for at in range(0, len(data), step))
    return b"".join(decoded(pieces, encoding, most))


@pytest.mark.parametrize("step", [1, 7, 100, 10**9])
@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (packed(TEXT), "gzip"),
        (packed(TEXT), "GZIP, identity"),
        (packed(TEXT), "x-gzip"),
        (packed(TEXT) + b"\0" * 512, "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (raw_deflate(TEXT), "deflate"),
        (zlib.compress(TEXT) + b"\0and more", "deflate"),  # what follows has no meaning there
    ],
)
def test_what_is_asked_for_is_undone(data: bytes, encoding: str, step: int) -> None:
    assert undone(data, encoding, step) == TEXT


def test_all_comes_of_a_piece_that_holds_very_much() -> None:
    data = bytes(5 << 20)
    assert undone(packed(data), "gzip", 10**9) == data
    assert undone(zlib.compress(data), "deflate", 10**9) == data


@pytest.mark.parametrize("more", [1, 5, 200, 1 << 16])
def test_what_is_left_in_the_engine_when_all_has_come_is_not_lost(more: int) -> None:
    data = bytes((1 << 16) + more)
    pieces = list(decoded([raw_deflate(data)], "deflate", 10**9))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= 1 << 16


def test_members_of_gzip_follow_one_another() -> None:
    assert undone(packed(b"one ") + packed(b"two"), "gzip") == b"one two"
    filled = [packed(b"one ") + b"\0" * 9, b"\0\0", packed(b"two")]
    assert b"".join(decoded(filled, "gzip", 99)) == b"one two"


@pytest.mark.parametrize("pack", [raw_deflate, zlib.compress], ids=["raw", "wrapped"])
def test_the_wrapping_of_deflate_is_told_by_its_first_two_bytes(
    pack: Callable[[bytes], bytes],
) -> None:
    texts = [b"", *(random.Random(n).randbytes(n % 40) for n in range(400))]
    assert [undone(pack(text), "deflate", 1) for text in texts] == texts
    # A block that is stored as it is begins with five bits that say nothing, as those of a wrapping.
    stored = b"\x08\x03\x00\xfc\xffabc\x03\x00"
    assert undone(stored, "deflate") == b"abc"


@pytest.mark.parametrize(
    ("data", "encoding", "why"),
    [
        (packed(TEXT)[:-9], "gzip", "cut short"),
        (packed(TEXT)[:5], "gzip", "cut short"),
        (b"no gzip at all", "gzip", "damaged"),
        (packed(TEXT) + b"and more", "gzip", "damaged"),
        (packed(TEXT) + b"X", "gzip", "damaged or cut short"),
        (b"no deflate", "deflate", "damaged"),
        (packed(packed(TEXT)), "gzip, gzip", "more than once"),
        (b"x", "br", "compressed it as br, which was not asked for"),
        (b"x", "zstd", "compressed it as zstd"),
        (b"x", "x" * 500, "compressed it as x"),
        (b"x", "\x9b2Jsnappy", "compressed it as 2jsnappy,"),
        (b"x", "\x1b[2Jsn\xe4ppy", r"compressed it as \[2jsnppy,"),
    ],
)
def test_damage_is_said(data: bytes, encoding: str, why: str) -> None:
    with pytest.raises(SourceFailed, match=why) as caught:
        undone(data, encoding)
    assert str(caught.value).startswith(("its compression is damaged", "the server compressed it"))
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_it_stops_at_the_limit_and_not_behind(encoding: str) -> None:
    block = bytes(64 << 20)
    data = packed(block) if encoding else block
    pieces = [data] if encoding else [data[:900_000], data]
    made: list[int] = []
    with pytest.raises(SourceFailed, match="larger than 1,000,000 bytes"):
        made.extend(map(len, decoded(pieces, encoding, 10**6)))
    assert sum(made) <= 10**6


def test_what_grows_as_no_honest_file_does_is_a_bomb() -> None:
    with pytest.raises(SourceFailed, match="more than 250 times its size"):
        undone(packed(bytes(64 << 20)), "gzip", 10_000)


@given(st.binary(max_size=3000), st.integers(1, 400))
def test_any_content_comes_back(content: bytes, step: int) -> None:
    for sent, encoding in ((packed(content), "gzip"), (zlib.compress(content), "deflate")):
        assert undone(sent, encoding, step) == content


@pytest.mark.parametrize(("data", "encoding"), [(TEXT, ""), (packed(TEXT), "gzip")])
def test_as_much_as_may_be_is_taken_and_no_byte_more(data: bytes, encoding: str) -> None:
    assert undone(data, encoding, most=len(TEXT)) == TEXT
    with pytest.raises(SourceFailed, match=f"^it is larger than {len(TEXT) - 1:,} bytes$"):
        undone(data, encoding, most=len(TEXT) - 1)


def test_the_ratio_is_that_of_all_that_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "_RATIO_MATTERS_FROM", 1_000)
    monkeypatch.setattr(decoding, "_MAX_RATIO", 10)
    dense = random.Random(1).randbytes(50_000)
    assert undone(packed(dense), "gzip") == dense
    with pytest.raises(SourceFailed, match="more than 10 times its size"):
        undone(packed(TEXT), "gzip")


def test_what_is_counted_is_every_byte_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "_MAX_RATIO", 0)
    monkeypatch.setattr(decoding, "_RATIO_MATTERS_FROM", len(TEXT))
    assert undone(packed(TEXT), "gzip") == TEXT
    monkeypatch.setattr(decoding, "_RATIO_MATTERS_FROM", len(TEXT) - 1)
    with pytest.raises(SourceFailed, match="times its size"):
        undone(packed(TEXT), "gzip")
    come = decoding._Wire([b"ab", b"", b"c"])
    assert (b"".join(come), come.size) == (b"abc", 3)


def test_what_is_packed_twice_is_refused_in_words() -> None:
    with pytest.raises(SourceFailed, match=r"^the server compressed it more than once"):
        undone(packed(packed(TEXT)), "gzip, gzip")
