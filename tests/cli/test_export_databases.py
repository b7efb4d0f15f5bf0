"""``cpstandard export sqlite`` and ``parquet``: a package as a database, from any form of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.publish.forms import parquet_form
from forms.test_databases import READERS
from registry_place import initiative, package

SWAN, HERON = initiative("example-town-swan"), initiative("example-town-heron")


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("source", ["json", "jsonl", "csv", "xlsx", "ods"])
def test_a_package_in_any_form_becomes_a_database(form: str, source: str, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(package("example-town", SWAN, HERON), encoding="utf-8")
    given = tmp_path / f"in.{source}"
    if source != "json":
        assert (
            CliRunner().invoke(main, ["convert", str(tmp_path / "in.json"), str(given)]).exit_code
            == 0
        )
    out = tmp_path / f"out.{form}"
    result = CliRunner().invoke(main, ["export", form, str(given), str(out)])
    assert result.exit_code == 0, result.output
    assert READERS[form][1](out) == [SWAN, HERON]


@pytest.mark.parametrize("form", READERS)
def test_what_breaks_the_standard_is_left_out_and_told(form: str, tmp_path: Path) -> None:
    broken = {**HERON, "clusters": ["nonsense"]}
    (tmp_path / "in.json").write_text(package("example-town", SWAN, broken), encoding="utf-8")
    out = tmp_path / f"out.{form}"
    result = CliRunner().invoke(main, ["export", form, str(tmp_path / "in.json"), str(out)])
    assert result.exit_code == 1
    assert "1 could not be exported" in result.output
    assert READERS[form][1](out) == [SWAN]


def test_two_records_of_one_id_are_refused_in_one_line_and_leave_no_file(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(package("example-town", SWAN, SWAN), encoding="utf-8")
    out = tmp_path / "out.sqlite"
    result = CliRunner().invoke(main, ["export", "sqlite", str(tmp_path / "in.json"), str(out)])
    assert result.exit_code == 2
    assert "Two records have the id example-town-swan" in result.output
    assert not out.exists()


def test_without_duckdb_parquet_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_form, "is_installed", lambda: False)
    (tmp_path / "in.json").write_text(package("example-town", SWAN), encoding="utf-8")
    out = tmp_path / "out.parquet"
    result = CliRunner().invoke(main, ["export", "parquet", str(tmp_path / "in.json"), str(out)])
    assert result.exit_code == 2
    assert "pip install 'cpstandard[parquet]'" in " ".join(result.output.split())
    assert not out.exists()
