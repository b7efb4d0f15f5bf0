"""The data's own descriptions hold: Data Package, DCAT, dictionary; and every form is whole."""

import csv
import hashlib
import html
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pyshacl
import pytest
from click.testing import CliRunner
from rdflib import Graph

from cpstandard.cli import main
from forms.test_databases import read_parquet, read_sqlite

FOLDERS = (
    "data",
    "data/licences/odbl-1-0",
    "data/founding",
    "data/many-halls",
    "data/share-alike/odbl-1-0",
)
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
# What DCAT-AP 3 makes mandatory, and what it says of the kinds of things.
[] a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcterms:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcterms:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] ,
    [ sh:path dcat:service ; sh:minCount 1 ; sh:class dcat:DataService ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcterms:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcterms:publisher ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcterms:modified ; sh:maxCount 1 ; sh:datatype xsd:date ] ,
    [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] .
[] a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:or ( [ sh:property [ sh:path dcterms:license ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ]
          [ sh:property [ sh:path dcterms:rights ; sh:minCount 1 ] ] ) ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:downloadURL ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] ,
    [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcterms:license ; sh:maxCount 1 ] .
[] a sh:NodeShape ; sh:targetClass dcat:DataService ;
  sh:property [ sh:path dcterms:title ; sh:minCount 1 ] ,
    [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:servesDataset ; sh:class dcat:Dataset ] .
