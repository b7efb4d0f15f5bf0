"""The promises that every importer keeps, and that a broken one is told of.

The cases of our own plugins are collected by our pytest plugin, from plugins/*/tests/cases.
"""

import contextlib
import csv
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
import yaml
from pydantic import Field

from cpstandard.cli.skeleton import Names, write_distribution
from cpstandard.core.row import Row
from cpstandard.ingest.run import parse_options
from cpstandard.plugins import load_plugins
from cpstandard.registry import Entry
from cpstandard.testing.case import Case
from cpstandard.testing.promises import PROMISES

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
GEOJSON = ROOT / "plugins/cpstandard-table/tests/cases/geojson"


def importer_of(plugin: Path):
    return load_plugins().importer(plugin.name.removeprefix("cpstandard-")).item


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda p: p.name)
def test_every_plugin_has_cases(plugin: Path) -> None:
    assert list((plugin / "tests/cases").glob("*/expected.json"))


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda p: p.name)
def test_the_registry_entry_of_the_readme_works(plugin: Path) -> None:
    readme = (plugin / "README.md").read_text(encoding="utf-8")
    [text] = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    entry = Entry.model_validate(yaml.safe_load(text))
    assert parse_options(importer_of(plugin), entry.sources[0].options)


def table(folder: Path = GEOJSON, read=None, **changes) -> Case:
    importer = importer_of(ROOT / "plugins/cpstandard-table")
    return Case(_Wrapped(importer, read, changes), folder)


class _Wrapped:
    """An importer that breaks one promise."""

    def __init__(self, inner, read, changes) -> None:
        self._inner, self._read = inner, read
        self.__dict__.update(changes)

    def __getattr__(self, name: str):
        return getattr(self._inner, name)

    def read(self, document, options):
        outcomes = self._inner.read(document, options)
        return self._read(outcomes) if self._read else outcomes


def _twice(outcomes):
    for outcome in outcomes:
        yield outcome
        yield outcome


def _nameless(outcomes):
    for outcome in outcomes:
        outcome.record.pop("name")
        yield outcome


def _mistyped(outcomes):
    for outcome in outcomes:
        outcome.record["practices"] = ["community-libary"]
        yield outcome


def _all_one(outcomes):
    for outcome in outcomes:
        yield replace(outcome, local_id="one")


def _telling(outcomes):
    for outcome in outcomes:
        row = Row({"Contact": "Mx A. Sample"}, outcome.rows[0].location)
        row.withhold("Contact")
        outcome.record["description"] = "Ask Mx A. Sample about the invented books."
        yield replace(outcome, rows=(row,))


def _calling_in(outcomes):
    for outcome in outcomes:
        outcome.record["description"] = "Ring 020 7946 0018 about the invented books."
        yield outcome


def _fetching(outcomes):
    import socket

    with socket.socket() as connection, contextlib.suppress(OSError):
        connection.connect(("127.0.0.1", 9))
    yield from outcomes


def _peeking(outcomes):
    with contextlib.suppress(OSError):
        Path("/nowhere/secrets.txt").read_text()
    yield from outcomes


def _calling(outcomes):
    subprocess.run([sys.executable, "-c", ""], check=False)
    yield from outcomes


def _printing(outcomes):
    print("hello")
    yield from outcomes


def _dropping(outcomes):
    yield next(outcomes)


def _placeless(outcomes):
    for outcome in outcomes:
        yield replace(outcome, rows=())


def _moody(outcomes):
    for outcome in outcomes:
        outcome.record["name"] += str(next(_COUNT))
        yield outcome


_COUNT = itertools.count()


@pytest.mark.parametrize(
    ("promise", "read", "said"),
    [
        ("accounted", _twice, "two outcomes"),
        ("accounted", _dropping, "nothing was said of /features/1"),
        ("valid", _nameless, "has no Name"),
        ("valid", _mistyped, r"not in the list .* Did you mean 'community-library'"),
        ("valid", _all_one, "is given to more than one initiative"),
        ("private", _telling, r"document\.geojson/features/0: 'Contact' is withheld"),
        ("private", _calling_in, r"document\.geojson \(inventon-g1\): .* telephone number"),
        ("pure", _fetching, "used the network"),
        ("pure", _peeking, "opened /nowhere/secrets.txt"),
        ("pure", _calling, "started another program"),
        ("pure", _printing, "wrote on stdout: 'hello"),
        ("located", _placeless, "has no rows"),
        ("deterministic", _moody, "two results"),
        ("expected", _moody, "pytest --write-expected"),
    ],
)
def test_a_broken_promise_is_told(promise: str, read, said: str) -> None:
    PROMISES[promise](table())
    with pytest.raises(AssertionError, match=said):
        PROMISES[promise](table(read=read))


def test_an_option_that_nothing_describes_is_told() -> None:
    class Options(importer_of(ROOT / "plugins/cpstandard-table").Options):
        secret_switch: bool = Field(default=False, description="Does something.")
        nameless: bool = False

    with pytest.raises(AssertionError, match=r"README\.md does not name option secret_switch"):
        PROMISES["documented"](table(Options=Options))


