"""The log of a build for machines, and its exit codes, as docs/nightly.md gives them."""

import json
import re
import subprocess
import sys

import pytest

from cpstandard.cli.console import Console
from registry_place import Place, initiative, package

MORE = """\
name: Invented Grants
licence: CC-BY-4.0
sources:
  - id: list
    path: data/grants/list.csv
    importer: table
    options:
      id: number
      record:
        name: called
        clusters: {value: capacity-and-assets}
        places: [{name: {value: Example Town}, country: {value: GB}}]
        sources: [{title: {value: An invented list}}]
      filter: {column: kind, is: [hall]}
"""


@pytest.fixture
def place(tmp_path):
    place = Place(tmp_path)
    place.publisher("anytown", package("anytown", initiative("anytown-1"), initiative("anytown-2")))
    return place


@pytest.fixture(scope="module")
def documented(request):
    """The fields of each event, as the page lists them."""
    root = request.config.rootpath
    page = (root / "docs" / "nightly.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", page, re.MULTILINE)
    return {event: set(re.findall(r"`(\w+)`", words)) for event, words in rows}


def logged(result):
    assert result.stdout == ""
    return [json.loads(line) for line in result.stderr.splitlines()]


def hold(lines, documented):
    """Hold every line to the page: its event is there, and all of its fields."""
    for line in lines:
        assert {"time", "level", "event", "message"} <= line.keys()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["time"])
        assert line["level"] in {"debug", "info", "warning", "error"}
        fields = line.keys() - {"time", "level", "event", "message"}
        assert fields <= documented[line["event"]], line
    return {line["event"] for line in lines}


def test_where_all_is_well_the_exit_code_is_0_and_the_last_line_says_so(place, documented):
    result = place.build("--log", "json")
    lines = logged(result)
    assert hold(lines, documented) == {"source", "published"}
    assert result.exit_code == lines[-1]["exitCode"] == 0
    assert (lines[-1]["initiatives"], lines[-1]["changed"]) == (2, True)
    assert lines[-1]["site"] == str(place.site)
    again = logged(place.build("--log", "json"))
    assert again[-1]["changed"] is False


def test_everything_that_can_be_said_of_sources_has_an_event_of_its_own(place, documented):
    table = place.registry / "data" / "grants" / "list.csv"
    table.parent.mkdir(parents=True)
    table.write_text("number,called,kind\n1,A hall (invented),hall\n2,A till,shop\n")
    (place.registry / "gb" / "grants.yaml").write_text(MORE)
    place.publisher("broken", package("broken", initiative("broken-1"), {"id": "broken-2"}))
    file = place.publisher("failing", package("failing", initiative("failing-1")))
    (place.registry / "withdrawn.yaml").write_text(
        "withdrawn:\n  - {id: anytown-2, date: 2026-01-30, reason: It was asked for.}\n"
    )
    place.build()
    file.write_text("{")
    result = place.build("--log", "json")
    lines = logged(result)
    found = hold(lines, documented)
    assert found == {"source", "remark", "finding", "rows-left-out", "withdrawn", "published"}
    assert result.exit_code == lines[-1]["exitCode"] == 1
    of = {line["source"]: line for line in lines if line["event"] == "source"}
    assert of["failing/initiatives"]["state"] == "stale"
    assert of["failing/initiatives"]["copy"].keys() == {"of", "until"}
    assert (of["broken/initiatives"]["recordsIn"], of["broken/initiatives"]["recordsOut"]) == (2, 1)
    (finding,) = {line["record"] for line in lines if line["event"] == "finding"}
    assert finding == "broken-2"
    (left,) = [line for line in lines if line["event"] == "rows-left-out"]
    assert sum(left["leftOut"].values()) == 1
    assert "broken-1" in place.pages()
    assert "failing-1" in place.pages()


def test_where_nothing_can_be_built_the_exit_code_is_2_and_the_old_site_stands(place, documented):
    place.build()
    before = place.site.resolve()
    (place.registry / "gb" / "anytown.yaml").write_text("nam: x\n")
    result = place.build("--log", "json")
    (line,) = logged(result)
    hold([line], documented)
    assert (line["level"], line["event"]) == ("error", "error")
    assert result.exit_code == line["exitCode"] == 2
    assert "nam: nobody knows this key" in line["message"]
    assert place.site.resolve() == before


BREAKS = """\
import sys
from cpstandard.cli import run
from cpstandard.cli.commands import build
def broken(*_):
    raise RuntimeError("an invented mistake")
build.build = broken
sys.argv = ["cpstandard", "build", *sys.argv[1:]]
run()
"""


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_mistake_of_ours_is_2_and_never_taken_for_a_whole_site(form, documented):
    command = [sys.executable, "-c", BREAKS, "--log", form]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    if form == "text":
        assert "RuntimeError: an invented mistake" in done.stderr
        assert done.stderr.startswith("Traceback")
        return
    (line,) = [json.loads(each) for each in done.stderr.splitlines()]
    hold([line], documented)
    assert line["message"] == "RuntimeError: an invented mistake"
    assert "in broken" in line["traceback"]


def test_a_line_of_the_log_is_one_line_whatever_strangers_write(capsys):
    odd = "a\u2028b\x85c\x1b[2J\ud800\n::error::"
    Console(as_json=True).warn("odd", reason=odd)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["reason"] == odd


def test_the_page_gives_each_exit_code(request):
    page = (request.config.rootpath / "docs" / "nightly.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \| ", page, re.MULTILINE) == ["0", "1", "2", "130"]
