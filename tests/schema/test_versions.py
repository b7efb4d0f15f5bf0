"""Released versions stand still, and what a new one changes is told."""

import dataclasses
import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard import schema_store
from cpstandard.cli import frozen, main
from cpstandard.cli.commands.standard import difference
from cpstandard.core.standard_diff import StandardDiff, compare

SCHEMA = Path(__file__).resolve().parents[2] / "schema"
CHANGELOG = (SCHEMA / "CHANGELOG.md").read_text(encoding="utf-8")
VERSIONS = schema_store.versions()
STEPS = list(itertools.pairwise(VERSIONS))


def cli(*words: str):
    return CliRunner().invoke(main, list(words))


# Frozen


def test_what_is_released_has_not_changed() -> None:
    assert frozen.broken_promises(SCHEMA) == []
    assert "0.1" in frozen.frozen_versions(SCHEMA)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SCHEMA / "0.1", tmp_path / "0.1")
    shutil.copy(SCHEMA / frozen.FILE, tmp_path)
    return tmp_path


@pytest.mark.parametrize("what", ["changed", "added", "removed"])
def test_any_edit_of_a_released_version_names_the_command(copy: Path, what: str) -> None:
    path = copy / "0.1" / "codelists" / ("new.csv" if what == "added" else "status.csv")
    if what == "removed":
        path.unlink()
    else:
        path.write_text("Code,Title,Description,Deprecated\n")
    (said,) = [line for line in frozen.broken_promises(copy) if line.startswith("0.1/")]
    assert f"{path.relative_to(copy).as_posix()} was {what}" in said
    assert "cpstandard standard freeze 0.1 --again" in said


def test_freezing_writes_what_sha256sum_reads(copy: Path) -> None:
    (copy / frozen.FILE).unlink()
    (copy / "2.0").mkdir()
    (copy / "2.0" / "a.json").write_bytes(b"{}")
    assert frozen.freeze(copy, "2.0") == 1
    digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert (copy / frozen.FILE).read_text() == f"{digest}  2.0/a.json\n"
    frozen.freeze(copy, "0.1")
    assert frozen.frozen_versions(copy) == ["0.1", "2.0"]
    assert frozen.broken_promises(copy) == []


def test_a_frozen_version_is_not_frozen_by_mistake() -> None:
    before = (SCHEMA / frozen.FILE).read_bytes()
    refused = cli("standard", "freeze", "0.1")
    assert refused.exit_code == 2
    assert "--again" in refused.stderr
    assert cli("standard", "freeze", "9.9").exit_code == 2
    assert (SCHEMA / frozen.FILE).read_bytes() == before


def test_freezing_again_is_possible_on_purpose(copy: Path) -> None:
    (copy / "0.1" / "package.json").write_text("{}")
    assert frozen.freeze(copy, "0.1", again=True) == len(frozen.digests(copy, "0.1"))
    assert [line for line in frozen.broken_promises(copy) if line.startswith("0.1/")] == []


# The difference


def test_a_version_does_not_differ_from_itself() -> None:
    found = difference("0.1", "0.1")
    empty = {name: value for name, value in found.to_dict().items() if name not in ("old", "new")}
    assert not any(empty.values())


def test_fields_that_were_added_removed_moved_and_changed_are_found() -> None:
    found = difference("0.1", "1.0")
    assert {"milestones", "milestones[].kind", "package.extensions"} <= set(found.added)
    assert found.removed == ("places[].officialCode",)
    assert found.moved["places[].officialCode"] in found.added
    (change,) = found.changed["identifiers"]
    assert str(change) == "type list of text -> list of objects"
    assert found.added_codelists["nameKind"][0] == "former"
    assert "absorbed" in found.codelists["status"].added


