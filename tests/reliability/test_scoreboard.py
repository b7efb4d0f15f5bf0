"""What the tests of the rows report is printed, written, checked, and shown as a page."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner, Result

from cpstandard.cli import main

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest

@pytest.mark.reliability("R01")
def test_held(record_property):
    record_property("figure", "7 of 7 files <refused>")

@pytest.mark.reliability("R02")
def test_did_not_hold():
    assert 1 + 1 == 3

@pytest.mark.reliability("R03", "R01")
def test_is_left_out(tmp_path):
    pytest.skip(f"nothing to read at {tmp_path}")

def test_of_no_row():
    raise RuntimeError("this is not to run")
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The file and the text of a run of four rows, of which three have invented tests."""
    folder = tmp_path_factory.mktemp("rows")
    (folder / "test_invented.py").write_text(TESTS)
    to = folder / "reliability.json"
    asked = ["R01", "R02", "R03", "R04", "--to", str(to), "--tests", str(folder)]
    options = ["-c", str(ROOT / "pyproject.toml"), "-p", "conftest", "-p", "no:cacheprovider"]
    # The invented test that is left out may be, even where none of the others may.
    mine = {name: told for name, told in os.environ.items() if name != "CPSTANDARD_SKIP_NOTHING"}
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts/scoreboard.py"), *asked, "--", *options],
        cwd=ROOT,
        env={**mine, "PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, "a test failed, and a row had none"
    assert to.is_file(), run.stdout + run.stderr
    return to, run.stdout


def test_each_row_is_printed_with_what_was_measured(written: tuple[Path, str]) -> None:
    text = written[1]
    assert "R01  pass" in text
    assert "7 of 7 files <refused>" in text
    assert "R02  fail" in text
    assert "test_invented.py::test_did_not_hold" in text
    assert "R03  skip" in text
    assert "R04  no-test" in text
    assert "R05" not in text


def test_the_file_has_the_form_that_is_written_down(written: tuple[Path, str]) -> None:
    document = json.loads(written[0].read_text())
    schema = json.loads((ROOT / "schema/tooling/reliability.json").read_text())
    jsonschema_rs.validator_for(schema).validate(document)
    rows = {row["row"]: row for row in document["rows"]}
    assert [rows[name]["verdict"] for name in sorted(rows)] == ["pass", "fail", "skip", "no-test"]
    assert rows["R01"]["passed"] == 1
    assert rows["R01"]["figures"] == ["7 of 7 files <refused>"]
    (reason,) = rows["R01"]["skipped"]
    assert reason.startswith("nothing to read at …"), "no place of this machine is published"
    assert document["date"][:2] == "20"


def build(registry: Path) -> Result:
    there = {name: str(registry.parent / name) for name in ("site", "work")}
    arguments = ["--out", there["site"], "--workspace", there["work"], "--jobs", "1"]
    return CliRunner().invoke(main, ["build", "--registry", str(registry), *arguments])


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    folder = tmp_path / "registry"
    (folder / "gb").mkdir(parents=True)
    shutil.copy(ROOT / "registry/gb/founding.yaml", folder / "gb")
    shutil.copytree(ROOT / "registry/data", folder / "data")
    (folder / "site.yaml").write_text("languages: [en, cy]\n")
    return folder


def test_a_result_is_a_page_of_the_site_and_without_one_there_is_none(
    written: tuple[Path, str], registry: Path
) -> None:
    site = registry.parent / "site"
    assert build(registry).exit_code == 0
    assert not (site / "reliability").exists()
    assert "reliability/" not in (site / "about/index.html").read_text()

    shutil.copy(written[0], registry)
    assert build(registry).exit_code == 0
    page = (site / "reliability/index.html").read_text()
    assert "7 of 7 files &lt;refused&gt;" in page
    assert "test_invented.py::test_did_not_hold" in page
    assert page.index('id="R02"') < page.index('id="R01"'), "what did not hold comes first"
    assert "The software that made this site is the same." in page
    assert "reliability/index.html" in (site / "about/index.html").read_text()
    assert "Daliodd: 1" in (site / "cy/reliability/index.html").read_text()
    published = (site / "reliability/reliability.json").read_bytes()
    assert json.loads(published) == json.loads(written[0].read_bytes())


def test_of_other_software_the_page_says_so(written: tuple[Path, str], registry: Path) -> None:
    document = json.loads(written[0].read_text())
    document.update(code="0" * 64, commit="", changed=True)
    (registry / "reliability.json").write_text(json.dumps(document))
    assert build(registry).exit_code == 0
    page = (registry.parent / "site/reliability/index.html").read_text()
    assert "another version, of which this says nothing" in page
    assert "Commit:" not in page


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "reliability.json"), ("[]", "the whole file"), ('{"version": "1"}', "rows: is missing")],
)
def test_a_file_that_is_no_result_is_named(registry: Path, text: str, told: str) -> None:
    (registry / "reliability.json").write_text(text)
    run = build(registry)
    assert run.exit_code == 2
    assert "reliability.json" in run.output
    assert told in run.output
    assert "Traceback" not in run.output
