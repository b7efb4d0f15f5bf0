"""A build on Spark gives the same records, findings, links and site as one without."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from registry_place import NOW, Place, initiative, package

TABLE = """\
name: Invented Grants
licence: CC-BY-4.0
sources:
  - id: list
    path: data/invented-grants/list.csv
    importer: table
    options:
      id: number
      record:
        name: called
        clusters: {value: capacity-and-assets}
        places:
          - name: where
            country: {value: GB}
        sources:
          - title: {value: An invented list}
      filter: {column: kind, is: [hall, garden]}
"""
WITHDRAWN = """\
withdrawn:
  - {id: many-7, date: 2026-01-30, reason: It was asked for.}
"""
MADE_ELSEWHERE = {"ingest", "validate", "link", "pieces", "downloads"}


def build(place: Place, name: str, *options: str) -> list[dict]:
    """Build ``place`` into a folder of its own, in a process of its own; return what it logged."""
    out = place.folder / name
    command = [
        sys.executable, "-m", "cpstandard", "build", "--registry", str(place.registry),
        "--out", str(out / "site"), "--workspace", str(out / "workspace"),
        "--now", NOW, "--log", "json", *options,
    ]  # fmt: skip
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("PYSPARK", "SPARK"))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=quiet)
    assert done.returncode == 1, done.stderr  # one source cannot be read
    return [json.loads(line) for line in done.stderr.splitlines()]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def place(tmp_path):
    """Six invented publishers: links between them, errors, rows left out, a failure, areas, a take-down."""
    place = Place(tmp_path)
    number = [{"scheme": "GB-COH", "id": "00000001"}]
    page = {"website": "https://swan.example.org/"}
    place.publisher(
        "anytown",
        package(
            "anytown",
            initiative("anytown-swan", identifiers=number),
            initiative("anytown-hall", name="Example Town Village Hall (invented)", **page),
            {"id": "anytown-broken", "name": 3},
        ),
    )
    place.publisher(
        "othertown",
        package(
            "othertown",
            initiative("othertown-swan", identifiers=number),
            initiative("othertown-hall", name="Example Town Village Hall (invented)", **page),
            initiative("anytown-taken"),
        ),
    )
    place.publisher("damaged", '{"standardVersion": "1.0", ')
    place.publisher("older", package("older", initiative("older-one"), version="1.0"))
    place.publisher("many", package("many", *(initiative(f"many-{n}") for n in range(300))))
    table = place.registry / "data" / "invented-grants" / "list.csv"
    table.parent.mkdir(parents=True)
    table.write_text(
        "number,called,kind,where\n1,A hall (invented),hall,Newborough\n2,A till,shop,\n"
    )
    (place.registry / "gb" / "invented-grants.yaml").write_text(TABLE)
    place.areas()
    (place.registry / "withdrawn.yaml").write_text(WITHDRAWN)
    return place


@pytest.fixture
def spark():
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("PySpark is not installed: make spark")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("there is no Java, which Spark runs on")


def hold_to_variety(place, log):
    """See that the registry of the test has something of everything."""
    states = {line["source"]: line["state"] for line in log if "state" in line}
    assert states.pop("damaged/initiatives") == "failed"
    assert set(states.values()) == {"published"}
    out = place.folder / "local"
    status = json.loads((out / "site" / "status.json").read_bytes())["publishers"]
    assert status["anytown"]["sources"][0]["findings"]
    assert status["invented-grants"]["sources"][0]["import"]["skipped"]
    assert status["many"]["sources"][0]["recordsOut"] == 299
    assert "E06900001" in (out / "site" / "data" / "initiatives.json").read_text()
    (links,) = (out / "workspace" / "stages" / "link").glob("*/content")
    assert "GB-COH" in links.read_text()
    assert "same-website" in links.read_text()


def hold_to_the_same_work(place):
    """Compare records, findings, links and tables, each byte, and then the sites."""

    def made(name: str) -> dict[str, bytes]:
        found = files(place.folder / name / "workspace" / "stages")
        return {path: found[path] for path in found if path.split("/")[0] in MADE_ELSEWHERE}

    mine, theirs = made("local"), made("spark")
    assert {name.split("/")[0] for name in mine} == MADE_ELSEWHERE
    assert mine == theirs
    mine, theirs = (files((place.folder / name / "site").resolve()) for name in ("local", "spark"))
    assert len(mine) > 300
    assert mine == theirs


def hold_to_work_elsewhere(place, log):
    """See that Spark did the work, so that the build found it done."""
    told = [line for line in log if line.get("event") == "engine"]
    sources, failed = (line for line in told if line["work"] == "sources")
    assert (sources["given"], sources["done"]) == (6, 5)
    assert failed["source"] == "damaged/initiatives"
    # Links are made beside the downloads, so either may be done first.
    links = [line for line in told if line["work"] == "links"]
    assert links
    assert all(line["done"] > 0 for line in links)
    (tables,) = (line for line in told if line["work"] == "tables")
    assert tables["done"] == tables["given"] > 20
    # What Spark itself says is kept apart.
    assert "log4j" in (place.folder / "spark" / "workspace" / "spark.log").read_text()


# One test and not four: each process of pytest would build both again.
@pytest.mark.usefixtures("spark")
def test_a_build_on_spark_gives_the_same_to_the_byte(place):
    hold_to_variety(place, build(place, "local"))
    log = build(place, "spark", "--engine", "spark")
    hold_to_the_same_work(place)
    hold_to_work_elsewhere(place, log)
