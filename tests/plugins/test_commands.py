"""``cpstandard import`` and ``cpstandard plugins``."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main

ROWS = "Code,Name,Kind,Spare\n1,Invented Library,CRL,x\n2,Council Library,LAL,\n3,,CRL,\n"
MAPPING = """
id: Code
record:
  name: Name
  practices: {from: Kind, lookup: {CRL: community-library}}
  places: {name: Name, country: {value: GB}}
  sources: {title: {value: Invented list}}
filter: {column: Kind, is: CRL}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(ROWS)
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    return tmp_path


def run(*arguments: object):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def imported(files: Path, *more: object):
    mapping = files / "mapping.yaml"
    return run("import", "table", files / "rows.csv", "--mapping", mapping, *more)


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_import_writes_a_package_and_accounts_for_every_row(files: Path, ending: str) -> None:
    out, report = files / f"out.{ending}", files / "report.json"
    result = imported(
        files,
        "-o",
        out,
        "--licence",
        "OGL-UK-3.0",
        "--publisher-id",
        "inventon",
        "--report",
        report,
    )
    assert result.exit_code == 0, result.output
    lines = out.read_text().splitlines()
    whole = json.loads(out.read_text()) if ending == "json" else json.loads(lines[0])
    records = whole["initiatives"] if ending == "json" else [json.loads(lines[1])]
    assert whole["publisher"] == {"id": "inventon", "name": "inventon"}
    assert [r["id"] for r in records] == ["inventon-1"]
    assert records[0]["provenance"]["licence"] == "OGL-UK-3.0"
    said = json.loads(report.read_text())
    assert said["rows"] == {"read": 3, "used": 1, "skipped": 2}
    assert said["skipped"] == {"Kind is not CRL": 1, "it has no name": 1}
    assert "3 rows read, 1 used, 2 skipped; 1 record made." in result.stderr
    assert "Spare" in result.stderr
    assert [p.name for p in files.iterdir() if p.name.startswith(".")] == []


def test_preview_writes_nothing(files: Path) -> None:
    before = sorted(files.iterdir())
    result = imported(files, "--preview")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["name"] == "Invented Library"
    assert sorted(files.iterdir()) == before


def test_preview_says_how_many_more_there_are(files: Path) -> None:
    rows = "".join(f"{number},Invented Library {number},CRL\n" for number in range(5))
    (files / "rows.csv").write_text(f"Code,Name,Kind\n{rows}")
    result = imported(files, "--preview")
    assert result.stdout.count('"name"') == 3 * 2  # the initiative and its place
    assert "… and 2 more" in result.stderr


def test_an_importer_that_is_not_there_may_have_to_be_installed(files: Path) -> None:
    result = run("import", "inventon-parks", files / "rows.csv", "--preview")
    assert result.exit_code == 2
    assert "There is no importer 'inventon-parks'" in result.stderr
    assert "has to be installed in the same environment" in result.stderr


def test_to_stdout_only_data_goes(files: Path) -> None:
    result = imported(files, "-o", "-", "--licence", "CC0-1.0", "--quiet")
    assert json.loads(result.stdout)["licence"] == "CC0-1.0"
    assert result.stderr == ""


def test_options_of_the_command_line_go_over_those_of_the_file(files: Path) -> None:
    result = imported(files, "--preview", "--option", "filter={column: Kind, is: LAL}")
    assert "Council Library" in result.stdout
    assert "Kind: 'LAL' (1)" in result.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "Say with -o"),
        (("-o", "out.json"), "Say with --licence"),
        (("-o", "out.odd", "--licence", "x"), "name a file that ends with"),
        (("-o", "/nowhere/at/all/out.json", "--licence", "x"), "cannot be written"),
        (("--preview", "--option", "id"), "NAME=VALUE"),
        (("--preview", "--option", "id=[a"), "--option id"),
        (("--preview", "--option", "wrong=1"), "'wrong' is not an option"),
    ],
)
def test_misuse_is_one_line(files: Path, more: tuple[str, ...], said: str) -> None:
    result = imported(files, *more)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_package_that_fails_half_way_leaves_the_old_one(files: Path) -> None:
    out = files / "out.json"
    out.write_text("the old one")
    (files / "rows.jsonl").write_text('{"Code": 1, "Name": "a", "Kind": "CRL"}\n{broken\n')
    mapping = files / "mapping.yaml"
    result = run(
        "import", "table", files / "rows.jsonl", "--mapping", mapping, "-o", out, "--licence", "x"
    )
    assert result.exit_code == 2
    assert "rows.jsonl:2 is not JSON" in result.stderr
    assert out.read_text() == "the old one"
    assert len(list(files.iterdir())) == 4