def test_every_kind_of_change_to_a_field_or_code_is_found() -> None:
    old = schema_store.standard("0.1")
    initiative = json.loads(json.dumps(old.initiative))
    initiative["required"].append("description")
    fields = initiative["properties"]
    fields["scope"] |= {"codelist": "status", "deprecated": True}
    fields["name"] |= {"maxLength": 9, "title": "Title"}
    del fields["practices"]["items"]["openCodelist"]
    fields["practices"]["items"]["maxLength"] = 9
    codes = dict(old.codelists["status"].codes)
    first, second, third, *_ = codes
    del codes[first]
    codes[second] = dataclasses.replace(codes[second], deprecated="other")
    codes[third] = dataclasses.replace(codes[third], title="Other", extra={"Column": "x"})
    lists = {**old.codelists, "status": dataclasses.replace(old.codelists["status"], codes=codes)}
    del lists["tenure"]
    found = compare(old, dataclasses.replace(old, initiative=initiative, codelists=lists))
    said = {path: [str(change) for change in changes] for path, changes in found.changed.items()}
    assert said == {
        "name": ["heading Name -> Title", "maxLength 300 -> 9"],
        "description": ["required no -> yes"],
        "practices": ["open codelist yes -> no", "items maxLength 60 -> 9"],
        "scope": ["codelist scope -> status"],
    }
    assert found.deprecated == ("scope",)
    assert found.removed_codelists == ("tenure",)
    status = found.codelists["status"]
    assert (status.removed, status.deprecated, status.retitled) == ((first,), (second,), (third,))


def test_the_command_prints_it_as_text_and_as_json() -> None:
    text = cli("standard", "diff", "0.1", "1.0")
    assert text.exit_code == 0
    assert "  places[].officialCode (now places[].areaCodes[].code)\n" in text.stdout
    assert "  identifiers: type list of text -> list of objects\n" in text.stdout
    assert "  status: added absorbed\n" in text.stdout
    assert "  started: pattern changed, for a year, a month or a day" in text.stdout
    assert "[a-z" not in text.stdout
    assert "^" not in text.stdout
    found = json.loads(cli("standard", "diff", "0.1", "1.0", "--format", "json").stdout)
    assert found["old"] == "0.1"
    assert found["added"] == list(difference("0.1", "1.0").added)
    assert cli("standard", "diff", "0.1", "0.7").exit_code == 2


# The changelog is held to the difference


def sections(version: str, text: str = CHANGELOG) -> dict[str, str]:
    """The parts of a version's chapter by their titles."""
    (chapter,) = re.findall(
        rf"^## {re.escape(version)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    return dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", chapter, re.MULTILINE | re.DOTALL))


def bullets(section: str) -> Iterator[tuple[str, list[str]]]:
    """What each bullet is about (its first code) and the other codes that it names."""
    for bullet in re.findall(r"^- (.*?)(?=^- |^$|\Z)", section, re.MULTILINE | re.DOTALL):
        head, *names = re.findall(r"`([^`]+)`", bullet)
        yield head, names


def plain(path: str) -> str:
    return path.replace("[]", "")


def mentioned(parts: dict[str, str]) -> set[tuple[str, str]]:
    """Everything that a chapter names: fields by their paths, codes by list and code."""
    found = set()
    for title, section in parts.items():
        for head, names in bullets(section):
            if "codelists" in title:
                found |= {("codelist", head), *((head, name) for name in names)}
            else:
                found |= {("field", plain(head))}
                found |= {("field", f"{plain(head)}.{name}") for name in names}
    return found


def to_mention(diff: StandardDiff) -> set[tuple[str, str]]:
    """Everything that the difference holds, in the same form."""
    fields = {*diff.added, *diff.removed, *diff.changed, *diff.deprecated}
    found = {("field", plain(path)) for path in fields}
    found |= {("codelist", name) for name in (*diff.added_codelists, *diff.removed_codelists)}
    found |= {(name, code) for name, codes in diff.added_codelists.items() for code in codes}
    for name, change in diff.codelists.items():
        codes = (
            *change.added, *change.removed, *change.deprecated, *change.retitled, *change.columns
        )  # fmt: skip
        found |= {(name, code) for code in codes}
    return found


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_the_changelog_mentions_all_that_differs(old: str, new: str) -> None:
    missing = to_mention(difference(old, new)) - mentioned(sections(new))
    assert sorted(missing) == [], f"tell it in schema/CHANGELOG.md under ## {new}"


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_the_changelog_invents_nothing(old: str, new: str) -> None:
    diff = difference(old, new)
    known = to_mention(diff) | {("codelist", name) for name in diff.codelists}
    parents = {path.rpartition(".")[0] for kind, path in known if kind == "field"}
    known |= {("field", path) for path in parents}
    assert sorted(mentioned(sections(new)) - known) == []


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_each_line_of_the_changelog_is_needed(old: str, new: str) -> None:
    wanted = to_mention(difference(old, new))
    parts = sections(new)
    for title, section in parts.items():
        for bullet in re.findall(r"^- .*?(?=^- |^$|\Z)", section, re.MULTILINE | re.DOTALL):
            without = {**parts, title: section.replace(bullet, "")}
            assert wanted - mentioned(without), f"nothing depends on: {bullet}"
