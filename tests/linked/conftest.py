"""Packages to be linked, and a directory with two publishers to make a catalogue of."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cpstandard.publish.directory import Dataset, Directory, Download, PublisherView, Share
from cpstandard.schema_store import schema_folder, standard
from linked.reading import Package


@pytest.fixture
def full() -> Package:
    path = schema_folder() / "1.0" / "examples" / "full.json"
    package: Package = json.loads(path.read_text(encoding="utf-8"))
    return package


@pytest.fixture
def founding() -> Package:
    root = Path(__file__).resolve().parents[2]
    path = root / "registry" / "data" / "founding" / "initiatives.json"
    package: Package = json.loads(path.read_text(encoding="utf-8"))
    return package


@pytest.fixture
def make_directory() -> Callable[..., Directory]:
    def make(**changes: Any) -> Directory:
        return replace(_DIRECTORY, **changes)

    return make


def _dataset(
    folder: str, publisher: str, *shares: tuple[str, str, int], group: str = ""
) -> Dataset:
    forms = (
        ("json", "application/json", 1200),
        ("jsonl", "application/jsonl", 1100),
        ("geojson", "application/geo+json", 300),
    )
    downloads = [
        Download(f"{folder}/initiatives.{end}", end, kind, size) for end, kind, size in forms
    ]
    named = [Share(who, who, licence, n, f"Data of {who}.") for who, licence, n in shares]
    return Dataset(folder, publisher or "All", publisher, group, named, downloads)


_DIRECTORY = Directory(
    title='Directory "of" examples',
    now="2026-01-15T10:00:00Z",
    standard=standard(),
    records=[
        {"id": "one-hall"},
        {"id": "one-shop", "provenance": {"licence": "OGL-UK-3.0"}},
        {"id": "two-pub"},
    ],
    publisher_of={"one-hall": "one", "one-shop": "one", "two-pub": "two"},
    publishers={
        "one": PublisherView(
            "one", "One (invented)", "CC-BY-4.0", "https://one.example", records=2
        ),
        "two": PublisherView(
            "two", "Two (invented)", "CC0-1.0", contact="x@two.example", records=1
        ),
        "gone": PublisherView("gone", "Gone (invented)", "CC0-1.0", state="failed"),
    },
    datasets=[
        _dataset(
            "data", "", ("one", "CC-BY-4.0", 1), ("one", "OGL-UK-3.0", 1), ("two", "CC0-1.0", 1)
        ),
        _dataset("data/one", "one", ("one", "CC-BY-4.0", 1), ("one", "OGL-UK-3.0", 1)),
        _dataset("data/two", "two", ("two", "CC0-1.0", 1)),
    ],
    base_url="https://directory.example/",
    contact="data@directory.example",
)
