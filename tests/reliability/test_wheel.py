"""R28: what we depend on is little and pinned, and the wheel is the same each time."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from fresh_environment import ROOT, Fresh, build, needed
from registry_place import ENTRY, initiative, package

pytestmark = pytest.mark.reliability("R28")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
AS_RELEASED = "1000000000"  # a time that is that of no file, in SOURCE_DATE_EPOCH
MOST = 40  # distributions that an environment with cpstandard holds, all that they need included


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    return Fresh(tmp_path_factory.mktemp("wheel"))


def copied(into: Path) -> Path:
    """Copy what is under version control, as a clone of it would be, without its times."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, into / name)
    return into


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Wheel and sdist, each built twice: two folders, two ages of files, two sets of rights."""
    made = []
    for name, age, rights in (
        ("one", 1_600_000_000, 0o644),
        ("another-place", 1_700_000_000, 0o600),
    ):
        source = copied(tmp_path_factory.mktemp(name) / name)
        for path in source.rglob("*"):
            os.utime(path, (age, age))
            path.chmod(0o755 if path.is_dir() else rights)
        # What a day's work leaves in a folder is no part of a release.
        (source / "src/cpstandard/__pycache__").mkdir()
        (source / "src/cpstandard/__pycache__/left.cpython-311.pyc").write_text(name)
        (source / "site").mkdir()
        (source / "site/left.html").write_text(name)
        (source / ".venv").mkdir()
        (source / ".venv/left").write_text(name)
        out = tmp_path_factory.mktemp(f"{name}-out")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", AS_RELEASED)
            made.append((build(out, source), build(out, source, "sdist")))
    return made


def test_wheel_and_sdist_are_the_same_to_the_byte(built, record_property):
    (wheel, sdist), (other_wheel, other_sdist) = built
    assert digest(wheel) == digest(other_wheel)
    assert digest(sdist) == digest(other_sdist)
    size = wheel.stat().st_size / 1e6
    record_property("figure", f"wheel ({size:.1f} MB) and sdist built twice: the same bytes")


def test_the_wheel_made_from_the_sdist_is_that_of_the_checkout(built, tmp_path, monkeypatch):
    [(wheel, sdist), _] = built
    with tarfile.open(sdist) as archive:
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # before 3.11.4
        archive.extractall(tmp_path, **safely)
    [source] = [path for path in tmp_path.iterdir() if path.is_dir()]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AS_RELEASED)
    assert digest(build(tmp_path / "wheel", source)) == digest(wheel)


def test_wheel_and_sdist_carry_standard_templates_and_plugins(built):
    [(wheel, sdist), _] = built
    names = zipfile.ZipFile(wheel).namelist()
    below = {
        "schema": "cpstandard/schema",
        "registry": "cpstandard/example_registry",
        "src/cpstandard": "cpstandard",
        **{
            f"{path.parent.relative_to(ROOT)}/{path.name}": path.name
            for path in (ROOT / "plugins").glob("*/src/*")
            if not path.name.endswith(".egg-info")
        },
    }
    with tarfile.open(sdist) as archive:
        sources = {name.partition("/")[2] for name in archive.getnames()}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True)
    files = [name for name in listed.stdout.decode().splitlines() if (ROOT / name).is_file()]
    wanted = {
        f"{there}/{name.removeprefix(f'{here}/')}"
        for here, there in below.items()
        for name in files
        if name.startswith(f"{here}/")
    }
    assert len(wanted) > 500
    about = {name for name in names if ".dist-info/" in name}
    assert set(names) - about == wanted
    assert set(files) - sources <= {".gitattributes", ".gitignore"}
    assert not [name for name in sources if "left" in name]


def test_an_environment_with_nothing_else_validates_makes_a_template_and_builds(fresh):
    place = fresh.work / "place"
    for publisher in ("anytown", "othertown"):
        data = place / f"registry/data/{publisher}/initiatives.json"
        data.parent.mkdir(parents=True)
        data.write_text(package(publisher, initiative(f"{publisher}-1")))
        path = f"data/{publisher}/initiatives.json"
        (place / "registry/gb").mkdir(exist_ok=True)
        entry = ENTRY.format(name=publisher, path=path)
        (place / f"registry/gb/{publisher}.yaml").write_text(entry)
    (place / "bad.json").write_text(package("anytown", initiative("anytown-1", clusters=["pubb"])))
    fresh.sh("cpstandard validate registry/data/anytown/initiatives.json", folder=place)
    told = fresh.sh("cpstandard validate bad.json", code=1, folder=place)
    assert "unknown-code" in told, told
    fresh.sh("cpstandard template initiatives.xlsx --language cy", folder=place)
    assert zipfile.is_zipfile(place / "initiatives.xlsx")
    told = fresh.sh("cpstandard build --out site && cpstandard verify site", folder=place)
    assert "Published 2 initiatives from 2 of 2 sources" in told
    assert "is whole" in told
    page = (place / "site/initiatives/othertown-1/index.html").read_text(encoding="utf-8")
    assert "The othertown-1 (invented)" in page
    shown = fresh.sh("python -c 'import cpstandard; print(cpstandard.__file__)'", folder=place)
    assert Path(shown.strip()).is_relative_to(fresh.environment)


def test_the_plugins_come_with_the_wheel_and_load(fresh):
    listed = json.loads(fresh.sh("cpstandard plugins --json"))
    assert listed["failures"] == []
    bundled = set(PROJECT["entry-points"]["cpstandard"])
    assert {each["id"] for each in listed["importers"]} >= bundled
    assert {each["distribution"] for each in listed["importers"]} == {"cpstandard"}


@pytest.mark.parametrize(
    ("script", "extra"),
    [
        ("cpstandard export parquet good.json good.parquet", "parquet"),
        ("cpstandard build --engine spark", "spark"),
        ("cpstandard build --linking splink", "link"),
    ],
)
def test_what_needs_an_extra_says_which(fresh, tmp_path, script, extra):
    (tmp_path / "good.json").write_text(package("anytown", initiative("anytown-1")))
    (tmp_path / "registry/gb").mkdir(parents=True)
    (tmp_path / "registry/anytown.json").write_text(package("anytown", initiative("anytown-1")))
    (tmp_path / "registry/gb/anytown.yaml").write_text(
        ENTRY.format(name="Anytown", path="anytown.json")
    )
    told = fresh.sh(script, code=2, folder=tmp_path)
    assert f"pip install 'cpstandard[{extra}]'" in told
    assert "Traceback" not in told


def test_what_is_needed_is_little_and_each_of_it_is_pinned(record_property):
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    exact = re.compile(r"([\w.-]+)==(\S+)")
    pinned = {name.lower().replace("_", "-"): ver for name, ver in exact.findall(text)}
    whole = needed(["cpstandard"])
    del whole["cpstandard"]
    assert {name: pinned.get(name) for name in whole} == {
        name: each.version for name, each in whole.items()
    }
    assert len(whole) <= MOST
    direct = len(PROJECT["dependencies"])
    record_property("figure", f"{direct} runtime dependencies, {len(whole)} in all, each pinned")


def test_whatever_is_heavy_or_for_development_is_no_runtime_dependency():
    whole = set(needed(["cpstandard"]))
    extras = PROJECT["optional-dependencies"]
    elsewhere = {Requirement(line).name for lines in extras.values() for line in lines}
    assert whole & (elsewhere - {"cpstandard"}) == set()


def test_whatever_runs_for_others_is_pinned_by_digest():
    files = [ROOT / "action.yml", *(ROOT / "deploy").glob("*.yml")]
    files += (ROOT / ".github/workflows").glob("*.yml")
    used = [line for file in files for line in _used(yaml.safe_load(file.read_text("utf-8")))]
    assert used
    assert [each for each in used if not re.fullmatch(r"\./.*|[\w./-]+@[0-9a-f]{40}", each)] == []


def _used(value) -> list[str]:
    """Return every action that a workflow or an action uses."""
    if isinstance(value, list):
        return [each for part in value for each in _used(part)]
    if not isinstance(value, dict):
        return []
    own = [value["uses"]] if isinstance(value.get("uses"), str) else []
    return own + [each for part in value.values() for each in _used(part)]
