"""What lies in a folder beside the files that are checked is told, and fails nothing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from anytown import named, package
from cpstandard.cli import main, unread
from cpstandard.cli.reports.forms import FORMS

OTHERS = ("README.md", "list.numbers", "notes.docx", "old.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "submissions"
    (made / "north").mkdir(parents=True)
    (made / "north" / "ours.json").write_text(json.dumps(package(named(1))), encoding="utf-8")
    for name in (*OTHERS, ".hidden.docx"):
        (made / name).write_text("Nothing of ours", encoding="utf-8")
    return made


def validate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments])


def told(*arguments: str) -> list[dict]:
    reports = json.loads(validate(*arguments, "--format", "json").stdout)["reports"]
    (found,) = [each for each in reports if each["file"] == "submissions"]
    return [each for group in found["groups"] for each in group["findings"]]


def test_each_is_named_with_what_to_do(folder: Path) -> None:
    found = {each["file"]: each["message"] for each in told("submissions")}
    assert set(found) == {f"submissions/{name}" for name in OTHERS}
    assert "save it as XLSX or CSV" in found["submissions/list.numbers"]
    assert "save that as XLSX or CSV" in found["submissions/notes.docx"]
    assert "let its name end in .csv" in found["submissions/old.txt"]
    assert "no form of a package" in found["submissions/README.md"]


def test_it_fails_nothing_unless_that_is_asked_for(folder: Path) -> None:
    done = validate("submissions")
    assert done.exit_code == 0
    assert "In submissions, 4 files were not read." in done.stdout
    assert validate("submissions", "--severity", "unread-file=error").exit_code == 1
    assert "not read" not in validate("submissions", "--ignore", "unread-file").stdout


@pytest.mark.parametrize("form", [form for form in FORMS if form != "json"])
def test_every_form_of_the_report_says_it(folder: Path, form: str) -> None:
    done = validate("submissions", "--format", form)
    assert done.exit_code == 0
    assert "notes.docx" in done.stdout


def test_the_page_is_a_report_on_the_file_that_was_read(folder: Path) -> None:
    done = validate("submissions", "--format", "html")
    assert "<title>Report on submissions/north/ours.json</title>" in done.stdout


def test_junit_asks_nothing_else_of_a_folder(folder: Path) -> None:
    done = validate("submissions", "--format", "junit")
    suite = done.stdout.split('<testsuite name="submissions"')[1]
    assert suite.startswith(' tests="1" failures="0"')


def test_a_link_is_told_and_not_followed(folder: Path) -> None:
    (folder / "linked.json").symlink_to(folder / "north" / "ours.json")
    found = {each["file"]: each["message"] for each in told("submissions")}
    assert "it is a link" in found["submissions/linked.json"]


def test_what_is_known_is_left_out(folder: Path, tmp_path: Path) -> None:
    validate("submissions", "--write-baseline", "known.json")
    (folder / "new.pdf").write_text("New", encoding="utf-8")
    found = told("submissions", "--baseline", "known.json")
    assert [each["file"] for each in found] == ["submissions/new.pdf"]


def test_a_folder_with_nothing_else_says_what_it_has(folder: Path) -> None:
    (folder / "north" / "ours.json").unlink()
    done = validate("submissions")
    assert done.exit_code == 2
    assert "a folder with no file to check" in done.stderr
    assert "list.numbers was not read: save it as XLSX or CSV." in done.stderr


def test_of_very_many_the_first_are_named_and_all_are_counted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpstandard.cli.inputs.MOST", 3)
    assert unread.MOST > 3
    done = validate("submissions", "--format", "json")
    found = next(
        each for each in json.loads(done.stdout)["reports"] if each["file"] == "submissions"
    )
    (group,) = found["groups"]
    assert group["count"] == len(OTHERS)
    assert group["findings"][-1]["message"] == "1 more file was not read."


def test_it_is_told_in_welsh(folder: Path) -> None:
    done = validate("submissions", "--language", "cy")
    assert "Ni ddarllenwyd list.numbers" in done.stdout
    assert "was not read" not in done.stdout
