"""What comes over a connection is counted, and no line of it is endless."""

import io
import socket

import pytest

from cpstandard.fetch import wire
from cpstandard.fetch.wire import CountedResponse, TooMuch, _Counted, _ShortLines

LONGEST = wire._MAX_LINE


def lines(data: bytes) -> _ShortLines:
    return _ShortLines(io.BytesIO(data))


def test_a_line_is_read_to_its_end_and_as_far_as_is_asked() -> None:
    for all_of_it in (-1, None):
        assert lines(b"first\nsecond\n").readline(all_of_it) == b"first\n"
    assert lines(b"first\n").readline(3) == b"fir"
    assert lines(b"first\n").readline(0) == b""
    assert lines(b"cut sho").readline() == b"cut sho"
    assert lines(b"").readline() == b""


def test_the_longest_line_is_taken_and_no_longer_one() -> None:
    longest = b"x" * (LONGEST - 1) + b"\n"
    assert lines(longest).readline() == longest
    with pytest.raises(TooMuch, match=r"^the server sent a line without end$"):
        lines(b"x" * LONGEST).readline()
    with pytest.raises(TooMuch):
        lines(b"x" + longest).readline()


def test_all_lines_together_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_MAX_LINES", 10)
    reader = lines(b"1234\n" * 3)
    assert reader.readline() + reader.readline() == b"1234\n1234\n"
    with pytest.raises(TooMuch, match=r"^the server sent lines without end around"):
        reader.readline()


def test_every_byte_counts_up_to_as_many_as_may_come() -> None:
    counted = _Counted(io.BytesIO(b"x" * 11))
    counted.most = 10
    assert counted.readinto(bytearray(6)) == 6
    assert counted.readinto(bytearray(4)) == 4
    with pytest.raises(TooMuch, match="more than 10 bytes"):
        counted.readinto(bytearray(1))


def test_what_says_nothing_yet_counts_as_nothing() -> None:
    class Waiting(io.RawIOBase):
        def readinto(self, _buffer: object, /) -> None:
            return None

    counted = _Counted(Waiting())
    counted.most = 0
    assert counted.readinto(bytearray(1)) is None


def test_an_answer_is_read_when_it_is_there_though_the_server_does_not_hang_up() -> None:
    here, there = socket.socketpair()
    with here, there:
        here.settimeout(10)
        there.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour")
        with CountedResponse(here, method="GET") as answer:
            answer.begin()
            assert answer.read() == b"four"


@pytest.mark.parametrize("more", [{"method": "HEAD"}, (0, "HEAD")], ids=["named", "in order"])
def test_an_answer_knows_what_was_asked(more: dict[str, str] | tuple[int, str]) -> None:
    here, there = socket.socketpair()
    with here, there:
        here.settimeout(10)
        there.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
        with (
            CountedResponse(here, **more)
            if isinstance(more, dict)
            else CountedResponse(here, *more)
        ) as answer:
            answer.begin()
            assert answer.read() == b""  # to this question no more comes than the head
