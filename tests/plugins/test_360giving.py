"""Grants data in the forms in which funders publish it."""

from pathlib import Path

import pytest
import xlsxwriter

from cpstandard.core.errors import UnusableInput
from cpstandard_360giving.headings import tokens_of
from importing import run

HEAD = ["Identifier", "Title", "Award Date", "Amount Awarded", "Currency", "Recipient Org:Identifier",
        "Recipient Org:Name", "Funding Org:Name", "Grant Programme:Title"]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "tokens"),
    [
        ("Recipient Org:Name", ("recipientOrganization", 0, "name")),
        ("recipient org : name", ("recipientOrganization", 0, "name")),
        ("Recipient Org:1:Name", ("recipientOrganization", 1, "name")),
        ("Recipient Organisation:0:Company Number", ("recipientOrganization", 0, "companyNumber")),
        ("recipientOrganization/0/id", ("recipientOrganization", 0, "id")),
        (
            "Recipient Org:0:Location:1:Geographic Code",
            ("recipientOrganization", 0, "location", 1, "geoCode"),
        ),
        ("Recipient Ind:Name", ("recipientIndividual", "name")),
        ("Planned Dates:Duration (months)", ("plannedDates", 0, "duration")),
        ("From an open call?", ("fromOpenCall",)),
        ("Website: Decision Notes", ("Website", "Decision Notes")),
        ("Our notes", ("Our notes",)),
        ("a/b", ("a/b",)),
        ("Recipient Org:999999999:Name", ("Recipient Org:999999999:Name",)),
        (":", (":",)),
        ("", ("",)),
    ],
)
def test_headings_stand_for_fields(heading: str, tokens: tuple) -> None:
    assert tokens_of(heading) == tokens


def workbook(path: Path, sheets: dict[str, list[list]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def grant(number: int, name: str, programme: str) -> list:
    return [f"360G-inv-{number}", "Grant", "2020-01-31", 5, "GBP", f"GB-CHC-{900000 + number}", name,
            "Invented Fund", programme]  # fmt: skip


def test_all_sheets_of_grants_are_read_wherever_their_headings_stand(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "grants.xlsx",
        {
            "About": [["These grants are invented", "by nobody"]],
            "2019": [["Grants of 2019", "all of them"], [], HEAD, grant(1, "Nowhere Inn", "Pubs")],
            "2020": [HEAD, grant(2, "Nowhere Hall", "Halls"), grant(1, "Nowhere Inn", "Pubs")],
        },
    )
    records, report = run("360giving", path, {"default_practice": "community-hub"})
    assert [record["name"] for record in records] == ["Nowhere Inn", "Nowhere Hall"]
    assert report.skipped == {"the grant id occurred before in this file": 1}
    assert report.rows == 3


def test_a_changed_heading_is_named(tmp_path: Path) -> None:
    changed = ["Sum" if name == "Amount Awarded" else name for name in HEAD]
    path = workbook(tmp_path / "grants.xlsx", {"Grants": [changed, grant(1, "A", "B")]})
    with pytest.raises(UnusableInput, match=r"lacks the headings Amount Awarded; .*Identifier"):
        run("360giving", path)


def test_a_mixed_funders_recipients_become_candidates_by_rules(registers: Path) -> None:
    path = registers / "360giving/ab_charitable_trust_783.json"
    records, report = run("360giving", path, {"ignore": ["Website", *OWN]})
    assert 5 <= len(records) <= 40, "most of what the trust pays for is advice, not community power"
    assert report.rows == 783
    assert report.unread == {}
    for record in records:
        assert record["provenance"]["assertedBy"] == "rule"
        told = [d for d in record["provenance"]["derived"] if d["field"] == "practices"]
        assert [d["rule"].partition(":")[0] for d in told] == record["practices"]
        assert all(d["confidence"] >= 0.5 for d in told)


OWN = ["Amount Awarded - website format", "Award Date - website format"]


@pytest.mark.parametrize("options", [{}, {"default_practice": "co-production"}])
def test_a_workbook_gives_the_same_records_as_the_json_made_of_it(
    registers: Path, options: dict
) -> None:
    options = {"ignore": ["Website", *OWN], **options}
    (from_json, one), (from_workbook, other) = (
        run("360giving", registers / f"360giving/ab_charitable_trust_783.{form}", options)
        for form in ("json", "xlsx")
    )
    assert from_json == from_workbook
    assert from_json
    same = ("rows", "records", "skipped", "taken", "ignored", "unread", "unknown", "notes")
    assert {name: getattr(one, name) for name in same} == {
        name: getattr(other, name) for name in same
    }


def test_broken_workbooks_are_read_as_far_as_they_go(registers: Path) -> None:
    options = {"default_practice": "community-hub"}
    records, report = run("360giving", registers / "360giving/bad_conversion_errors.xlsx", options)
    assert report.rows == 5
    assert report.skipped == {"the grant id occurred before in this file": 2}
    assert len(records) == 3
    records, report = run("360giving", registers / "360giving/bad_invalid_file.xlsx", options)
    assert report.rows == 125
    assert report.skipped["it has no grant id"] == 3
    assert report.unknown["currency"] == {"GPB": 1}
    assert report.unknown["recipientOrganization/*/id"]["GB-CHC-CN1131900"] == 1
    assert report.notes["contact details in a text were withheld"] >= 1
    assert "email.co.uk" not in str(records)
