"""Packages to be linked, and a directory with two publishers to make a catalogue of."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cpstandard.publish.directory import Directory, Download, PublisherView
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


def _downloads(path: str) -> list[Download]:
    forms = (
        ("json", "application/json", 1200),
        ("jsonl", "application/jsonl", 1100),
        ("geojson", "application/geo+json", 300),
    )
    return [Download(f"{path}.{end}", f"{path}: {end}", kind, size) for end, kind, size in forms]


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
    downloads=[
        *_downloads("data/initiatives"),
        *_downloads("data/one/initiatives"),
        *_downloads("data/two/initiatives"),
    ],
    base_url="https://directory.example/",
    contact="data@directory.example",
)
