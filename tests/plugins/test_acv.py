"""Lists of assets of community value in every form, and what must not be taken for one."""

import json
from pathlib import Path

import pytest

from cpstandard.documents import open_document
from cpstandard.plugins import load_plugins
from cpstandard_acv.columns import columns
from cpstandard_acv.people import group_name
from cpstandard_acv.words import kind_of, state_of
from importing import imported, refusal
from workbooks import workbook_of

SPECIFICATION = [
    "reference",
    "name",
    "address-text",
    "description",
    "point",
    "geometry",
    "organisation",
    "nomination-date",
    "nominating-group",
    "decision",
    "decision-date",
    "expiry-date",
    "notification-to-sell-date",
    "interested-group",
    "protected-period-start-date",
    "notes",
    "entry-date",
    "start-date",
    "end-date",
]


def run(path: Path, **options):
    made, report = imported("acv", path, options)
    return [each.record for each in made], report


def test_every_field_of_the_specification_is_known() -> None:
    found = columns(SPECIFICATION, "list.csv")
    assert len(SPECIFICATION) == 19
    assert found.is_list
    known = [name for headings in found.fields.values() for name in headings] + found.ignored
    assert sorted(known) == sorted(SPECIFICATION)


@pytest.mark.parametrize(
    "write", [str.upper, lambda h: h.replace("-", "_"), str.title, " {} ".format]
)
def test_the_specification_is_known_however_it_is_written(write) -> None:
    found = columns([write(heading) for heading in SPECIFICATION], "list.csv")
    assert found.is_list
    assert len(found.fields) + len(found.ignored) == len(columns(SPECIFICATION, "").fields) + 1


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Asset Name", "name"),
        ("Name of Land / Building", "name"),
        ("NominatingBody", "nominating-group"),
        ("Name of community interest group", "nominating-group"),
        ("Date entered on list", "decision-date"),
        ("Date Listing Expires", "expiry-date"),
        ("Date removed from the register", "end-date"),
        ("Notice of intention to dispose received", "notification-to-sell-date"),
        ("Ward Name", "ward"),
    ],
)
def test_headings_that_councils_write(heading: str, field: str) -> None:
    assert columns([heading], "list.csv").fields == {field: [heading]}


@pytest.mark.parametrize(
    "heading",
    ["Owner", "Freeholder name", "Contact Email", "Leaseholder(s)", "Nominator's address"],
)
def test_columns_about_people_are_withheld(heading: str) -> None:
    assert columns([heading], "list.csv").withheld == [heading]


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("Friends of Inventon Park", "Friends of Inventon Park"),
        ("CAMRA", "CAMRA"),
        ("Inventon Parish Council", "Inventon Parish Council"),
        ("Mrs A Example on behalf of the Inventon Residents Association",
         "Inventon Residents Association"),
        ("Inventon Village Trust (c/o Jo Example)", "Inventon Village Trust"),
        ("Jo Example", ""),
        ("Councillor Jo Example", ""),
        ("Mr & Mrs Example", ""),
        ("21 individuals", ""),
    ],
)  # fmt: skip
def test_groups_are_named_and_people_are_not(said: str, group: str) -> None:
    assert group_name(said) == group


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("Successful", "listed"),
        ("Approved - added to list", "listed"),
        ("Y", "listed"),
        ("Unsuccessful", "refused"),
        ("Nomination not accepted", "refused"),
        ("No", "refused"),
        ("Nominated", "pending"),
        ("Under consideration", "pending"),
        ("Withdrawn by nominator", "withdrawn"),
        ("De-listed following sale", "removed"),
        ("Listing expired", "expired"),
        ("ACV status not granted", "refused"),
        ("It has not been registered", "refused"),
        ("Disapproved", "refused"),
        ("Listed; the objection was not upheld", "listed"),
        ("Not yet approved", "pending"),
        ("To be listed", "pending"),
        ("Inactive", "removed"),
        ("maybe", ""),
    ],
)
def test_what_councils_write_of_a_decision(said: str, state: str) -> None:
    assert state_of(said) == state


def book(path: Path, **sheets) -> Path:
    workbook_of(sheets).save(path)
    return path


