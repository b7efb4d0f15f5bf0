"""The validate and checks commands as a person or a script meets them."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

import anytown
from anytown import named
from cpstandard.cli import main
from cpstandard.plugins import load_plugins
from cpstandard.schema_store import schema_folder
from cpstandard.validate.catalogue import builtin_checks

HEADER = {**anytown.HEADER, "standardVersion": "0.1"}


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments, records=(), stdin=None):
        lines = [HEADER, *records]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (tmp_path / "ours.jsonl").write_text(text, encoding="utf-8")
        return CliRunner().invoke(main, list(arguments), input=stdin)

    return call


def test_nothing_to_mend(run):
    result = run("validate", "ours.jsonl", records=[named(1)])
    assert result.exit_code == 0
    assert result.stdout == "ours.jsonl can be published: nothing to mend in 1 initiative.\n"


def test_errors_are_told_with_place_and_suggestion(run):
    records = [named(n, scope="citty") for n in range(9)] + [named(10, name="")]
    result = run("validate", "ours.jsonl", records=records)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "ours.jsonl cannot be published yet: 10 errors in 10 initiatives."
    assert "error   unknown-code (9 times)" in lines
    assert "    Did you mean “city”?" in lines
    assert any("ours.jsonl:2:" in line and "… and 5 more" in line for line in lines)
    assert lines[-1].startswith("Next: ")
    assert "\x1b" not in result.stdout


def test_checks_that_were_not_run_are_named(run):
    result = run("validate", "ours.jsonl", records=[named(1, name="")])
    assert "Could not be run on 1 initiative: " in result.stdout


@pytest.mark.parametrize(
    ("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on(run, level, code):
    result = run(
        "validate", "ours.jsonl", "--fail-on", level, records=[named(1, practices=["x-y"])]
    )
    assert result.exit_code == code


def test_ignore_and_severity(run):
    records = [named(1, practices=["x-y"])]
    strict = run("validate", "ours.jsonl", "--severity", "unlisted-code=error", records=records)
    assert strict.exit_code == 1
    mild = run("validate", "ours.jsonl", "--ignore", "unlisted-code", records=records)
    assert "nothing to mend" in mild.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["validate", "missing.jsonl"],
        ["validate", "ours.jsonl", "--ignore", "unlisted-cod"],
        ["validate", "ours.jsonl", "--severity", "unlisted-code=bad"],
        ["validate", "--explain", "no-such-code"],
        ["validate", "ours.jsonl", "-o", "no/such/folder/report.txt"],
    ],
)
def test_what_cannot_be_done_is_one_line_and_2(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_misspelt_code_is_guessed(run):
    assert "Did you mean unlisted-code?" in run("checks", "unlisted-cod").stderr


def test_one_unusable_file_does_not_hide_the_others(run):
    result = run("validate", "missing.jsonl", "ours.jsonl", records=[named(1)])
    assert result.exit_code == 2
    assert "nothing to mend in 1 initiative" in result.stdout
    assert "missing.jsonl" in result.stderr


def test_stdin(run):
    text = json.dumps(HEADER) + "\n" + json.dumps(named(1)) + "\n"
    result = run("validate", "-", stdin=text)
    assert result.exit_code == 0, result.output
    assert "nothing to mend in 1 initiative" in result.stdout


def schema():
    path = schema_folder() / "tooling" / "report.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("files", [["ours.jsonl"], ["ours.jsonl", "ours.jsonl"]])
def test_json_is_as_its_schema_says(run, files):
    records = [named(1, scope=5), named(2, practices=["x-y"]), named(3, evidence=[{}]), named(3)]
    result = run("validate", *files, "--format", "json", records=records)
    document = json.loads(result.stdout)
    jsonschema.validate(document, schema())
    report = document["reports"][1] if len(files) > 1 else document
    assert report["records"] == 4
    assert report["counts"]["error"] == 3
    assert {group["code"]: group["findings"][0]["line"] for group in report["groups"]} == {
        "empty-value": 4,
        "wrong-type": 2,
        "unlisted-code": 3,
        "duplicate-id": 5,
    }


def test_output_goes_to_a_file(run, tmp_path):
    result = run("validate", "ours.jsonl", "--format", "json", "-o", "report.json")
    assert result.stdout == ""
    assert json.loads((tmp_path / "report.json").read_text())["records"] == 0


def test_github_annotations(run):
    result = run(
        "validate", "ours.jsonl", "--format", "github", records=[named(1, scope="50%,\n::error::x")]
    )
    (line,) = result.stdout.splitlines()
    assert line.startswith("::error file=ours.jsonl,line=2,col=")
    assert ",title=unknown-code::“50%25, ::error::x” is not" in line


def test_limit(run):
    records = [named(n, scope=f"place {n}") for n in range(9)]
    result = run("validate", "ours.jsonl", "--limit", "2", records=records)
    assert result.stdout.count("is not one of the codes") == 2
    assert "… and 7 more" in result.stdout


@pytest.mark.parametrize("command", [["validate", "--explain"], ["checks"]])
@pytest.mark.parametrize("code", ["end-before-start", "unknown-heading", "invalid-web-address"])
def test_explain(run, command, code):
    result = run(*command, code)
    assert result.exit_code == 0
    assert result.stdout.startswith(code)
    assert all(f"\n{head}:" in result.stdout for head in ("What", "Why", "Mend"))


def test_checks_lists_every_code(run):
    result = run("checks")
    for code in ("end-before-start", "duplicate-id", "missing-field", "skipped-sheet"):
        assert f"\n{code} " in f"\n{result.stdout}"


def test_the_bundled_plugins_bring_no_checks():
    # ``validate`` does not load them, so that it starts fast.
    ours = {item.code for item in builtin_checks()}
    assert {p.item.code for p in load_plugins().checks if p.distribution == "cpstandard"} == ours


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2',
        '{"standardVersion": "0.1", "publisher": {"id": "x"',
        '{"x": [1,',
        '{"x": 01}',
    ],
)
def test_a_file_that_breaks_off_has_one_thing_to_mend(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["validate", str(path), "--format", "json"])
    report = json.loads(result.stdout)
    assert [group["code"] for group in report["groups"]] == ["invalid-json"]
    assert result.exit_code == 1


def test_an_empty_name_is_not_the_folder_one_stands_in(run) -> None:
    result = run("validate", "")
    assert result.exit_code == 2
    assert "The name of a file is empty." in result.stderr


def test_a_file_that_cannot_be_read_to_its_end_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error", "list.csv")

    monkeypatch.setattr("cpstandard.cli.commands.registry.read_registry", broken)
    result = CliRunner().invoke(main, ["registry", "list"])
    assert result.exit_code == 2
    assert result.stderr == "cpstandard: list.csv: Input/output error.\n"
