"""The benchmarks run, and find each mistake that they seed, at a size that takes no time."""

import subprocess
import sys

import pytest


@pytest.fixture
def tables(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    import tables

    return tables


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_each_mistake_of_a_sheet_is_found_in_its_row(tables, tmp_path, form):
    sheet = tmp_path / f"sheet.{form}"
    tables.sheets.write_ours(sheet, 400)
    measured, found = tables.ours(sheet, 400)
    assert found == len(tables.seeded(400)) > 10
    assert measured.seconds > 0


def test_the_validator_beside_jsonschema(root):
    command = [sys.executable, str(root / "benchmarks" / "validate.py"), "200"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.count("times as fast as jsonschema") == 2
