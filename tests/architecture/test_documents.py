"""What the documents show is true: records are valid, commands exist."""

import json
import re
from itertools import chain
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.schema_store import standard

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(document: str, language: str) -> list[str]:
    text = (ROOT / document).read_text(encoding="utf-8")
    return [body for found, body in BLOCK.findall(text) if found == language]


@pytest.mark.parametrize("document", ["README.md", "schema/README.md"])
def test_the_records_shown_are_valid(document: str) -> None:
    shown = [json.loads(block) for block in blocks(document, "json")]
    assert shown, f"{document} shows no record"
    for value in shown:
        schema = standard().package if "initiatives" in value else standard().initiative
        jsonschema.Draft202012Validator(schema).validate(value)


def test_every_command_line_of_the_readme_names_options_that_exist() -> None:
    lines = [line for block in blocks("README.md", "sh") for line in block.splitlines()]
    calls = [line.split("#")[0].split() for line in lines if "cpstandard " in line]
    calls = [call[1:] for call in calls if call[0].endswith("cpstandard")]
    assert len(calls) >= 10
    for call in calls:
        # --help is answered before anything runs, but after the options have been read.
        options = [part for part in call if part.startswith("--")]
        help_text = CliRunner().invoke(main, [call[0], "--help"]).output
        assert [option for option in options if option not in help_text] == [], call


def test_the_scoreboard_has_every_row_that_a_test_names() -> None:
    page = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (R\d\d) \|", page, re.MULTILINE)
    assert rows == [f"R{number:02}" for number in range(1, 31)]
    tests = chain((ROOT / "tests").rglob("test_*.py"), (ROOT / "plugins").rglob("test_*.py"))
    named = {
        row
        for path in tests
        for row in re.findall(r"mark\.reliability\(\"(\w+)\"", path.read_text(encoding="utf-8"))
    }
    assert named - set(rows) == set()
    assert len(named) > 10


def test_every_difference_from_a_peer_has_a_test_and_a_row() -> None:
    page = (ROOT / "docs/peers.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([FCS]\d+) \|", page, re.MULTILINE)
    assert len(rows) == len(set(rows)) >= 20
    tests = "\n".join(
        path.read_text("utf-8") for path in (ROOT / "tests/peer_tools").glob("test_*.py")
    )
    named = {row.upper() for row in re.findall(r"\b(?:test_)?([FCSfcs]\d+)(?:\b|_)", tests)}
    assert named == set(rows)
