"""The registers of co-operatives and mutual societies, where samples of them lie beside the checkout."""

from collections import Counter
from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from importing import run


def practices(records: list[dict]) -> Counter[str]:
    return Counter(record["practices"][0] for record in records)


def test_mutual_societies_by_number_and_name(registers: Path) -> None:
    records, report = run("fca-mutuals", registers / "fca-mutuals/mutual_ids_even.csv")
    assert report.rows == 6115
    assert report.skipped["it is a credit union"] == 297
    assert report.skipped["the number occurred before in this file"] == 21
    assert report.unread == {}
    assert report.licences == {"ODbL-1.0": len(records)}
    found = practices(records)
    # The rules of all registers change now and then; these numbers are the least of them.
    assert found["community-land-trust"] >= 130
    assert found["community-pub"] >= 100
    assert found["community-shop"] >= 120
    assert found["community-energy"] >= 170
    assert 1100 < len(records) < 2000
    by_name = {record["name"]: record for record in records}
    shop = by_name["Tealby Community Shop"]
    assert shop["organisations"][0]["identifiers"] == [
        {"scheme": "GB-MPR", "id": "7002"},
        {"scheme": "GB-COH", "id": "IP007002"},
    ]
    assert by_name["The Antwerp Arms Association"]["organisations"][0]["identifiers"][0] == {
        "scheme": "GB-MPR",
        "id": "32358R",
    }
    landlords = {"Clarion Housing Association", "Nottingham Community Housing Association"}
    assert not landlords & by_name.keys()
    for record in records:
        assert record["provenance"]["assertedBy"] == "rule"
        derived = record["provenance"]["derived"]
        assert {d["field"] for d in derived} == {"practices", "places"}
        assert all("matched" in d["rule"] for d in derived if d["field"] == "practices")


def test_co_operatives_of_2017(registers: Path) -> None:
    path = registers / "coops-uk/2017-06_open_data_organisations.csv"
    records, report = run("coops-uk", path)
    assert report.rows == 8371
    assert report.skipped["it is dissolved"] == 1438
    assert report.skipped["it is a credit union"] == 471
    assert report.unread == {}
    assert report.unknown == {}
    assert {record["provenance"]["licence"] for record in records} == {"ODC-By-1.0"}
    assert 1700 < len(records) < 2300
    by_id = {record["provenance"]["registerRecordId"]: record for record in records}
    assert "R000001" not in by_id, "the Co-operative Group is no community's own"
    inn = next(r for r in records if r["name"] == "The Cross Inn")
    assert inn["practices"][0] == "community-pub"
    assert inn["organisations"][0]["identifiers"] == [{"scheme": "GB-MPR", "id": "7216"}]
    assert inn["otherNames"] == [
        {"name": "The Great Bromley Cross Pub CBS Limited", "kind": "formal"}
    ]
    assert inn["milestones"][0]["date"] == "2015-09-29"
    text = str(records)
    assert "\\n" not in text
    assert not any(code in text for code in ("CO7 ", "M60 0AG")), "a postcode is told"


def test_the_two_registers_agree_on_numbers(registers: Path) -> None:
    made = [
        run("fca-mutuals", registers / "fca-mutuals/mutual_ids_even.csv")[0],
        run("coops-uk", registers / "coops-uk/2017-06_open_data_organisations.csv")[0],
    ]
    numbers = [
        {i["id"] for r in records for o in r["organisations"] for i in o.get("identifiers", ())
         if i["scheme"] == "GB-MPR"}
        for records in made
    ]  # fmt: skip
    assert len(numbers[0] & numbers[1]) > 400


def test_outlets_of_2019(registers: Path) -> None:
    records, report = run("coops-uk", registers / "coops-uk/2019-06_open_data_outlets.csv")
    assert report.rows == 5966
    assert [record["name"] for record in records] == ["The True Food Community Co-operative"]
    assert report.rows_used == 4
    assert report.unread == {}


@pytest.mark.parametrize(
    ("importer_id", "file", "said"),
    [
        ("fca-mutuals", "coops-uk/2019-06_open_data_outlets.csv", "Society Name"),
        ("fca-mutuals", "charity-lookups/charity-company-numbers.csv", "GB-"),
        ("fca-mutuals", "companies-house/BasicCompanyData-2020-06-01-part6_7.csv", "Society Name"),
        ("coops-uk", "fca-mutuals/mutual_ids_even.csv", "CUK Organisation ID"),
        ("coops-uk", "companies-house/BasicCompanyData-2020-06-01-part6_7.csv", "CUK Organisation"),
        ("coops-uk", "360giving/ab_charitable_trust_783.xlsx", "CUK Organisation ID"),
    ],
)
def test_another_register_is_one_clear_failure(
    registers: Path, importer_id: str, file: str, said: str
) -> None:
    with pytest.raises(UnusableInput, match=said) as caught:
        run(importer_id, registers / file)
    assert "\n" not in str(caught.value)
    assert Path(file).name in str(caught.value)
