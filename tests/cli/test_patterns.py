"""A pattern fits what it does everywhere, but goes through no link that somebody planted."""

import glob
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from anytown import named, package
from cpstandard.cli import main, unread
from cpstandard.cli.patterns import fitting

FILES = (
    "a.json", "b.JSON", "c.csv", ".hidden.json", "north/a.json", "north/deep/down/a.json",
    "north/[odd].json", ".git/a.json", "south/b.csv",
)  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder named submissions, with a file of nobody's business beside it."""
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        path = tmp_path / "submissions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(package(named(1))), encoding="utf-8")
    secret = package({**named(1), "clusters": ["the-canary-sings"]})
    (tmp_path / "secret.json").write_text(json.dumps(secret), encoding="utf-8")
    return tmp_path / "submissions"


def validate(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["validate", *arguments])


@pytest.mark.parametrize(
    "pattern",
    [
        "submissions/*.json", "submissions/**/*.json", "submissions/**/**/*.json", "submissions/*",
        "./submissions/*/*.json", "submissions/n*/*.json", "*/a.json", "**/deep/**/a.json",
        "submissions/[ab].*", "submissions/**/[[]odd].json", "submissions/.*.json", "*/.git/*.json",
        "submissions//*.json", "submissions/?.csv", "nowhere/*.json", "submissions/a.json/*", "**/*",
        "submissions/**/south/*",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_whole", [False, True], ids=["from here", "from the root"])
def test_without_links_it_fits_what_it_fits_everywhere(
    place: Path, pattern: str, is_whole: bool
) -> None:
    asked = str(place.parent / pattern) if is_whole else pattern
    expected = sorted(set(glob.glob(asked.replace("//", "/"), recursive=True)))  # noqa: PTH207 - that is it
    assert [name.replace("//", "/") for name, _ in fitting(asked)] == expected
    assert not any(is_link for _, is_link in fitting(asked))


def test_two_stars_at_the_end_are_all_that_is_below(place: Path) -> None:
    assert fitting("submissions/**") == fitting("submissions/**/*") != []


@pytest.mark.parametrize("pattern", ["submissions/*.json", "submissions/**/*.json", "*/*.json"])
def test_a_planted_link_is_told_and_not_read(place: Path, pattern: str) -> None:
    (place / "planted.json").symlink_to(place.parent / "secret.json")
    done = validate(pattern, "--format", "json")
    reports = json.loads(done.stdout)["reports"]
    assert "submissions/planted.json" not in [each["file"] for each in reports]
    assert "canary" not in done.output
    (told,) = [each for each in reports if each["file"] == pattern]
    (found,) = [each for group in told["groups"] for each in group["findings"]]
    assert (found["code"], found["file"]) == ("unread-file", "submissions/planted.json")
    assert "it is a link; name what it leads to" in found["message"]
    assert "canary" in validate("submissions/planted.json", "--format", "json").output


@pytest.mark.parametrize("pattern", ["submissions/**/*.json", "submissions/*/*.json"])
def test_a_planted_folder_is_not_gone_through(place: Path, pattern: str) -> None:
    (place / "beside").symlink_to(place.parent)
    (place / "again").symlink_to(place)
    (place / "within").symlink_to(".")  # with the one before, a search that follows has no end
    (place / "nothing").symlink_to("gone")
    links = [name for name, is_link in fitting(pattern) if is_link]
    assert links == [f"submissions/{name}" for name in ("again", "beside", "within")]
    done = validate(pattern)
    assert "3 files were not read" in done.output
    assert "canary" not in done.output


def test_where_there_is_nothing_but_a_link_that_is_said(place: Path) -> None:
    (place / "south" / "planted.json").symlink_to(place.parent / "secret.json")
    done = validate("submissions/south/*.json")
    assert done.exit_code == 2
    assert "submissions/south/*.json: no file has such a name. planted.json was not read" in (
        done.stderr
    )


def test_of_very_many_links_the_first_are_named_and_all_are_counted(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpstandard.cli.inputs.MOST", 3)
    assert unread.MOST > 3
    for number in range(5):
        (place / f"planted-{number}.json").symlink_to("a.json")
    reports = json.loads(validate("submissions/*.json", "--format", "json").stdout)["reports"]
    (told,) = [each for each in reports if each["file"] == "submissions/*.json"]
    (group,) = told["groups"]
    assert group["count"] == 5
    assert group["findings"][-1]["message"] == "2 more files were not read."
