"""Feeds of Open Referral UK in every shape, real and of the specification."""

import json
from pathlib import Path

import pytest

import importing
from cpstandard.documents import open_document
from cpstandard.plugins import load_plugins

SERVICE = {
    "id": "s-1", "name": "Inventon Community Transport", "status": "active",
    "organization": {"id": "o-1", "name": "Invented Organisation"},
}  # fmt: skip


def read(path: Path, **options):
    return importing.run("open-referral-uk", path, {"area": "Inventon", **options})


@pytest.fixture
def oruk(shared: Path) -> Path:
    return shared / "data" / "registers" / "oruk"


def test_the_real_service_of_bristol(oruk: Path) -> None:
    [record], report = read(oruk / "bristol-service-1625ip.json", area="")
    assert (report.rows, report.records, report.unread, report.unknown) == (1, 1, {}, {})
    assert sorted(report.withheld) == ["assurer_email", "contacts", "email", "pc_metadata"]
    assert [place["name"] for place in record["places"]] == ["Bristol", "South Gloucestershire"]
    assert record["status"] == {"code": "active", "asOf": "2025-09-02"}
    assert record["provenance"]["assertedBy"] == "rule"
    assert record["provenance"]["derived"][0]["field"] == "practices"
    text = json.dumps(record)
    assert "<" not in text
    assert "redacted@" not in text


def test_the_real_service_is_left_out_where_the_rules_have_to_be_surer(oruk: Path) -> None:
    records, report = read(oruk / "bristol-service-1625ip.json", min_confidence=0.95)
    assert records == []
    assert report.skipped == {"its name, text and terms fit no rule": 1}


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("spec-mocks-DUMMY/service_full.json", 1),
        ("spec-mocks-DUMMY/service_list.json", 4),
        ("spec-mocks-DUMMY/service_at_location_full.json", 1),
        ("spec-mocks-DUMMY/organization_full.json", 1),
        ("hsds-3-examples-DUMMY/organization_full.json", 1),
    ],
)
def test_the_examples_of_the_specification_are_read_and_fit_no_rule(
    oruk: Path, name: str, rows: int
) -> None:
    records, report = read(oruk / name)
    assert (records, report.rows) == ([], rows)


def test_every_field_of_the_examples_is_known(oruk: Path) -> None:
    # With a term that means something the services become records, so that what is unread shows.
    for name in (
        "spec-mocks-DUMMY/service_full.json",
        "hsds-3-examples-DUMMY/organization_full.json",
    ):
        records, report = read(oruk / name, terms={"name": "peer-support"}, min_confidence=1)
        assert (len(records), report.unread) == (1, {}), name
        assert "Persona" not in json.dumps(records)


@pytest.mark.parametrize(
    "value",
    [
        SERVICE,
        [SERVICE],
        {"totalPages": 1, "content": [SERVICE]},
        {"total_pages": 1, "contents": [SERVICE]},
        {"id": "o-1", "name": "Invented Organisation", "services": [{**SERVICE, "organization": None}]},
        {"id": "l-1", "service": SERVICE},
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["json", "jsonl", "folder"])
def test_one_service_in_every_shape(tmp_path: Path, value, form: str) -> None:
    if isinstance(value, dict) and "services" in value:
        value = {**value, "services": [{k: v for k, v in SERVICE.items() if k != "organization"}]}
    path = tmp_path / {"json": "feed.json", "jsonl": "feed.jsonl", "folder": "feed"}[form]
    if form == "folder":
        path.mkdir()
        (path / "page.json").write_text(json.dumps(value))
    else:
        path.write_text(json.dumps(value))
    [record], _ = read(path)
    assert record["practices"] == ["community-transport"]
    assert [o["name"] for o in record["organisations"]] == ["Invented Organisation"]


def test_pages_that_are_all_there_are_not_missed(tmp_path: Path) -> None:
    for number in (1, 2):
        page = {"totalPages": 2, "number": number, "content": [{**SERVICE, "id": f"s-{number}"}]}
        (tmp_path / f"page-{number}.json").write_text(json.dumps(page))
    records, report = read(tmp_path)
    assert (len(records), report.notes) == (2, {})
    (tmp_path / "page-2.json").unlink()
    assert "page 1 of 2" in next(iter(read(tmp_path)[1].notes))


def test_a_service_of_a_whole_country_is_not_put_into_the_area(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps({**SERVICE, "service_areas": [{"name": "England"}]}))
    [record], _ = read(path)
    assert (record["scope"], record.get("places")) == ("nation", None)


def test_a_service_of_no_place_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(SERVICE))
    assert read(path, area="")[1].skipped == {"it says of no place": 1}


def test_a_term_may_be_skipped_or_mean_something_else(tmp_path: Path) -> None:
    term = {"taxonomy_term": {"id": "t-9", "name": "Repair cafés"}}
    path = tmp_path / "feed.json"
    path.write_text(json.dumps({**SERVICE, "name": "Mondays", "attributes": [term]}))
    assert read(path)[0][0]["practices"] == ["repair-cafe"]
    assert read(path, terms={"t-9": "maker-space"})[0][0]["practices"] == ["maker-space"]
    assert read(path, terms={"repair cafe": "skip"})[0] == []


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[1]",
        "[[]]",
        "{",
        '{"contents": [{"a": 1}]}',
        '{"id": "x", "name": "y"}',
        "a,b\n1,2\n",
    ],
)
def test_what_is_no_feed_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / ("feed.csv" if content.startswith("a") else "feed.json")
    path.write_text(content)
    assert importing.refusal(read, path)


def test_no_other_register_is_taken_for_a_feed(shared: Path) -> None:
    importer = load_plugins().importer("open-referral-uk").item
    registers = shared / "data" / "registers"
    taken = [
        str(path.relative_to(registers))
        for path in sorted(registers.rglob("*.json"))
        if "oruk" not in path.parts
        and path.stat().st_size < 5_000_000
        and importer.recognises(open_document(path))
    ]
    assert taken == []
