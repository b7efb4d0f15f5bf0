"""All that is wrong with a mapping is told at once, by key and by line; no pattern can hang."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.core.errors import WrongOptions
from cpstandard.ingest.run import parse_options
from cpstandard.plugins import load_plugins
from cpstandard.registry.strict_yaml import line_of
from cpstandard_table.pattern import compile_pattern, is_match, matches_of

WRONG = """\
id: {form: No}
record:
  nmae: Name
  name: {from: Name, lookup: none}
  practices:
    - {value: comunity-pub}
    - {from: Kind, lookup: {x: Not Kebab}}
  places:
    nam: Town
    country: {value: GB}
  funding:
    - {amount: {from: Award, extract: "(open"}}
    - {each: {numbers: 0}, amount: "Award #"}
  claims: x
  sources: {title: {value: Invented list}, when: {colum: A, is: 1}}
filter:
  - {column: A, is: 1}
  - any: [{column: A, contain: x}]
gather: [fundin]
"""
KEYS = {
    "id/form": 1,
    "record/nmae": 3,
    "record/name/lookup": 4,
    "record/practices/1": 7,
    "record/places/0/nam": 9,
    "record/places/0": 8,
    "record/funding/0/amount/extract": 12,
    "record/funding/1/each": 13,
    "record/claims": 14,
    "record/sources/0/when/colum": 15,
    "filter/1/any/0/contain": 18,
    "gather": 19,
}


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    mapping, table = tmp_path / "mapping.yaml", tmp_path / "list.csv"
    mapping.write_text(WRONG)
    table.write_text("No,Name\n1,x\n")
    result = CliRunner().invoke(
        main, ["import", "table", str(table), "--mapping", str(mapping), "--preview"]
    )
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    for key, line in KEYS.items():
        assert sum(f"mapping.yaml line {line}: {key}: " in said for said in lines) >= 1, key
    assert "did you mean 'name'?" in result.stderr
    assert "did you mean 'funding'" in result.stderr


def test_columns_that_are_not_there_are_told_with_their_lines(tmp_path: Path) -> None:
    mapping, table = tmp_path / "mapping.yaml", tmp_path / "list.csv"
    mapping.write_text(
        "id: Nr\nrecord:\n  name: Nam\n  practices: {value: community-pub}\n"
        "  scope: {value: town}\n  sources:\n    title: Titel\n"
    )
    table.write_text("No,Name,Title\n1,x,y\n")
    result = CliRunner().invoke(
        main, ["import", "table", str(table), "--mapping", str(mapping), "-o", "x.csv"]
    )
    assert result.exit_code == 2
    result = CliRunner().invoke(
        main, ["import", "table", str(table), "--mapping", str(mapping), "--preview"]
    )
    said = result.stderr
    assert "mapping.yaml line 1: id: " in said
    assert "mapping.yaml line 3: record/name: " in said
    assert "mapping.yaml line 7: record/sources/0/title: " in said


def test_the_line_of_a_key_that_is_not_there_is_that_of_the_nearest() -> None:
    text = b"a:\n  b:\n    - c: 1\n    - d: 2\n"
    assert [line_of(text, key) for key in ("a", "a/b/1/d", "a/b/1/x", "a/0/b/0/c", "x")] == [
        1,
        4,
        4,
        3,
        None,
    ]


def test_an_entry_of_the_registry_is_told_its_lines_too(tmp_path: Path) -> None:
    entry = tmp_path / "gb" / "inventon.yaml"
    entry.parent.mkdir()
    entry.write_text(
        "name: Inventon\nlicence: CC0-1.0\nsources:\n  - id: list\n    url: https://a.example/x.csv\n"
        "    importer: table\n    options:\n      id: No\n      record:\n        nmae: Name\n"
    )
    result = CliRunner().invoke(main, ["registry", "check", "--registry", str(tmp_path)])
    assert result.exit_code == 2
    assert "inventon.yaml line 10: sources.0: Options of importer table: record/nmae: " in (
        result.stderr
    )
    assert "inventon.yaml line 9: sources.0: Options of importer table: record: " in result.stderr


HOSTILE = ["(a+)+$", "(a|a)*b", "(a*)*b", r"(\w+\s?)+!", "(.*)(.*)(.*)(.*)(.*)x"]


@pytest.mark.reliability("R05")
@pytest.mark.parametrize("pattern", HOSTILE)
def test_no_pattern_goes_back_and_tries_again(pattern: str) -> None:
    # With a matcher that goes back, each of these takes longer than the universe has.
    assert not is_match(pattern, "a" * 50_000 + "?")
    assert matches_of("(a+)", "a" * 50_000) == ["a" * 50_000]


@pytest.mark.reliability("R05")
@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)b", "((a{900}){900}){900}", "[", "a" * 501])
def test_a_pattern_that_could_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        compile_pattern(pattern)
    record = {
        "name": {"from": "A", "extract": pattern},
        "practices": {"value": "community-pub"},
        "scope": {"value": "town"},
        "sources": {"title": {"value": "x"}},
    }
    with pytest.raises(WrongOptions, match="record/name/extract"):
        parse_options(load_plugins().importer("table").item, {"id": "A", "record": record})


def test_conditions_cannot_be_nested_without_end() -> None:
    condition: dict = {"column": "A", "is": "x"}
    for _ in range(40):
        condition = {"not": condition}
    record = {
        "name": "A",
        "practices": {"value": "community-pub"},
        "scope": {"value": "town"},
        "sources": {"title": {"value": "x"}},
    }
    options = {"id": "A", "record": record, "filter": condition}
    with pytest.raises(WrongOptions, match="20 deep at the most"):
        parse_options(load_plugins().importer("table").item, options)


def test_numbers_inside_numbers_cannot_multiply_without_end() -> None:
    numbers = {"numbers": 100}
    inner = {"each": numbers, "scheme": {"value": "GB-CHC"}, "id": "A"}
    outer = {"each": numbers, "name": "A", "identifiers": [inner] * 50}
    record = {
        "name": "A",
        "practices": {"value": "community-pub"},
        "scope": {"value": "town"},
        "organisations": [outer] * 50,
        "sources": {"title": {"value": "x"}},
    }
    with pytest.raises(WrongOptions, match="more than 2,000 objects"):
        parse_options(load_plugins().importer("table").item, {"id": "A", "record": record})


def test_a_point_of_the_table_s_own_is_not_covered_by_the_grid(tmp_path: Path) -> None:
    mapping, table = tmp_path / "mapping.yaml", tmp_path / "list.csv"
    mapping.write_text(
        "id: No\nrecord:\n  name: Name\n  practices: {value: community-pub}\n"
        "  scope: {value: town}\n  sources: {title: {value: Invented list}}\n"
        "national_grid: {easting: E, northing: N}\n"
    )
    table.write_text("No,Name,E,N,latitude\n1,x,2,3,4\n")
    result = CliRunner().invoke(
        main, ["import", "table", str(table), "--mapping", str(mapping), "--preview"]
    )
    assert result.exit_code == 2
    assert "mapping.yaml line 7: national_grid: " in result.stderr
    assert "list.csv has latitude of its own" in result.stderr
    table.write_text("No,Name,E\n1,x,2\n")
    result = CliRunner().invoke(
        main, ["import", "table", str(table), "--mapping", str(mapping), "--preview"]
    )
    assert "national_grid/northing: " in result.stderr
    assert "list.csv has no column 'N'" in result.stderr
