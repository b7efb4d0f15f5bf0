"""A short heading with a slip in it, or one shortened, is told with the heading that was meant."""

import pytest

from cpstandard.core.table_form import table_form
from cpstandard.ingest.tables.headings import FlatIndex
from cpstandard.ingest.tables.near_headings import near_heading
from cpstandard.schema_store import standard

INDEX = FlatIndex(table_form(standard()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("titel", "Name"),
        ("Tittle", "Name"),
        ("nme", "Name"),
        ("ctry", "Country"),
        ("Scoep", "Scope"),
        ("Locaton", "Place name"),
        ("Lead", None),
        ("Cost", None),
        ("Ref", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_the_heading_that_was_meant(typed: str, meant: str | None) -> None:
    assert near_heading(typed, INDEX) == meant


def test_what_is_there_already_was_not_meant() -> None:
    name = INDEX.target("Name")
    assert name is not None
    assert near_heading("titel", INDEX, {name.key}) is None


def test_a_table_that_is_none_names_what_it_lacks_and_what_is_near(opened) -> None:
    source, records = opened("t.csv", "id,titel,ctry\nex-a,A,GB\n")
    assert records == []
    (finding,) = source.findings
    assert finding.code == "not-a-package"
    assert "no table in it has the heading “Name”" in finding.message
    assert "“titel” for “Name”, “ctry” for “Country”" in finding.message


def test_a_table_that_passes_for_a_list_without_its_name_is_told_the_same(opened) -> None:
    source, records = opened("t.csv", "Initiative id,titel,Country\nex-a,A,GB\n")
    assert records == []
    (finding,) = [f for f in source.findings if f.code == "not-a-package"]
    assert "no table in it has the heading “Name”" in finding.message
    assert "“titel” for “Name”" in finding.message


def test_a_table_that_lacks_both_names_both(opened) -> None:
    source, _records = opened("t.csv", "titel,ctry\nA,GB\n")
    (finding,) = source.findings
    assert "no table in it has the headings “Initiative id” and “Name”" in finding.message


def test_a_table_of_something_else_is_told_as_before(opened) -> None:
    source, _records = opened("t.csv", "Species,Seen\nHeron,2\n")
    (finding,) = source.findings
    assert "no table in it has the right headings" in finding.message


def test_in_a_table_that_is_read_the_heading_is_the_one_thing_to_mend(opened) -> None:
    source, (record,) = opened("t.csv", "Initiative id,titel,Scope,Clusters\nex-a,A,city,\n")
    assert "name" not in record.data
    found = [f for f in source.findings if f.code == "unknown-heading"]
    assert [(f.value, f.suggestion) for f in found] == [("titel", "Name")]
