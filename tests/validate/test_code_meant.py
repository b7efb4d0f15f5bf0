"""Who writes a practice as no code is written is led to the list, not to a practice of their own."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from anytown import named, package
from cpstandard import schema_store, validate
from cpstandard.cli import main
from cpstandard.validate.code_meant import codes_near


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Community land", ["community-land-trust", "community-land-ownership"]),
        ("comunity lend", ["community-land-trust", "community-land-ownership"]),
        ("Comunity land trust", ["community-land-trust"]),
        ("comunity-pub", ["community-pub"]),
        ("repare cafe", ["repair-cafe"]),
        ("citizen assembly", ["citizens-assembly"]),
        ("Ymddiriedolaeth dir gymunedol", ["community-land-trust"]),
        ("Village shop!", ["community-shop"]),
        ("jury", ["citizens-jury"]),
        ("community-led", []),
        ("community", []),
        ("Model railway!", []),
    ],
)
def test_the_codes_that_are_near(written: str, near: list[str]) -> None:
    found = codes_near(written, schema_store.standard().codelists["practice"])
    assert list(found) == near


def test_a_practice_that_is_no_code_is_one_finding_that_leads_to_the_list() -> None:
    report = validate(package(named(1, practices=["Community land"])))
    (found,) = report.findings()
    assert (found.code, found.suggestion) == ("unknown-code", "community-land-trust")
    assert "community-land-trust or community-land-ownership" in found.message
    assert "standard show --codelist practice" in found.message
    assert "your own, where none fits, is in small letters joined by hyphens" in found.message


def test_a_practice_misspelt_as_a_code_is_a_warning_with_the_code_meant() -> None:
    report = validate(package(named(1, practices=["comunity-pub"])))
    (found,) = report.findings()
    assert (found.code, found.suggestion) == ("unlisted-code", "community-pub")
    assert "choose one of the list, or keep your own where none fits" in found.message


def test_a_practice_that_is_no_list_is_told_as_the_list_of_the_code_meant() -> None:
    report = validate(package(named(1, practices="Comunity pub")))
    assert [found.suggestion for found in report.findings()] == [["community-pub"]]


def test_the_labels_of_a_table_are_read_in_all_languages(tmp_path: Path) -> None:
    path = tmp_path / "land.csv"
    head = (
        "Package: Standard version,Package: Publisher id,Package: Publisher name,"
        "Package: Licence,Initiative id,Name,Scope,Practices,Source title\n"
    )
    labels = ["Community land trust", "Comunity land trust", "Ymddiriedolaeth dir cymunedol"]
    rows = [
        f"1.0,anytown,Anytown,CC0-1.0,anytown-{n},Land {n} (invented),city,{label},Page\n"
        for n, label in enumerate(labels)
    ]
    path.write_text(head + "".join(rows), encoding="utf-8")
    done = CliRunner().invoke(main, ["validate", str(path), "--format", "json"])
    found = [each for group in json.loads(done.stdout)["groups"] for each in group["findings"]]
    assert [(f["code"], f["cell"], f["suggestion"]) for f in found] == [
        ("unknown-code", "H3", "community-land-trust"),
        ("unknown-code", "H4", "community-land-trust"),
    ]


def test_a_title_for_a_code_is_corrected_and_a_guess_is_not(tmp_path: Path) -> None:
    path, mended = tmp_path / "ours.json", tmp_path / "mended.json"
    records = [named(1, practices=["Community Land Trust"]), named(2, practices=["Land trusts"])]
    path.write_text(json.dumps(package(*records)), encoding="utf-8")
    CliRunner().invoke(main, ["validate", str(path), "--fix", str(mended)])
    made = json.loads(mended.read_text(encoding="utf-8"))["initiatives"]
    assert [each["practices"] for each in made] == [["community-land-trust"], ["Land trusts"]]