"""


def records(built: Path, folder: str) -> list[dict[str, Any]]:
    package = json.loads((built / folder / "initiatives.json").read_text("utf-8"))
    found: list[dict[str, Any]] = package["initiatives"]
    return found


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xlsx", "ods"])
def test_a_download_passes_our_own_validator_and_reads_back_the_same(
    built: Path, tmp_path: Path, folder: str, form: str
) -> None:
    path = built / folder / f"initiatives.{form}"
    result = CliRunner().invoke(main, ["validate", str(path), "--format", "json"])
    report = json.loads(result.stdout)
    report = report["reports"][0] if "reports" in report else report
    assert [g["code"] for g in report["groups"] if g["severity"] == "error"] == []
    assert report["records"] == len(records(built, folder))
    out = tmp_path / "back.json"
    result = CliRunner().invoke(main, ["convert", str(path), str(out)])
    assert result.exit_code == 0, result.output
    again = json.loads(out.read_text("utf-8"))
    assert again == json.loads((built / folder / "initiatives.json").read_text("utf-8"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_databases_hold_the_same_records(built: Path, folder: str) -> None:
    wanted = records(built, folder)
    assert read_sqlite(built / folder / "initiatives.sqlite") == wanted
    assert read_parquet(built / folder / "initiatives.parquet") == wanted


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_map_has_a_point_for_each_place_that_has_one(built: Path, folder: str) -> None:
    made = json.loads((built / folder / "initiatives.geojson").read_text("utf-8"))
    found = [
        (each["properties"]["id"], each["properties"]["place"], *each["geometry"]["coordinates"])
        for each in made["features"]
    ]
    assert found == [
        (record["id"], place["name"], place["longitude"], place["latitude"])
        for record in records(built, folder)
        for place in record.get("places", ())
        if "latitude" in place
    ]
    assert all("licence" in each["properties"] for each in made["features"])


@pytest.mark.parametrize("folder", ["data", "data/founding", "data/many-halls", "data/share-alike"])
def test_the_data_package_is_valid_and_so_is_the_table_that_it_describes(
    built: Path, folder: str
) -> None:
    descriptor = json.loads((built / folder / "datapackage.json").read_text("utf-8"))
    assert list(frictionless.Package.metadata_validate(descriptor)) == []
    tables = [each for each in descriptor["resources"] if each["format"] == "csv"]
    assert tables
    for table in tables:
        resource = frictionless.Resource.from_descriptor(table, basepath=str(built / folder))
        report = resource.validate()
        assert report.valid, report.flatten(["type", "fieldName", "message"])[:5]
        assert report.tasks[0].stats["rows"] == len(
            records(built, f"{folder}/{Path(table['path']).parent}")
        )
    for each in descriptor["resources"]:
        content = (built / folder / each["path"]).read_bytes()
        assert len(content) == each["bytes"]
        assert each["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert descriptor["licenses"]
    assert descriptor["attributions"]


def test_the_data_package_types_what_is_typed(built: Path) -> None:
    descriptor = json.loads((built / "data" / "datapackage.json").read_text("utf-8"))
    table = next(each for each in descriptor["resources"] if each["path"] == "initiatives.csv")
    fields = {each["name"]: each for each in table["schema"]["fields"]}
    assert fields["Place 1: Latitude"]["type"] == "number"
    assert fields["Initiative id"]["constraints"] == {"required": True, "unique": True}
    untold = [name for name, each in fields.items() if "description" not in each]
    assert untold == []


def test_the_catalogue_is_valid_dcat(built: Path) -> None:
    graph = Graph().parse(built / "data" / "catalogue.ttl", format="turtle")
    shapes = Graph().parse(data=SHAPES, format="turtle")
    conforms, _graph, text = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, text
    # The shapes find what is missing.
    graph.update("PREFIX dcat: <http://www.w3.org/ns/dcat#> DELETE WHERE { ?a dcat:accessURL ?b }")
    assert not pyshacl.validate(graph, shacl_graph=shapes)[0]


def test_the_dictionary_tells_of_every_field_and_every_column(built: Path) -> None:
    told = json.loads((built / "data" / "dictionary.json").read_text("utf-8"))
    rows = list(
        csv.DictReader(io.StringIO((built / "data" / "dictionary.csv").read_text("utf-8-sig")))
    )
    assert [row["path"] for row in rows] == [field["path"] for field in told["fields"]]
    assert all(field["description"] for field in told["fields"])
    records = [field for field in told["fields"] if not field["path"].startswith("package.")]
    assert all(field["sqliteTable"] and field["parquetColumn"] for field in records)
    page = (built / "data" / "dictionary" / "index.html").read_text("utf-8")
    for field in told["fields"]:
        assert f"<code>{field['path']}</code>" in page
    with (built / "data" / "initiatives.csv").open(encoding="utf-8-sig", newline="") as file:
        headings = set(next(csv.reader(file)))
    columns = {field["csvColumn"] for field in told["fields"]}
    first = {heading for heading in headings if " 2: " not in heading}
    first = {h for h in first if not any(f" {n}: " in h for n in range(3, 200))}
    assert first - columns == set()


def test_the_dictionary_s_queries_run_as_they_stand(built: Path) -> None:
    page = (built / "data" / "dictionary" / "index.html").read_text("utf-8")
    of_sqlite, of_parquet = (
        html.unescape(each) for each in re.findall("<pre><code>(.*?)</code>", page)
    )
    with closing(sqlite3.connect(built / "data" / "initiatives.sqlite")) as database:
        assert len(database.execute(of_sqlite).fetchall()) > 200
    file = str(built / "data" / "initiatives.parquet")
    with duckdb.connect() as engine:
        assert len(engine.execute(of_parquet.replace("initiatives.parquet", file)).fetchall()) > 200


def test_what_stands_apart_is_nowhere_in_the_joint_files(built: Path) -> None:
    for path in (built / "data").glob("initiatives.*"):
        if path.suffix not in (".xlsx", ".ods", ".parquet"):
            assert b"share-alike-swan" not in path.read_bytes(), path.name
    assert "share-alike-swan" not in {
        r["id"] for r in read_parquet(built / "data/initiatives.parquet")
    }
    terms = json.loads((built / "data" / "licences.json").read_text("utf-8"))["licences"]
    assert {each["licence"]: each["records"] for each in terms} == {"CC-BY-4.0": 285, "ODbL-1.0": 1}
