"""What people decided on links is read strictly, and no two decisions may clash."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.core.errors import UnusableInput
from cpstandard.core.links import Decision, LinkKind, LinkSettings
from cpstandard.registry import read_registry
from cpstandard.registry.linking import Linking

ENTRY = """\
name: Invented
licence: CC0-1.0
sources: [{id: list, path: data/one/list.json, importer: cpstandard}]
"""
DECISION = """\
decisions:
  - kind: initiative
    verdict: same
    records: [one-swan, two-swan]
    reason: The minutes of both name the other.
    decided: "2026-11-25"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for publisher in ("one", "two"):
        path = tmp_path / "gb" / f"{publisher}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(ENTRY.replace("one", publisher), encoding="utf-8")
        data = tmp_path / "data" / publisher
        data.mkdir(parents=True)
        (data / "list.json").write_text("{}", encoding="utf-8")
    return tmp_path


def mistakes(folder: Path, text: str) -> str:
    (folder / "links.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput) as caught:
        read_registry(folder)
    return str(caught.value)


def test_a_decision_is_read(folder: Path) -> None:
    (folder / "links.yaml").write_text(DECISION, encoding="utf-8")
    assert read_registry(folder).decisions == (
        Decision(
            LinkKind.INITIATIVE,
            True,
            ("one-swan", "two-swan"),
            "The minutes of both name the other.",
        ),
    )
    result = CliRunner().invoke(main, ["registry", "check", "--registry", str(folder)])
    assert result.exit_code == 0, result.output


def test_without_a_file_nothing_is_decided(folder: Path) -> None:
    assert read_registry(folder).decisions == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DECISION.replace("verdict", "verdicts"), "decisions.0.verdicts: nobody knows this key"),
        (DECISION.replace("same", "maybe"), "decisions.0.verdict"),
        (DECISION.replace("initiative", "person"), "decisions.0.kind"),
        (DECISION.replace(", two-swan", ""), "decisions.0.records"),
        (DECISION.replace("two-swan", "one-swan"), "one-swan stands there twice"),
        (DECISION.replace("two-swan", "three-swan"), "three-swan begins with the id of no publ"),
        (
            DECISION.replace("two-swan", "Two Swan"),
            "decisions.0.records.1: 'Two Swan' has to be the id",
        ),
        (DECISION.replace('"2026-11-25"', '"2026-13-25"'), "has to be a day in full"),
        (DECISION.replace("    reason: The minutes of both name the other.\n", ""), "reason"),
        ("decisions: [*a]\n", "not readable as YAML"),
        ("- nothing\n", "the whole file"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(folder: Path, text: str, said: str) -> None:
    told = mistakes(folder, text)
    assert "links.yaml" in told
    assert said in told


def test_every_mistake_is_told_at_once_and_by_registry_check(folder: Path) -> None:
    text = DECISION.replace("two-swan", "three-swan").replace("one-swan", "four-swan")
    told = mistakes(folder, text)
    assert "three-swan" in told
    assert "four-swan" in told
    result = CliRunner().invoke(main, ["registry", "check", "--registry", str(folder)])
    assert result.exit_code == 2
    assert "three-swan" in result.output


def decided(verdict: str, *records: str, kind: str = "initiative") -> str:
    listed = ", ".join(records)
    return f"  - {{kind: {kind}, verdict: {verdict}, records: [{listed}], reason: Looked at.}}\n"


def test_decisions_that_clash_are_refused_also_in_a_chain(folder: Path) -> None:
    text = "decisions:\n" + decided("same", "one-a", "two-b") + decided("same", "two-b", "one-c")
    assert "one-a and one-c are decided to be different" in mistakes(
        folder, text + decided("different", "one-a", "one-c")
    )


def test_two_initiatives_of_one_organisation_are_no_clash(folder: Path) -> None:
    text = (
        "decisions:\n"
        + decided("same", "one-a", "two-b", kind="organisation")
        + decided("different", "one-a", "two-b")
    )
    (folder / "links.yaml").write_text(text, encoding="utf-8")
    assert len(read_registry(folder).decisions) == 2


def test_the_thresholds_of_the_site_are_those_of_the_link_stage(folder: Path) -> None:
    assert Linking().settings() == LinkSettings()
    (folder / "site.yaml").write_text(
        "linking: {method: identifiers, name_alone: 1, most: 5}\n", encoding="utf-8"
    )
    settings = read_registry(folder).site.linking.settings()
    assert (settings.method, settings.name_alone, settings.most) == ("identifiers", 1, 5)
    (folder / "site.yaml").write_text("linking: {name_alone: 97}\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"linking\.name_alone"):
        read_registry(folder)
