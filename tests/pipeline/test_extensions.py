"""Records with fields of extensions go through a build, and their downloads declare them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.pipeline.extended import extensions_used
from cpstandard.schema_store import schema_folder

ENTRY = """\
name: Example Town Partnership (invented)
licence: CC-BY-4.0
sources:
  - id: initiatives
    path: data/example-town/initiatives.json
    importer: cpstandard
"""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A site of the example of the extension community-shares."""
    example = schema_folder() / "extensions" / "community-shares" / "examples" / "full.json"
    data = tmp_path / "registry" / "data" / "example-town"
    data.mkdir(parents=True)
    shutil.copy(example, data / "initiatives.json")
    entry = tmp_path / "registry" / "gb" / "example-town.yaml"
    entry.parent.mkdir()
    entry.write_text(ENTRY, encoding="utf-8")
    arguments = ["build", "--now", "2026-01-31T06:00:00Z"]
    for option, name in (("registry", "registry"), ("out", "site"), ("workspace", "workspace")):
        arguments += [f"--{option}", str(tmp_path / name)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return tmp_path / "site"


def test_the_downloads_declare_the_extension_and_are_valid(built: Path) -> None:
    package = json.loads((built / "data" / "initiatives.json").read_text(encoding="utf-8"))
    assert package["extensions"] == ["community-shares"]
    (record,) = package["initiatives"]
    assert record["shareOffers"][0]["raised"] == 172500
    for form in ("json", "jsonl", "csv", "xlsx"):
        path = built / "data" / f"initiatives.{form}"
        result = CliRunner().invoke(main, ["validate", str(path)])
        assert result.exit_code == 0, result.output


def test_only_the_extensions_that_are_used_are_named() -> None:
    assert extensions_used([{"name": "A"}, {"shareOffers": [{}]}]) == ["community-shares"]
    assert extensions_used([{"placeIndicators": [{}]}, {"shareOffers": [{}]}]) == [
        "community-shares",
        "place-indicators",
    ]
    assert extensions_used([]) == []
