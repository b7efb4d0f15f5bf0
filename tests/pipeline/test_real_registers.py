"""Real registers become a real directory, and every row is accounted for."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main

POWER_TO_CHANGE = """\
name: Power to Change
licence: CC-BY-4.0
sources:
  - id: grants
    path: data/power-to-change/grants.json
    importer: 360giving
    expect: {records: {min: 200}}
"""
PARTICIPEDIA = """\
name: Participedia
licence: CC-BY-NC-SA-3.0
sources:
  - id: cases
    path: data/participedia
    importer: participedia
    expect: {records: {min: 200}}
"""


@pytest.fixture(scope="module")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built site of two real registers."""
    folder = tmp_path_factory.mktemp("real")
    registers = shared / "data" / "registers"
    data = folder / "registry" / "data"
    (data / "power-to-change").mkdir(parents=True)
    shutil.copy(
        registers / "360giving" / "power_to_change_2015_2017.json",
        data / "power-to-change" / "grants.json",
    )
    shutil.copytree(registers / "participedia", data / "participedia")
    # Participedia may not be used in business, so only a site that is no business shows it.
    (folder / "registry" / "site.yaml").write_text("non_commercial: true\n", "utf-8")
    (folder / "registry" / "gb").mkdir()
    (folder / "registry" / "gb" / "power-to-change.yaml").write_text(POWER_TO_CHANGE, "utf-8")
    (folder / "registry" / "ca").mkdir()
    (folder / "registry" / "ca" / "participedia.yaml").write_text(PARTICIPEDIA, "utf-8")
    result = CliRunner().invoke(
        main,
        [
            "build", "--registry", str(folder / "registry"), "--out", str(folder / "site"),
            "--workspace", str(folder / "workspace"), "--now", "2026-01-31T06:00:00Z",
        ],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    return folder


def test_hundreds_of_real_initiatives_are_published(built: Path) -> None:
    status = json.loads((built / "site" / "status.json").read_text("utf-8"))["publishers"]
    shown = {name: publisher["recordsOut"] for name, publisher in status.items()}
    assert shown["power-to-change"] >= 200
    assert shown["participedia"] >= 200
    pages = list((built / "site" / "initiatives").glob("*/index.html"))
    # The folder also holds the pages of the list itself, which are numbered.
    assert len([p for p in pages if not p.parent.name.isdigit()]) >= sum(shown.values())


def test_the_import_reports_account_for_every_row(built: Path, shared: Path) -> None:
    registers = shared / "data" / "registers"
    status = json.loads((built / "site" / "status.json").read_text("utf-8"))["publishers"]
    grants = json.loads(
        (registers / "360giving" / "power_to_change_2015_2017.json").read_text("utf-8")
    )
    # Participedia's folder holds methods and organisations beside the cases.
    entries = [
        entry
        for name in ("cases", "methods", "organizations")
        for entry in json.loads((registers / "participedia" / f"{name}.json").read_text("utf-8"))
    ]
    for name, rows in (("power-to-change", grants["grants"]), ("participedia", entries)):
        source = status[name]["sources"][0]
        report = source["import"]
        assert report["rows"]["read"] == len(rows)
        assert report["rows"]["used"] + report["rows"]["skipped"] == len(rows)
        assert sum(report["skipped"].values()) == report["rows"]["skipped"]
        assert report["records"] == source["recordsIn"] == source["recordsOut"]
        assert report["fields"]["unread"] == {}, "a field of the real register that nobody reads"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xlsx", "ods"])
@pytest.mark.parametrize("publisher", ["", "power-to-change/", "participedia/cc-by-nc-sa-3-0/"])
def test_what_is_published_passes_our_own_validator(built: Path, publisher: str, form: str) -> None:
    path = built / "site" / "data" / f"{publisher}initiatives.{form}"
    result = CliRunner().invoke(main, ["validate", str(path), "--format", "json"])
    report = json.loads(result.stdout)
    report = report["reports"][0] if "reports" in report else report
    errors = [g for g in report["groups"] if g["severity"] == "error"]
    assert errors == []
    assert report["records"] >= 200
    assert result.exit_code == 0


def test_every_form_holds_the_same_records(built: Path, tmp_path: Path) -> None:
    folder = built / "site" / "data"
    whole = json.loads((folder / "initiatives.json").read_text("utf-8"))
    for form in ("jsonl", "csv", "xlsx", "ods"):
        out = tmp_path / f"{form}.json"
        source = folder / f"initiatives.{form}"
        result = CliRunner().invoke(main, ["convert", str(source), str(out)])
        assert result.exit_code == 0, result.output
        assert json.loads(out.read_text("utf-8")) == whole


def test_each_record_carries_its_licence_and_stands_where_that_allows(built: Path) -> None:
    found = {
        folder: json.loads(
            (built / "site" / "data" / folder / "initiatives.json").read_text("utf-8")
        )
        for folder in (".", "licences/cc-by-nc-sa-3-0")
    }
    for folder, licence in ((".", "CC-BY-4.0"), ("licences/cc-by-nc-sa-3-0", "CC-BY-NC-SA-3.0")):
        whole = found[folder]
        assert {r["provenance"]["licence"] for r in whole["initiatives"]} == {licence}
        assert whole["licence"] == licence
        assert len(whole["initiatives"]) >= 200
