"""R03: the fast engine gives the verdicts of the official JSON Schema suite (draft 2020-12)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from cpstandard.validate.engines import fast

pytestmark = pytest.mark.reliability("R03")

HOST = "http://localhost:1234/"
"""Where the suite supposes its further documents to be; nothing listens there."""


@pytest.fixture
def suite(shared: Path) -> Path:
    folder = shared / "data/corpora/json-schema-test-suite/data"
    if not folder.is_dir():
        pytest.skip("the official suite of JSON Schema is not in the shared data")
    return folder


def groups(suite: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((suite / "tests_draft2020-12").glob("*.json")):
        for group in json.loads(file.read_text(encoding="utf-8")):
            yield f"{file.name}: {group['description']}", group


def test_every_required_verdict_is_that_of_the_suite(
    suite: Path, monkeypatch: pytest.MonkeyPatch, record_property
) -> None:
    def at_hand(uri: str) -> Any:
        return json.loads((suite / "remotes" / uri.removeprefix(HOST)).read_text("utf-8"))

    # Schemas of the suite refer to others; only for that they are given, from the disk.
    monkeypatch.setattr(fast, "_refuse", at_hand)
    right, wrong = 0, []
    for name, group in groups(suite):
        engine = fast.FastEngine(group["schema"])
        for case in group["tests"]:
            is_right = engine.is_valid(case["data"]) == case["valid"]
            right += is_right
            wrong += [] if is_right else [f"{name}: {case['description']}"]
    record_property("figure", f"official suite: {right:,} of {right + len(wrong):,} verdicts")
    assert wrong == []
    assert right >= 1_299


def test_what_is_elsewhere_is_refused_in_every_schema_of_the_suite(suite: Path) -> None:
    refused = []
    for name, group in groups(suite):
        try:
            fast.FastEngine(group["schema"])
        except jsonschema_rs.ValidationError as error:
            refused.append((name.partition(":")[0], HOST in str(error)))
    assert set(refused) == {("dynamicRef.json", True), ("refRemote.json", True)}
