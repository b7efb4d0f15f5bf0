"""The registers of charities: real samples, wrong files, and rows as they come."""

import contextlib
import csv
import json
import random
import re
import zipfile
from functools import partial
from pathlib import Path

import pytest

import importing
from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.plugins import load_plugins

ROOT = Path(__file__).resolve().parents[2]
CCEW = ROOT / "plugins/cpstandard-ccew/tests/cases"
CONTACTS = re.compile(r"[\w.]+@[\w-]+\.\w|\b0\d{4} \d{6}\b")


def run(importer_id: str, path: Path, options: dict | None = None, *, unread: bool = False):
    records, report = importing.run(importer_id, path, options)
    assert not any(CONTACTS.search(json.dumps(record)) for record in records)
    assert unread or report.unread == {}
    return records, report


def refusal(importer_id: str, path: Path) -> str:
    return importing.refusal(partial(run, importer_id), path)


@pytest.fixture
def registers(shared: Path) -> Path:
    return shared / "data/registers"


def test_the_format_of_the_public_extract(registers: Path) -> None:
    folder = registers / "ccew/format-fixture-2023-09-FAKE-NAMES"
    records, report = run("ccew", folder)
    assert report.rows == 572 + 7  # charities, and a row for each table that is of no use
    assert report.skipped["removed from the register"] == 175
    assert sum(n for why, n in report.skipped.items() if "whole table" in why) == 7
    everything, whole = run("ccew", folder, {"removed": True})
    assert "removed from the register" not in whole.skipped
    assert len(everything) >= len(records) > 0
    assert {r["id"] for r in records} <= {r["id"] for r in everything}


def test_one_zip_of_all_tables_gives_the_same_as_a_folder_of_zips(
    registers: Path, tmp_path: Path
) -> None:
    folder = registers / "ccew/format-fixture-2023-09-FAKE-NAMES"
    whole = tmp_path / "extract.zip"
    with zipfile.ZipFile(whole, "w") as target:
        for path in folder.glob("*.zip"):
            with zipfile.ZipFile(path) as one:
                for name in one.namelist():
                    target.writestr(name, one.read(name))
    assert run("ccew", whole)[0] == run("ccew", folder)[0]


def test_a_councils_list(registers: Path) -> None:
    path = registers / "ccew/charities_operating_in_trafford_400.csv"
    records, report = run("ccew", path, {"area": "Trafford"})
    assert report.rows == 400
    assert report.withheld == {"charity_contact_postcode": len(records)}
    assert len(records) > 5
    assert {place["name"] for r in records for place in r["places"]} == {"Trafford"}
    assert not any(" NA" in json.dumps(r) or '"NA"' in json.dumps(r) for r in records)


def test_the_real_json_without_its_main_table_is_refused(registers: Path) -> None:
    said = refusal("ccew", registers / "ccew/real-json-2024-09-10")
    assert "expected the register's table charity" in said
    assert "found only published_report" in said


@pytest.mark.parametrize(
    "wrong",
    [
        "oscr/oscr_raw_head_2019.csv",
        "ccni/charitydetails_2023_120.csv",
        "companies-house/BasicCompanyData-2020-06-01-part6_7.csv",
        "coops-uk",
    ],
)
def test_another_register_is_refused(registers: Path, wrong: str) -> None:
    said = refusal("ccew", registers / wrong)
    assert "expected" in said
    assert "found" in said


def test_the_head_of_the_scottish_register(registers: Path) -> None:
    [record], report = run(
        "oscr", registers / "oscr/oscr_raw_head_2019.csv", {"as_of": "2019-10-01"}
    )
    assert report.rows == 9
    assert report.skipped == {"no rule takes it for community power": 8}
    assert report.withheld == {"Postcode": 1, "Principal Office/Trustees Address": 1}
    assert record["places"][0]["name"] == "West Lothian"
    assert record["topics"] == ["education"]
    assert record["milestones"][0]["date"] == "1986-06-26"
    assert record["status"]["asOf"] == "2019-10-01"


