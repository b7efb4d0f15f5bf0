"""The importers on real registers, where those lie beside the checkout."""

import json
from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from importing import run


def test_power_to_change(registers: Path) -> None:
    records, report = run("360giving", registers / "360giving/power_to_change_2015_2017.json")
    assert report.rows == 505
    assert len(records) > 300
    pubs = [r for r in records if r["practices"] == ["community-pub"]]
    assert len(pubs) > 50
    assert sum(len(r["funding"]) for r in records) == report.rows_used
    numbers = [i for r in records for o in r["organisations"] for i in o.get("identifiers", ())]
    assert {"scheme": "GB-COH", "id": "IP28699R"} in numbers
    assert report.unread == {}
    assert not any("latitude" in place for r in records for place in r["places"])


def test_grants_to_individuals_never_become_records(registers: Path) -> None:
    path = registers / "360giving/mixed_funders_154_incl_individuals.json"
    records, report = run("360giving", path, {"default_practice": "community-business"})
    assert report.skipped["grant to an individual"] == 99
    assert report.withheld["recipientIndividual"] == 99
    assert len(records) > 30
    grants = json.loads(path.read_text())["grants"]
    people = {g["id"] for g in grants if "recipientIndividual" in g}
    given = {line["identifier"] for r in records for line in r["funding"]}
    assert not people & given


def test_a_workbook_and_its_json_give_the_same_records(registers: Path) -> None:
    options = {"programmes": {"migrants": "peer-support"}}
    made = [
        run("360giving", registers / f"360giving/ab_charitable_trust_783.{form}", options)[0]
        for form in ("json", "xlsx")
    ]
    assert made[0] == made[1]
    assert len(made[0]) > 100


def test_participedia(registers: Path) -> None:
    records, report = run("participedia", registers / "participedia")
    # The folder holds methods and organisations too: each of them is accounted for.
    assert report.rows == 402 + 95 + 351
    assert report.skipped["a method is a way of working, not an initiative"] == 95
    assert len([r for r in records if r["provenance"]["assertedBy"] == "register"]) == 401
    assert report.unread == {}
    assert report.withheld == {"executive_director": 151}
    assert {r["provenance"]["licence"] for r in records} == {"CC-BY-NC-SA-3.0"}
    assert sum("participatory-budgeting" in r.get("practices", ()) for r in records) > 80
    points = [p for r in records for p in r.get("places", ()) if "latitude" in p]
    assert len(points) > 100
    assert not any(p["latitude"] == p["longitude"] == 0 for p in points)
    assert not any("<" in r.get("description", "") and "/>" in r["description"] for r in records)
    assert not any("@" in r.get("description", "") for r in records)


@pytest.mark.parametrize(
    ("name", "rows", "why"),
    [
        ("methods.json", 95, "a method is a way of working, not an initiative"),
        ("organizations.json", 351, "it has no title"),
        ("cases.json", 402, "it has no title"),
    ],
)
def test_a_single_list_of_participedia(registers: Path, name: str, rows: int, why: str) -> None:
    # The titles are in another file: alone, none of these lists can give a record.
    records, report = run("participedia", registers / "participedia" / name)
    assert records == []
    assert report.rows == rows
    assert report.skipped == {why: rows}


LIBRARIES = {
    "id": {"join": ["Local authority code", "Library name"], "with": " "},
    "record": {
        "name": "Library name",
        "website": "URL",
        "clusters": {"value": "capacity-and-assets"},
        "practices": {
            "from": "Type of library",
            "lookup": {"CL": "community-library", "LAL": None},
        },
        "places": {
            "name": {"first": [{"join": ["Address 2", "Address 3"]}, "Library name"]},
            "country": {"value": "GB"},
            "region": {"value": "Wales"},
            "areaCodes": {"scheme": {"value": "GSS"}, "code": "Local authority code"},
        },
        "started": "Year opened",
        "ended": "Year closed",
        "sources": {"title": {"value": "Public libraries in Wales"}},
    },
    "ignore": ["Address 1", "Postcode", "Statutory"],
    "withhold": ["Email address"],
}


def test_any_table_by_a_mapping(registers: Path) -> None:
    records, report = run("table", registers / "libraries/libraries_wales.csv", LIBRARIES)
    assert len(records) == report.rows == 265
    assert sum(r.get("practices") == ["community-library"] for r in records) == 34
    assert report.unread == {}
    assert report.withheld["Email address"] > 100
    assert not any("mailto" in json.dumps(record) for record in records)


def test_a_charity_register_by_a_mapping(registers: Path) -> None:
    options = {
        "id": "registered_charity_number",
        "record": {
            "name": "charity_name",
            "description": "charity_activities",
            "website": "charity_contact_web",
            "clusters": {"value": "capacity-and-assets"},
            "scope": {"value": "town"},
            "identifiers": {
                "scheme": {"value": "GB-CHC"},
                "id": "registered_charity_number",
            },
            "started": "date_of_registration",
            "sources": {"title": {"value": "Register of charities"}},
        },
        "filter": {"column": "charity_activities", "contains": "community centre"},
        "withhold": ["charity_contact_address", "charity_contact_phone", "charity_contact_email"],
        "asserted_by": "rule",
    }
    records, report = run(
        "table", registers / "ccew/charities_operating_in_trafford_400.csv", options
    )
    assert report.rows == 400
    assert 0 < len(records) < 100
    assert set(report.unread) >= {"charity_contact_postcode", "charity_type"}


@pytest.mark.parametrize("importer_id", ["360giving", "participedia"])
def test_a_wrong_document_is_one_line(registers: Path, importer_id: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        run(importer_id, registers / "companies-house/BasicCompanyData-2020-06-01-part6_7.csv")
    assert "\n" not in str(caught.value)
    assert "BasicCompanyData" in str(caught.value)