def test_rows_of_a_sheet_that_are_passed_over_are_told() -> None:
    case = table(ROOT / "plugins/cpstandard-table/tests/cases/csv-libraries", _dropping)
    with pytest.raises(AssertionError, match="nothing was said of document row"):
        PROMISES["accounted"](case)


def test_a_case_is_written_and_then_kept(tmp_path: Path) -> None:
    folder = tmp_path / "geojson"
    shutil.copytree(GEOJSON, folder)
    (folder / "expected.json").unlink()
    with pytest.raises(AssertionError, match=r"has no expected\.json"):
        PROMISES["expected"](table(folder))
    table(folder).write_expected()
    PROMISES["expected"](table(folder))
    assert (folder / "expected.json").read_bytes() == (GEOJSON / "expected.json").read_bytes()


def test_a_refusal_can_be_what_is_expected(tmp_path: Path) -> None:
    folder = tmp_path / "refused"
    shutil.copytree(GEOJSON, folder)
    (folder / "document.geojson").write_text("[1]")
    table(folder).write_expected()
    assert "document.geojson" in (folder / "expected.json").read_text()
    for name in PROMISES.keys() - {"documented"}:
        PROMISES[name](table(folder))


def test_a_case_is_run_for_an_invented_publisher() -> None:
    assert [record["id"] for record in table().result.records] == ["inventon-g1", "inventon-g2"]


def test_pytest_collects_the_cases_of_a_distribution_and_no_other_folder(tmp_path: Path) -> None:
    shutil.copytree(GEOJSON, tmp_path / "tests/cases/geojson")
    (tmp_path / "README.md").write_text("nothing of use")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    nothing = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "no tests ran" in nothing.stdout
    (tmp_path / "pyproject.toml").write_text(
        '[project.entry-points.cpstandard]\ntable = "cpstandard_table"\n'
    )
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 1
    assert f"1 failed, {len(PROMISES) - 1} passed" in done.stdout
    assert "README.md does not name option" in done.stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new importer as ``cpstandard new importer`` writes it, with its code on the path."""
    write_distribution("importer", Names.made_from("inventon-parks"), tmp_path)
    return tmp_path / "cpstandard-inventon-parks"


def tried(project: Path, *more: str, installed: bool = True) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(project), *more]
    environment = {**os.environ, "PYTHONPATH": str(project / "src") if installed else ""}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=project, env=environment
    )
    return done.stdout


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_case_may_be_a_workbook_or_a_zip(project: Path) -> None:
    cases = project / "tests/cases"
    rows = (cases / "sample/document.csv").read_text().splitlines()
    for name in ("workbook", "zipped"):
        shutil.copytree(cases / "sample", cases / name)
        (cases / name / "document.csv").unlink()
        (cases / name / "expected.json").unlink()
    with xlsxwriter.Workbook(cases / "workbook/document.xlsx") as book:
        sheet = book.add_worksheet("The list")
        for number, row in enumerate(csv.reader(rows)):
            sheet.write_row(number, 0, row)
    with zipfile.ZipFile(cases / "zipped/document.zip", "w") as archive:
        archive.write(cases / "sample/document.csv", "rows.csv")
    changed(project / "src/cpstandard_inventon_parks/importer.py", "_, rows = read", MEMBER)
    said = tried(project, "--write-expected")
    assert f"{3 * len(PROMISES) + 2} passed" in said, said
    made = [
        json.loads((cases / name / "expected.json").read_text()) for name in ("zipped", "workbook")
    ]
    assert [one["records"] for one in made] == 2 * [
        json.loads((cases / "sample/expected.json").read_text())["records"]
    ]


MEMBER = """members = list(document.members().values())
        document = members[0] if members else document
        _, rows = read"""


def test_code_that_breaks_is_told_once_in_its_own_lines(project: Path) -> None:
    record = project / "src/cpstandard_inventon_parks/record.py"
    changed(record, "    number, name, kind =", "    1 / 0\n    number, name, kind =")
    said = tried(project, str(project / "tests/cases"))
    assert said.count("\nZeroDivisionError: division by zero\n") == 1
    assert "sample::expected - ZeroDivisionError" in said
    assert "record.py" in said
    assert "    1 / 0" in said
    assert "It breaks as above." in said
    assert len(said.splitlines()) < 60


def test_an_importer_that_is_not_installed_is_told_of_how_to_be(project: Path) -> None:
    said = tried(project, str(project / "tests/cases"), installed=False)
    assert f"is it installed here?  pip install --editable {project}" in said


def test_a_case_without_a_document_is_told_what_it_needs(project: Path) -> None:
    (project / "tests/cases/sample/document.csv").rename(project / "tests/cases/sample/rows.csv")
    said = tried(project, str(project / "tests/cases"))
    assert "has 0 documents, and needs one: a file document.csv" in said
