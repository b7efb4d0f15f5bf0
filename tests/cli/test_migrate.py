"""``migrate`` from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cpstandard.cli import main
from cpstandard.schema_store import schema_folder

MIGRATION = schema_folder() / "1.0" / "migration"
BEFORE = MIGRATION / "before.json"
AFTER = json.loads((MIGRATION / "after.json").read_text(encoding="utf-8"))


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def package(**changes: Any) -> dict[str, Any]:
    return {**json.loads(BEFORE.read_text(encoding="utf-8")), **changes}


def write(folder: Path, content: Any, name: str = "old.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "xlsx", "zip"])
def test_every_form_is_moved_and_says_what_changed(tmp_path: Path, ending: str) -> None:
    old, new, back = (tmp_path / name for name in (f"o.{ending}", f"n.{ending}", "back.json"))
    assert run("convert", BEFORE, old).exit_code == 0
    result = run("migrate", old, new, "--to", "1.0")
    assert result.exit_code == 0
    assert result.stderr.startswith("Moved 2 initiatives from 0.1 to 1.0")
    assert "  organisations[].identifiers: text -> scheme and id, 2 times\n" in result.stderr
    assert "  places[].officialCode -> places[].areaCodes[].code, 1 time\n" in result.stderr
    assert run("convert", new, back).exit_code == 0
    assert json.loads(back.read_text(encoding="utf-8")) == AFTER


def test_from_one_form_to_another(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.json"
    run("convert", BEFORE, old)
    assert run("migrate", old, new).exit_code == 0
    assert json.loads(new.read_text(encoding="utf-8")) == AFTER


def test_what_cannot_be_moved_is_listed_with_its_place(tmp_path: Path) -> None:
    content = package()
    content["initiatives"][0]["identifiers"] = ["1234567"]
    old, new = write(tmp_path, json.dumps(content, indent=1)), tmp_path / "new.json"
    result = run("migrate", old, new)
    assert result.exit_code == 1
    assert "1 thing could not be moved:" in result.stderr
    line = json.dumps(content, indent=1).split('"1234567"')[0].count("\n") + 1
    assert f"{old}:{line}:" in result.stderr
    assert "(/identifiers/0)" in result.stderr
    made = json.loads(new.read_text(encoding="utf-8"))
    assert made["initiatives"][0]["identifiers"] == ["1234567"]
    assert made["initiatives"][1] == AFTER["initiatives"][1]


def test_what_the_new_form_has_no_place_for_is_listed_once(tmp_path: Path) -> None:
    content = package()
    content["initiatives"][0]["identifiers"] = ["1234567"]
    content["initiatives"][0]["mine"] = 1
    result = run("migrate", write(tmp_path, content), tmp_path / "new.csv")
    assert result.exit_code == 1
    assert "2 things could not be moved:" in result.stderr
    assert "(/mine): the form of the new file has no place for it" in result.stderr


def test_a_list_of_what_cannot_be_moved_has_an_end(tmp_path: Path) -> None:
    content = package()
    content["initiatives"][0]["identifiers"] = [str(number) for number in range(300)]
    result = run("migrate", write(tmp_path, content), tmp_path / "new.json")
    assert "300 things could not be moved:" in result.stderr
    assert "  and 250 more\n" in result.stderr


def test_a_line_that_cannot_be_read_is_counted(tmp_path: Path) -> None:
    lines = (schema_folder() / "0.1" / "examples" / "full.jsonl").read_text(encoding="utf-8")
    old = write(tmp_path, lines + '{"id": \n', "old.jsonl")
    result = run("migrate", old, tmp_path / "new.jsonl")
    assert result.exit_code == 1
    assert "old.jsonl:4" in result.stderr
    assert result.stderr.startswith("Moved 2 initiatives")


def test_a_file_of_that_version_already_says_so(tmp_path: Path) -> None:
    result = run("migrate", MIGRATION / "after.json", tmp_path / "new.json")
    assert result.exit_code == 0
    assert "already of version 1.0" in result.stderr
    assert not (tmp_path / "new.json").exists()


def test_a_table_without_a_version_can_be_told_its_own(tmp_path: Path) -> None:
    old = write(tmp_path, "Initiative id,Name,Other names\nex-a,A,B; C\n", "old.csv")
    new = tmp_path / "new.json"
    refused = run("migrate", old, new)
    assert refused.exit_code == 2
    assert "--from" in refused.stderr
    assert run("migrate", old, new, "--from", "0.1").exit_code == 0
    (record,) = json.loads(new.read_text(encoding="utf-8"))["initiatives"]
    assert record["otherNames"] == [{"name": "B"}, {"name": "C"}]


TWICE = BEFORE.read_text(encoding="utf-8").replace("{", '{"standardVersion": "1.0",', 1)
JOINED = '{"standardVersion": "0.1"}\n{"standardVersion": "1.0"}\n'
TABLE = "Initiative id,Name,Package: Standard version\nex-a,A,0.1\nex-b,B,1.0\n"


@pytest.mark.parametrize(
    ("content", "name", "options", "said"),
    [
        (package(standardVersion="0.7"), "old.json", (), "version '0.7' is not known here"),
        (package(standardVersion=None), "old.json", (), "does not say its version"),
        (package(standardVersion=["0.1"]), "old.json", (), "does not say its version"),
        (package(standardVersion="1.0"), "old.json", ("--to", "0.1"), "never down"),
        (package(), "old.json", ("--to", "9.9"), "known: 0.1, 1.0"),
        (package(), "old.json", ("--from", "1.0"), "is of version 0.1, not 1.0"),
        (TWICE, "old.json", (), "more than once"),
        (JOINED, "old.jsonl", (), "Split it"),
        (TABLE, "old.csv", (), "more than once"),
        ([1], "old.json", (), "not a package"),
        ("", "old.json", (), "empty"),
        ("{", "old.json", (), "not valid JSON"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_writes_nothing(
    tmp_path: Path, content: Any, name: str, options: tuple[str, ...], said: str
) -> None:
    new = tmp_path / "new.json"
    new.write_text("kept")
    result = run("migrate", write(tmp_path, content, name), new, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert new.read_text() == "kept"
    assert len(list(tmp_path.iterdir())) == 2


def test_the_old_file_is_never_overwritten_and_the_new_has_a_known_form(tmp_path: Path) -> None:
    old = write(tmp_path, package())
    assert "name another file" in run("migrate", old, old).stderr
    assert "has to end in" in run("migrate", old, tmp_path / "new.doc").stderr
    assert run("migrate", tmp_path / "none.json", tmp_path / "n.json").exit_code == 2


def test_the_report_for_a_machine_is_json_lines(tmp_path: Path) -> None:
    result = run("migrate", BEFORE, tmp_path / "new.json", "--log", "json")
    entries = [json.loads(line) for line in result.stderr.splitlines()]
    assert entries[0]["records"] == 2
    assert {"change": "otherNames: text -> name", "count": 2}.items() <= entries[2].items()
