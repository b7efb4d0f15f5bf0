"""``cpstandard export``: what is sound is written, what is not is told."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib.namespace import RDF, SKOS

from cpstandard.cli import main
from cpstandard.publish.linked.package import unlinked
from cpstandard.schema_store import standard
from linked.reading import Package, read_with_rdflib


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def write(path: Path, package: Package) -> Path:
    path.write_text(json.dumps(package), encoding="utf-8")
    return path


def test_a_package_in_any_form_becomes_json_ld(full: Package, tmp_path: Path) -> None:
    source = write(tmp_path / "p.json", full)
    assert run("export", "jsonld", source, tmp_path / "p.jsonld").exit_code == 0
    made = json.loads((tmp_path / "p.jsonld").read_text(encoding="utf-8"))
    assert unlinked(made) == full
    assert run("convert", source, tmp_path / "p.jsonl").exit_code == 0
    assert run("export", "jsonld", tmp_path / "p.jsonl", tmp_path / "q.jsonld").exit_code == 0
    assert json.loads((tmp_path / "q.jsonld").read_text(encoding="utf-8")) == made


def test_a_record_that_breaks_the_standard_is_left_out_and_told(
    full: Package, tmp_path: Path
) -> None:
    full["initiatives"][1]["scope"] = "galaxy"
    result = run("export", "jsonld", write(tmp_path / "p.json", full), tmp_path / "p.jsonld")
    assert result.exit_code == 1
    assert "1 could not be exported" in result.output
    assert "cpstandard validate" in result.output
    made = json.loads((tmp_path / "p.jsonld").read_text(encoding="utf-8"))
    assert len(made["initiatives"]) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"standardVersion": "0.1"}, "migrate"),
        ({"standardVersion": "9.9"}, "no version that is known"),
        ({"licence": 7}, "mistake in what it says of itself"),
    ],
)
def test_an_envelope_that_cannot_be_read_is_one_line(
    full: Package, tmp_path: Path, change: Package, said: str
) -> None:
    if change.get("standardVersion") == "0.1":
        del full["publisher"]["identifiers"], full["extensions"]
    source = write(tmp_path / "p.json", {**full, **change})
    result = run("export", "jsonld", source, tmp_path / "p.jsonld")
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "p.jsonld").exists()


def test_the_codelists_are_written_into_a_folder(tmp_path: Path) -> None:
    assert run("export", "skos", tmp_path / "made").exit_code == 0
    names = {path.stem for path in (tmp_path / "made").glob("*.ttl")}
    assert names == set(standard().codelists)
    graph = read_with_rdflib((tmp_path / "made" / "practice.jsonld").read_bytes())
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(standard().codelists["practice"].codes)
