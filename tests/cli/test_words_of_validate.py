"""What ``validate`` says beside its findings, and which files of a folder it takes for data."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cpstandard.cli import main

HEAD = (
    "Package: Standard version,Package: Publisher id,Package: Publisher name,Package: Licence,"
    "Initiative id,Name,Scope,Clusters,Website,Source 1: title\n"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments])


def table(name: str, *rows: str) -> None:
    """Write a CSV file of invented halls; each row gives the name, scope and website of one."""
    made = [
        f"1.0,anytown,Anytown,CC0-1.0,anytown-{n},{row},Page\n" for n, row in enumerate(rows, 1)
    ]
    Path(name).write_text(HEAD + "".join(made), encoding="utf-8")


SOUND = "Hall (invented),city,collaboration,https://example.org"


def test_the_baseline_and_the_configuration_in_a_folder_are_no_data() -> None:
    Path("data").mkdir()
    table("data/ours.csv", SOUND)
    Path("data/cpstandard.toml").write_text('baseline = "known.json"\n')
    run("data", "--write-baseline", "data/known.json")
    for asked in ("data", "data/*", "."):
        done = run(asked, "--format", "json")
        assert json.loads(done.stdout)["file"] == str(Path("data/ours.csv"))
        assert done.exit_code == 0
    assert "not-a-package" in run("data/known.json").stdout  # who names it has it checked


def test_a_baseline_of_the_command_line_is_no_data() -> None:
    Path("data").mkdir()
    table("data/ours.csv", SOUND)
    run("data/ours.csv", "--write-baseline", "data/known.json")
    assert "known.json" not in run("data", "--baseline", "data/known.json").stdout
    assert "known.json" in run("data").stdout
    again = run("data", "--write-baseline", "data/known.json")
    assert again.exit_code == 0
    assert "not-a-package" not in again.stdout


def test_a_cell_of_a_csv_file_has_its_line_and_a_file_as_a_whole_has_none() -> None:
    table("ours.csv", SOUND, SOUND.replace("city", "citty"))
    lines = run("ours.csv", "--format", "github").stdout.splitlines()
    (wrong,) = [line for line in lines if "citty" in line]
    assert wrong.startswith("::error file=ours.csv,line=3,title=unknown-code::G3: ")
    log = json.loads(run("ours.csv", "--format", "sarif").stdout)
    (found,) = [r for r in log["runs"][0]["results"] if r["ruleId"] == "unknown-code"]
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}


def test_an_exit_code_without_an_error_is_explained() -> None:
    table("ours.csv", SOUND.replace("https://example.org", "http://localhost/"))
    mild = run("ours.csv")
    assert (mild.exit_code, mild.stderr) == (0, "")
    strict = run("ours.csv", "--fail-on", "warning")
    assert strict.exit_code == 1
    assert "ours.csv can be published." in strict.stdout
    assert "The exit code is 1: fail_on is warning, and 1 file has something" in strict.stderr
    table("bad.csv", SOUND.replace("city", "citty"))
    assert "fail_on" not in run("bad.csv", "--fail-on", "warning").stderr


def test_broken_json_is_told_with_its_line_and_nothing_is_said_of_fields() -> None:
    Path("broken.json").write_text('{"standardVersion": "1.0",\n "publisher" {}}')
    done = run("broken.json")
    assert done.exit_code == 1
    first, *others = done.stdout.splitlines()
    assert first == "broken.json cannot be published yet: 1 error, and no initiative was read."
    assert "    broken.json:2:2" in others
    assert "mistakes in their structure" not in done.stdout
    assert "could not all be read" in run("broken.json", "-v").stdout
    assert "A mistake inside a file" in " ".join(run("--help").stdout.split())


def test_checks_that_mistakes_held_back_take_one_line_and_v_names_them() -> None:
    table("ours.csv", SOUND.replace("Hall (invented)", ""), SOUND.replace("city", ""), SOUND)
    told = run("ours.csv").stdout
    (line,) = [line for line in told.splitlines() if line.startswith("More may come to light")]
    said = re.search(r"Could not be run on (?:up to )?(\d) initiatives?: (\S+)", line)
    assert said
    assert line.endswith("To see which: -v")
    full = run("ours.csv", "-v").stdout
    named = [line for line in full.splitlines() if line.startswith("Not run on ")]
    report = json.loads(run("ours.csv", "--format", "json").stdout)
    assert report["notRun"]
    assert all(any(each["code"] in line for line in named) for each in report["notRun"])
    assert int(said[1]) == max(each["records"] for each in report["notRun"])
