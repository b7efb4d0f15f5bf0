"""The bar: on a terminal alone, for large files alone, whatever the file is called."""

import contextlib
import io

import pytest

from cpstandard.cli import watching as module
from cpstandard.cli.console import Console
from cpstandard.cli.watching import watching
from cpstandard.core.location import Location
from cpstandard.core.record import SourceRecord


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return stream


@pytest.fixture
def large(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_LARGE", 10)
    monkeypatch.chdir(tmp_path)

    def made(name, lines=4000):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x" * 20 + "\n" * lines)
        return name

    return made


def check(console, file, stream, records=4000):
    # Here and not in a fixture, between which and the test pytest puts its own back.
    with contextlib.redirect_stderr(stream), watching(console, file) as bar:
        for number in range(1, records + 1):
            bar.see(SourceRecord({}, lambda pointer, n=number: Location(file, pointer, line=n)))


def test_the_bar_says_how_much_is_done(terminal, large):
    check(Console(), large("ours.jsonl"), terminal)
    assert "Checking ours.jsonl" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_where_the_end_is_not_known_it_counts(terminal, large, monkeypatch):
    monkeypatch.setattr(module, "_LARGE_BOOK", 10)
    for file in (large("ours.xlsx"), "-", large("one-line.json", lines=1)):
        before = len(terminal.getvalue())
        check(Console(), file, terminal)
        # How often a bar is drawn is up to the clock.
        assert "4,000 initiatives" in terminal.getvalue()[before:]
    assert "%" not in terminal.getvalue()


@pytest.mark.parametrize("console", [Console(quiet=True), Console(as_json=True)])
def test_there_is_none_where_silence_is_wanted(terminal, large, console):
    check(console, large("ours.jsonl"), terminal)
    assert terminal.getvalue() == ""


def test_there_is_none_without_a_terminal_or_for_a_small_file(large, terminal, monkeypatch):
    file = large("ours.jsonl")
    monkeypatch.setattr(module, "_LARGE", 1 << 20)
    check(Console(), file, terminal)
    assert terminal.getvalue() == ""
    monkeypatch.setattr(module, "_LARGE", 1)
    log = io.StringIO()
    check(Console(), file, log)
    assert log.getvalue() == ""


@pytest.mark.parametrize(
    "name", ["[red]x.jsonl", "[bold]x[/].jsonl", "a\x1b[2Jb.jsonl", "{task}.jsonl"]
)
def test_the_name_of_a_file_is_only_a_name(terminal, large, name):
    check(Console(), large(name), terminal)
    assert "\x1b[2J" not in terminal.getvalue()
    assert "Checking" in terminal.getvalue()
