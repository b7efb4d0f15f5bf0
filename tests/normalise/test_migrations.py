"""From 0.1 to 1.0: all is there afterwards, and what cannot be moved is named."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cpstandard.core.errors import UnusableInput
from cpstandard.normalise.migrations import STEPS, migrate, steps_between
from cpstandard.normalise.moving import Move
from cpstandard.schema_store import standard
from packages import packages

ROOT = Path(__file__).resolve().parents[2]
MIGRATION = ROOT / "schema" / "1.0" / "migration"
VALID = jsonschema_rs.validator_for(standard("1.0").package)


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def move(package: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str]], dict[str, int]]:
    """The package in 1.0, what stayed as it was, and what changed how often."""
    mover = Move(package["standardVersion"], "1.0")
    header, stayed = mover.header({k: v for k, v in package.items() if k != "initiatives"})
    records = []
    for record in package["initiatives"]:
        changed, unmoved = mover.record(record)
        records.append(changed)
        stayed += unmoved
    return {**header, "initiatives": records}, stayed, mover.changes


def missing(old: Any, new: Any, at: str = "") -> Iterator[str]:
    """What of ``old`` is not in ``new`` in its place; ``new`` may have more beside and behind it."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in old.items():
            if name in new:
                yield from missing(value, new[name], f"{at}/{name}")
            else:
                yield f"{at}/{name}"
    elif isinstance(old, list) and isinstance(new, list) and len(old) <= len(new):
        for index, item in enumerate(old):
            yield from missing(item, new[index], f"{at}/{index}")
    elif old != new:
        yield f"{at}: {old!r} is {new!r}"


# The example and the founding publisher


def test_the_documented_example_is_what_the_migration_makes() -> None:
    before = read(MIGRATION / "before.json")
    assert before == read(ROOT / "schema" / "0.1" / "examples" / "full.json")
    made, stayed, changes = move(before)
    assert made == read(MIGRATION / "after.json"), (
        "run  cpstandard migrate schema/1.0/migration/before.json schema/1.0/migration/after.json"
    )
    assert stayed == []
    assert [error.message for error in VALID.iter_errors(made)] == []
    assert changes == {
        "package.standardVersion: 0.1 -> 1.0": 1,
        "package.publisher.identifiers: text -> scheme and id": 1,
        "identifiers: text -> scheme and id": 1,
        "organisations[].identifiers: text -> scheme and id": 2,
        "otherNames: text -> name": 2,
        "places[].officialCode -> places[].areaCodes[].code": 1,
    }


def test_every_step_has_its_folder() -> None:
    for version, step in STEPS.items():
        folder = ROOT / "schema" / step.to / "migration"
        assert {"before.json", "after.json", f"from-{version}.md"} <= {
            path.name for path in folder.iterdir()
        }
        old = {_path(field.path) for field in standard(version).fields()}
        new = {_path(field.path) for field in standard(step.to).fields()}
        assert set(step.moved) == old - new
        assert set(step.moved.values()) <= new - old


def _path(path: tuple[str, ...]) -> str:
    return ".".join(path).replace(".*", "[]")


def test_the_founding_package_of_0_1_is_in_that_of_1_0() -> None:
    made, stayed, _ = move(read(Path(__file__).with_name("founding-0.1.json")))
    assert stayed == []
    now = read(ROOT / "registry" / "data" / "founding" / "initiatives.json")
    known = {record["id"]: record for record in now["initiatives"]}
    lost = [
        line
        for record in made["initiatives"]
        for line in missing(record, known.get(record["id"]), record["id"])
    ]
    assert lost == []
    header = {name: value for name, value in made.items() if name != "initiatives"}
    assert list(missing(header, now)) == []


def test_what_is_missing_is_seen() -> None:
    assert (
        list(missing({"a": [1, {"b": 2}], "c": 3}, {"a": [1, {"b": 2, "x": 1}, 4], "c": 3})) == []
    )
    assert list(missing({"a": [1, 2]}, {"a": [2, 1]})) == ["/a/0: 1 is 2", "/a/1: 2 is 1"]
    assert list(missing({"a": 1, "b": [1]}, {"b": []})) == ["/a", "/b: [1] is []"]


# Any package


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(packages("0.1"))
def test_every_valid_package_of_0_1_becomes_a_valid_one_of_1_0(package: dict[str, Any]) -> None:
    # 0.1 has no limit to the prefix of a register; 1.0 takes forty signs.
    assume(not re.search(r'"[A-Z]{2}-[A-Z0-9_]{38,}-', json.dumps(package)))
    before = json.dumps(package)
    made, stayed, _ = move(package)
    assert stayed == []
    assert [error.message for error in VALID.iter_errors(made)] == []
    assert json.dumps(package) == before, "the package that was read was changed"
    assert [migrate(r, "0.1", "1.0") for r in package["initiatives"]] == made["initiatives"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["identifiers", "officialCode", "name"]), inner)
    ),
    max_leaves=12,
)
NAMES = ["identifiers", "otherNames", "organisations", "places", "publisher", "id"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_nothing_that_is_no_record_breaks_the_migration(anything: dict[str, Any]) -> None:
    mover = Move("0.1", "1.0")
    for made, stayed in (mover.record(anything), mover.header(anything)):
        assert set(anything) <= set(made)
        for pointer, why in stayed:
            assert why
            assert _at(anything, pointer) == _at(made, pointer), "what stays is as it was"


def _at(value: Any, pointer: str) -> Any:
    for token in pointer.split("/")[1:]:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


@pytest.mark.parametrize(
    ("record", "pointer", "why"),
    [
        ({"identifiers": ["1234567"]}, "/identifiers/0", "GB-CHC-1234567"),
        ({"identifiers": ["GB-CHC-1", "GB-CHC"]}, "/identifiers/1", "GB-CHC-1234567"),
        ({"identifiers": ["GB-CHC-1 2"]}, "/identifiers/0", "GB-CHC-1234567"),
        ({"identifiers": [f"GB-CHC-{'1' * 151}"]}, "/identifiers/0", "GB-CHC-1234567"),
        ({"identifiers": "GB-CHC-1"}, "/identifiers", "not a list"),
        ({"otherNames": ["A", {"name": "B"}]}, "/otherNames/1", "not a text"),
        ({"organisations": [{}, {"identifiers": [7]}]}, "/organisations/1/identifiers/0", "prefix"),
        ({"places": [{"officialCode": "e08"}]}, "/places/0/officialCode", "no area code"),
        (
            {"places": [{"officialCode": "E08000035", "areaCodes": []}]},
            "/places/0/officialCode",
            "there already",
        ),
    ],
)
def test_what_cannot_be_moved_stays_and_is_named(record: Any, pointer: str, why: str) -> None:
    made, ((said, because),) = Move("0.1", "1.0").record(record)
    assert said == pointer
    assert why in because
    assert _at(made, pointer) == _at(record, pointer)


def test_the_scheme_of_an_area_code_is_known_by_its_form() -> None:
    places = [{"officialCode": "E08000035"}, {"name": "x", "officialCode": "UKL1", "country": "GB"}]
    made = migrate({"places": places}, "0.1", "1.0")["places"]
    assert made[0] == {"areaCodes": [{"scheme": "GSS", "code": "E08000035"}]}
    assert list(made[1]) == ["name", "areaCodes", "country"]
    assert made[1]["areaCodes"] == [{"scheme": "OTHER", "code": "UKL1"}]


def test_records_are_never_moved_down() -> None:
    assert list(steps_between("1.0", "1.0")) == []
    with pytest.raises(UnusableInput, match="moved up, never down"):
        Move("1.0", "0.1")