HEADINGS = ["Asset", "Address", "Nominated by", "Date listed"]


def test_every_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    path = book(
        tmp_path / "acv.xlsx",
        Successful=[
            ["Invented list of assets"], HEADINGS, ["Hall", "A Road", "Hall Trust", "1 May 2024"]
        ],
        Unsuccessful=[HEADINGS, ["Barn", "B Road", "Barn Club", None]],
        Contacts=[["Team", "Room"], ["Land", "2"]],
        Empty=[],
    )  # fmt: skip
    records, report = run(path)
    assert [record["name"] for record in records] == ["Hall"]
    assert report.skipped == {
        "the nomination did not succeed": 1,
        "its sheet is no list of assets of community value": 1,
    }
    assert report.rows == 3


def test_an_asset_that_was_listed_again_keeps_both_listings(tmp_path: Path) -> None:
    rows = [["Hall", "A Road", "Hall Trust", day] for day in ("1/5/2014", "1/5/2019", "1/5/2019")]
    made, report = imported("acv", book(tmp_path / "acv.xlsx", List=[HEADINGS, *rows]))
    assert len({each.local_id for each in made}) == len(made) == 2
    assert report.skipped == {"the same entry occurred before in this file": 1}


@pytest.mark.parametrize("form", ["list", "entities", "features"])
def test_json_of_the_national_service(tmp_path: Path, form: str) -> None:
    entry = {
        "reference": "A-CV-1", "name": "Invented Arms", "nominating-group": "Friends of the Arms",
        "decision-date": "2023-03-01", "organisation-entity": "1", "entity": 17100001,
    }  # fmt: skip
    point = {"type": "Point", "coordinates": [-0.14, 51.53]}
    value = {
        "list": [entry],
        "entities": {"entities": [{**entry, "point": "POINT (-0.14 51.53)"}], "count": 1},
        "features": {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": entry, "geometry": point}
        ]},
    }[form]  # fmt: skip
    path = tmp_path / "acv.json"
    path.write_text(json.dumps(value))
    records, report = run(path)
    assert [record["name"] for record in records] == ["Invented Arms"]
    assert ("latitude" in records[0]["places"][0]) == (form != "list")
    assert report.unread == {}


def test_no_record_says_that_the_community_owns_it(tmp_path: Path) -> None:
    rows = [["Hall", "A Road", "Hall Trust", "1 May 2024"]]
    [record], _ = run(book(tmp_path / "acv.xlsx", List=[HEADINGS, *rows]))
    assert "not ownership" in record["description"]
    assert all("tenure" not in asset for asset in record["assets"])
    assert record["provenance"]["assertedBy"] == "rule"


def test_former_listings_may_be_left_out(tmp_path: Path) -> None:
    rows = [["Hall", "A Road", "Hall Trust", "1 May 2014", "1 May 2019"]]
    path = book(tmp_path / "acv.xlsx", List=[[*HEADINGS, "Expiry date"], *rows])
    assert run(path, as_of="2024-01-01")[0][0]["status"]["code"] == "ended"
    assert run(path, as_of="2019-01-01")[0][0]["status"]["code"] == "active"
    assert run(path, as_of="2024-01-01", former=False)[1].skipped == {"the listing has run out": 1}


@pytest.mark.parametrize("content", ["[1, 2]", "{}", "[[]]", "{", "a,b\n1,2\n", "x\n"])
def test_what_is_no_list_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / ("acv.json" if content[0] in "[{" else "acv.csv")
    path.write_text(content)
    assert refusal(run, path)


def test_no_other_register_is_taken_for_a_list(shared: Path) -> None:
    importer = load_plugins().importer("acv").item
    taken = [
        path.name
        for path in sorted((shared / "data" / "registers").rglob("*.csv"))
        if path.stat().st_size < 5_000_000 and importer.recognises(open_document(path))
    ]
    assert taken == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Car park in the High Street", "transport"), ("The park", "green-space"), ("x", "")],
)
def test_a_car_park_is_no_park(said: str, kind: str) -> None:
    assert kind_of(said)[0] == kind
