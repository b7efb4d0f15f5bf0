"""The ids of all files of one command are held against each other."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from anytown import HEADER, named, package
from cpstandard.cli import main
from cpstandard.validate.across_files import AcrossFiles, CheckedFile
from cpstandard.validate.likenesses import Likenesses

CODE = "id-in-two-files"


def validate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments])


def told(*arguments: str) -> list[tuple[str, str, str]]:
    """Return the file, the record's id and the message of each finding."""
    whole = json.loads(validate(*arguments, "--format", "json").stdout)
    found = [
        each
        for report in whole.get("reports", [whole])
        for group in report["groups"]
        if group["code"] == CODE
        for each in group["findings"]
    ]
    return [(each["file"], each["recordId"], each["message"]) for each in found]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a table, and a package one of whose ids is the second of the table."""
    monkeypatch.chdir(tmp_path)
    head = (
        "Package: Standard version,Package: Publisher id,Package: Publisher name,"
        "Package: Licence,Initiative id,Name,Scope,Clusters,Source title\n"
    )
    rows = "".join(
        f"1.0,anytown,Anytown,CC0-1.0,anytown-{n},Hall {n} (invented),city,collaboration,Page\n"
        for n in (1, 2)
    )
    (tmp_path / "a.csv").write_text(head + rows, encoding="utf-8")
    lines = [HEADER, named(3), named(2, name="Another"), named(4)]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "b.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_an_id_in_two_files_is_told_with_both_places(files: Path) -> None:
    expected = "“anytown-2” is the id of an initiative at a.csv E3 too."
    assert told("a.csv", "b.jsonl") == [("b.jsonl", "anytown-2", expected)]
    assert told(".") == [("./b.jsonl".removeprefix("./"), "anytown-2", expected)]
    done = validate("a.csv", "b.jsonl")
    assert done.exit_code == 0
    assert "b.jsonl:3:" in done.stdout


def test_in_the_other_order_the_other_file_is_told_of(files: Path) -> None:
    ((file, _id, message),) = told("b.jsonl", "a.csv")
    assert file == "a.csv"
    assert "b.jsonl:3:" in message


def test_three_files_are_each_held_against_the_first(files: Path) -> None:
    (files / "c.json").write_text(json.dumps(package(named(2), named(4))), encoding="utf-8")
    found = told("a.csv", "b.jsonl", "c.json")
    assert [(file, record) for file, record, _ in found] == [
        ("b.jsonl", "anytown-2"), ("c.json", "anytown-2"), ("c.json", "anytown-4"),
    ]  # fmt: skip
    assert "b.jsonl:4:" in found[-1][2]


def test_an_id_twice_in_one_file_is_no_matter_of_two(files: Path) -> None:
    (files / "c.json").write_text(json.dumps(package(named(7), named(7))), encoding="utf-8")
    assert told("a.csv", "c.json") == []


def test_a_file_named_twice_is_no_copy_of_itself(files: Path) -> None:
    assert told("a.csv", "./a.csv", str(files / "a.csv")) == []


def test_the_run_may_judge_it_otherwise(files: Path) -> None:
    assert validate("a.csv", "b.jsonl", "--severity", f"{CODE}=error").exit_code == 1
    assert told("a.csv", "b.jsonl", "--ignore", CODE) == []
    validate("a.csv", "b.jsonl", "--write-baseline", "known.json")
    assert told("a.csv", "b.jsonl", "--baseline", "known.json") == []


def test_it_is_told_in_welsh(files: Path) -> None:
    done = validate("a.csv", "b.jsonl", "--language", "cy")
    assert "“anytown-2” yw ID menter yn a.csv E3 hefyd." in done.stdout


def test_a_file_that_cannot_be_read_again_is_left_out(files: Path) -> None:
    text = (files / "b.jsonl").read_text(encoding="utf-8")
    done = CliRunner().invoke(main, ["validate", "a.csv", "-"], input=text)
    assert done.exit_code == 0
    assert CODE not in done.stdout


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".zip", ".json"])
def test_every_form_is_read_again(files: Path, ending: str) -> None:
    CliRunner().invoke(main, ["convert", "b.jsonl", f"c{ending}"])
    ((file, record, message),) = told("a.csv", f"c{ending}")
    assert (file.split("/")[0], record) == (f"c{ending}", "anytown-2")
    assert message == "“anytown-2” is the id of an initiative at a.csv E3 too."


def test_a_file_that_goes_meanwhile_leaves_the_reports(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = AcrossFiles.tell

    def gone(across: AcrossFiles) -> None:
        (files / "a.csv").unlink()
        tell(across)

    monkeypatch.setattr(AcrossFiles, "tell", gone)
    done = validate("a.csv", "b.jsonl")
    assert done.exit_code == 2
    assert "a.csv" in done.stderr
    assert "b.jsonl can be published" in done.stdout


def test_files_that_share_nothing_are_not_read_again() -> None:
    across = AcrossFiles()
    for file in range(3):
        mine = Likenesses()
        for number in range(1000):
            mine.add(number, named(f"{file}-{number}"))
        across.add(CheckedFile(_never, _never), mine, 1000)
    across.tell()


def test_of_large_files_only_what_is_shared_is_read_again() -> None:
    """More records than memory holds the numbers of, in two files with two ids in common."""
    read: list[tuple[int, list[int]]] = []

    class Package:
        def __init__(self, number: int) -> None:
            self.number = number

        def chosen(self, positions: list[int]) -> list[object]:
            read.append((self.number, list(positions)))
            return []

    across = AcrossFiles()
    size = (1 << 16) + 10
    for file in range(2):
        mine = Likenesses()
        for number in range(size):
            slug = f"shared-{number}" if number in {5, size - 1} else f"{file}-{number}"
            mine.add(number, named(slug))
        across.add(CheckedFile(lambda file=file: Package(file), _never), mine, size)
    across.tell()
    assert read == [(0, [5, size - 1]), (1, [5, size - 1])]


def _never(*_given: object) -> None:
    raise AssertionError("nothing is shared")
