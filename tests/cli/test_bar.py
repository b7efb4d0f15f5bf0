"""The bar that a person sees on a terminal during long work."""

import io
import sys

import pytest

from cpstandard.cli.console import Console
from cpstandard.publish.processes import can_fork


class Terminal(io.StringIO):
    """Takes what is written to it, as a terminal."""

    def isatty(self) -> bool:
        return True


def test_it_is_drawn_and_keeps_no_process_from_being_forked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("cpstandard.cli.console._BETWEEN", -1)
    forks = can_fork()
    with Console().progress("Reading [sources]", 3) as advance:
        assert can_fork() == forks
        advance(2, "Reading others")
    shown = terminal.getvalue()
    assert "Reading [sources]" in shown
    assert "Reading others" in shown
    assert "67%" in shown