@pytest.mark.parametrize(
    ("name", "rows"), [("ccni_raw_head_2019", 13), ("charitydetails_2023_120", 120)]
)
def test_the_register_of_northern_ireland(registers: Path, name: str, rows: int) -> None:
    records, report = run("ccni", registers / f"ccni/{name}.csv")
    assert report.rows == rows
    assert len(records) > 1
    assert report.withheld["Public address"] == len(records)
    assert not any(re.search(r"BT\d", json.dumps(r["places"])) for r in records)
    assert {i["scheme"] for r in records for i in r["organisations"][0]["identifiers"]} >= {
        "GB-NIC"
    }
    if rows == 120:
        assert report.skipped["removed from the register"] == 13
        everything, _ = run("ccni", registers / f"ccni/{name}.csv", {"removed": True})
        assert len(everything) >= len(records)


@pytest.mark.parametrize("importer_id", ["oscr", "ccni"])
@pytest.mark.parametrize(
    "wrong",
    [
        "ccew/charities_operating_in_trafford_400.csv",
        "coops-uk",
        "companies-house/BasicCompanyData-2020-06-01-part6_7.csv",
    ],
)
def test_a_table_of_another_register_is_refused(
    registers: Path, importer_id: str, wrong: str
) -> None:
    said = refusal(importer_id, registers / wrong)
    assert "expected" in said
    assert "found" in said


def test_neither_of_two_registers_reads_the_other(registers: Path) -> None:
    assert "found Reg charity number" in refusal(
        "oscr", registers / "ccni/charitydetails_2023_120.csv"
    )
    assert "found Charity Number" in refusal("ccni", registers / "oscr/oscr_raw_head_2019.csv")


@pytest.mark.parametrize(("importer_id", "name"), [("oscr", "register"), ("ccni", "layout-2019")])
@pytest.mark.parametrize(
    ("url", "day"), [("", None), ("https://example.org/list.csv", "2026-02-03")]
)
def test_the_day_of_reading_is_no_day_of_a_file_given_by_hand(
    importer_id: str, name: str, url: str, day: str | None
) -> None:
    path = ROOT / f"plugins/cpstandard-{importer_id}/tests/cases/{name}/document.csv"
    importer = load_plugins().importer(importer_id).item
    document = open_document(path, url=url, retrieved_at="2026-02-03T06:00:00Z")
    made = [o.record for o in importer.read(document, importer.Options()) if hasattr(o, "record")]
    assert made
    assert {record["status"].get("asOf") for record in made} == {day}


def test_scottish_numbers_of_another_register_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Charity Number,Charity Name,Charity Status\n1126147,Ficton Village Hall,Active\n"
    )
    assert "expected numbers such as SC012345, found 1126147" in refusal("oscr", path)


def test_text_and_json_give_the_same_records(tmp_path: Path) -> None:
    text, _ = run("ccew", CCEW / "extract-text/document")
    from_json, _ = run("ccew", CCEW / "extract-json/document")
    both = {r["id"] for r in from_json}
    assert len(both) == 2
    assert [r for r in text if r["id"] in both] == from_json


def test_a_truncated_zip_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "extract.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for member in (CCEW / "extract-text/document").glob("*.txt"):
            target.write(member, member.name)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnusableInput, match="damaged or cut short"):
        run("ccew", path)


def put(folder: Path, rows: str, name: str = "publicextract.charity.txt") -> Path:
    head = "organisation_number\tregistered_charity_number\tlinked_charity_number\tcharity_name\tcharity_activities\tcharity_type"
    (folder / name).write_bytes(f"{head}\r\n{rows}".encode())
    return folder / name