def test_a_suggested_mapping_names_every_column_and_works(files: Path) -> None:
    text = (
        "Library code,Library name,Library type,Town,Opened,Lat,Long,Web site,E-mail,No\n"
        "1,Invented Mill,CRL,Inventon,2001,53.5,-1.5,https://mill.example,a@invented.example,x\n"
        '2,"Invented, Hall",LAL,Inventon,2002,,,,,y\n'
    )
    (files / "new.csv").write_text(text)
    suggested = run("import", "table", files / "new.csv", "--suggest")
    assert suggested.exit_code == 0, suggested.output
    (files / "new.yaml").write_text(suggested.stdout)
    result = run("import", "table", files / "new.csv", "--mapping", files / "new.yaml", "--preview")
    assert result.exit_code == 0, result.output
    first = json.loads(result.stdout[: result.stdout.index("\n}\n") + 3])
    assert (first["id"], first["name"], first["started"]) == ("example-1", "Invented Mill", "2001")
    assert first["places"][0]["latitude"] == 53.5
    assert "E-mail" in result.stderr
    assert "Read by nobody" not in result.stderr
    none = run("import", "participedia", files / "new.csv", "--suggest")
    assert none.exit_code == 2


def test_without_a_mapping_it_says_how_to_draft_one(files: Path) -> None:
    table = files / "our list.csv"
    table.write_text("Id,Name\n1,Invented Mill\n")
    result = run("import", "table", table, "-o", files / "out.json")
    assert result.exit_code == 2
    assert f"cpstandard import table '{table}' --suggest > mapping.yaml" in result.stderr


def test_a_record_without_what_every_record_needs_is_told(files: Path) -> None:
    (files / "new.csv").write_text("Id,Name,Town,Page\n1,Mill,Inventon,mill.example\n2,Hall,,\n")
    (files / "new.yaml").write_text(
        "id: Id\n"
        "record:\n"
        "  name: Name\n"
        "  clusters: {value: capacity-and-assets}\n"
        "  places: {name: Town, country: {value: GB}}\n"
        "  sources: {title: {value: Own page}, url: Page}\n"
    )
    result = run("import", "table", files / "new.csv", "--mapping", files / "new.yaml", "--preview")
    assert result.exit_code == 0, result.output
    assert "1  the record is without a source, which every record needs" in result.stderr
    assert "1  the record is without a place or scope, which every record needs" in result.stderr
    assert "without a cluster" not in result.stderr


def test_no_record_is_no_success(files: Path) -> None:
    result = imported(files, "--preview", "--option", "filter={column: Kind, is: none}")
    assert result.exit_code == 1
    assert "No record was made." in result.stderr


def test_plugins_lists_importers_checks_and_options() -> None:
    result = run("plugins")
    assert result.exit_code == 0
    assert "360giving" in result.stdout
    assert "Broken" not in result.stdout
    found = json.loads(run("plugins", "--json").stdout)
    assert {"id", "title", "version", "distribution", "distributionVersion"} == set(
        found["importers"][0]
    )
    assert found["failures"] == []
    assert "filter (default []):" in run("plugins", "--options", "table").stdout


def test_a_folder_in_place_of_a_file_is_one_line(files: Path) -> None:
    result = imported(files, "-o", files, "--format", "json", "--licence", "CC0-1.0")
    assert result.exit_code == 2
    assert "is a folder: name a file." in result.stderr
    assert sorted(p.name for p in files.iterdir()) == ["mapping.yaml", "rows.csv"]


def test_a_publisher_id_has_to_begin_ids(files: Path) -> None:
    result = imported(files, "--preview", "--publisher-id", "A Town/..")
    assert result.exit_code == 2
    assert "write it as lower-case-words" in result.stderr


def test_a_mapping_reads_the_same_yaml_as_the_registry(files: Path) -> None:
    mapping = MAPPING.replace("{CRL: community-library}", "{no: community-library}")
    (files / "mapping.yaml").write_text(mapping.replace("is: CRL", "is: no"))
    (files / "rows.csv").write_text("Code,Name,Kind\n1,Invented Library,no\n")
    result = imported(files, "--preview", "--licence", "CC0-1.0")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["practices"] == ["community-library"]


def test_the_expectation_is_told_and_held(files: Path) -> None:
    met = imported(files, "--preview", "--expect", "1")
    assert met.exit_code == 0
    assert "Expected: 1 records or more: as expected." in met.stderr
    missed = imported(files, "--preview", "--expect", "2", "--report", files / "report.json")
    assert missed.exit_code == 1
    assert "Expected: 2 records or more: TOO FEW." in missed.stderr
    assert json.loads((files / "report.json").read_text())["expected"] == 2


@pytest.mark.parametrize("version", ["0.1", "1.0"])
def test_a_package_of_any_version_is_imported_into_the_latest(
    root: Path, tmp_path: Path, version: str
) -> None:
    source, out = root / "schema" / version / "examples" / "full.json", tmp_path / "out.json"
    result = run("import", "cpstandard", source, "-o", out, "--licence", "CC0-1.0")
    assert result.exit_code == 0, result.output
    assert json.loads(out.read_text())["standardVersion"] == "1.0"
    given = json.loads(source.read_text())["initiatives"]
    made = json.loads(out.read_text())["initiatives"]
    assert [record["id"] for record in made] == [record["id"] for record in given]
    assert run("validate", out, "--fail-on", "error").exit_code == 0