def test_cells_with_line_ends_wherever_they_stand(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "5000001\t5000001\t0\tFICTON\r\nVILLAGE HALL\tLet to clubs:\r\n\r\n- one\n- two\tOther\r\n"
        "5000002\t5000002\t0\tNOWHERE VILLAGE HALL\t\tTrust\r\n in law\r\n"
        '5000003\t5000003\t0\t"Fictis" Village Hall\t"Said ""so"""\tOther\r\n',
    )
    records, report = run("ccew", path)
    assert report.rows == report.records == 3
    assert [r["name"] for r in records] == [
        "Ficton Village Hall",
        "Nowhere Village Hall",
        '"Fictis" Village Hall',
    ]
    assert records[0]["description"] == "Let to clubs: - one - two"
    assert records[1]["organisations"][0]["kind"] == "Trust in law"
    assert records[2]["description"] == 'Said "so"'


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "5000001\t5000001\t0\tFICTON VILLAGE HALL\tLet to\tOther\r\n5000002\t5000")
    assert "breaks off in the middle of a row" in refusal("ccew", path)


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    lines = "".join(
        f'{5000001 + n}\t{5000001 + n}\t0\tFICTON {n} VILLAGE HALL\t"Open\tOther\r\n'
        for n in range(50)
    )
    assert run("ccew", put(tmp_path, lines))[1].records == 50


JUNK = ["", " ", "\x00", "NaN", "-1", "0", "NA", "1e400", "2020-02-30", "31/02/2019", "=1+1", "x" * 6000, "<p>", "http://[", "a@b.example",
        "'", "''", "'a','", "{,}", ",,,", "* ", "é" * 400, "\ufffd", "Â£", "SC", "9" * 400, "BT1 1AA", "\u202e", "True"]  # fmt: skip
TABLES = [
    ("ccew", CCEW / "council-list/document.csv"),
    ("oscr", ROOT / "plugins/cpstandard-oscr/tests/cases/register/document.csv"),
    ("oscr", ROOT / "plugins/cpstandard-oscr/tests/cases/former/document.csv"),
    ("ccni", ROOT / "plugins/cpstandard-ccni/tests/cases/layout-2019/document.csv"),
    ("ccni", ROOT / "plugins/cpstandard-ccni/tests/cases/lost-signs/document.csv"),
]


@pytest.mark.parametrize(
    ("importer_id", "path"), TABLES, ids=lambda v: v.parent.name if isinstance(v, Path) else v
)
def test_whatever_stands_in_a_cell_gives_valid_records_or_one_line(
    importer_id: str, path: Path, tmp_path: Path
) -> None:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as handle:
        headings, *rows = list(csv.reader(handle))
    chance = random.Random(5)
    made = 0
    for _ in range(60):
        spoilt = [list(row) for row in rows]
        for _ in range(chance.randint(1, 12)):
            row = chance.choice(spoilt)
            row[chance.randrange(len(row))] = chance.choice(JUNK)
        target = tmp_path / "spoilt.csv"
        with target.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([headings, *spoilt])
        with contextlib.suppress(UnusableInput):
            made += len(run(importer_id, target, {"removed": True}, unread=True)[0])
    assert made > 10


def test_whatever_stands_in_the_joined_tables_gives_valid_records(tmp_path: Path) -> None:
    chance = random.Random(9)
    made = 0
    for turn in range(40):
        folder = tmp_path / str(turn)
        folder.mkdir()
        for source in sorted((CCEW / "extract-json/document").glob("*.json")):
            items = json.loads(source.read_text("utf-8-sig"))
            for item in items:
                if chance.random() < 0.7:
                    spoilt = chance.choice(list(item))
                    item[spoilt] = chance.choice(
                        [*JUNK, None, 1.5, True, [], {"a": [1]}, [{"b": 2}]]
                    )
            (folder / source.name).write_text(json.dumps(items), encoding="utf-8")
        with contextlib.suppress(UnusableInput):
            made += len(run("ccew", folder, {"removed": True}, unread=True)[0])
    assert made > 30
