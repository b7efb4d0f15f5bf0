"""Links from the registry to the page: found, shown with their evidence, and decided by people."""

import json
import re
from importlib.metadata import PackageNotFoundError

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from registry_place import Place, initiative, package

NAME = "Cairnbulg Boat Haven and Ropewalk"


@pytest.fixture
def two(place: Place) -> Place:
    """Two publishers that both list an invented haven, and do not agree when it began."""
    for publisher, began in (("north", "2014"), ("south", "2015-03")):
        record = initiative(f"{publisher}-haven", name=NAME, started=began)
        place.publisher(publisher, package(publisher, record))
    return place


def page(place: Place, record: str) -> str:
    text = (place.site / "initiatives" / record / "index.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def review(place: Place, *options: str) -> str:
    result = CliRunner().invoke(
        main,
        [
            "links",
            "review",
            "--registry",
            str(place.registry),
            "--workspace",
            str(place.folder / "workspace"),
            *options,
        ],
    )
    assert result.exit_code == 0, result.output
    return result.stdout


def decide(place: Place, verdict: str) -> None:
    (place.registry / "links.yaml").write_text(
        f"decisions:\n  - kind: initiative\n    verdict: {verdict}\n"
        "    records: [north-haven, south-haven]\n    reason: The harbour master was asked.\n",
        encoding="utf-8",
    )


def test_linked_records_stand_side_by_side_and_none_is_merged(two: Place) -> None:
    assert two.build().exit_code == 0
    assert two.pages() == {"north-haven", "south-haven"}
    shown = page(two, "north-haven")
    assert "Other records of this initiative" in shown
    assert "The names agree to 100 %" in shown
    assert re.search(r"Began they differ 2014 March 2015 ", shown), shown
    assert re.search(r"Name they agree Cairnbulg", shown)
    assert "2 records are held to be of this initiative. None was merged" in shown


def test_a_build_by_numbers_alone_links_no_names(two: Place) -> None:
    (two.registry / "site.yaml").write_text("linking: {method: identifiers}\n", encoding="utf-8")
    two.build()
    assert "What each source says" not in page(two, "north-haven")


def test_the_option_goes_before_the_settings_of_the_site(two: Place) -> None:
    two.build("--linking", "identifiers")
    assert "What each source says" not in page(two, "north-haven")
    assert "Published" in two.build("--linking", "splink").stderr
    assert "By a model that was trained on known pairs." in page(two, "north-haven")


def test_the_model_says_how_to_get_it_where_it_is_not_there(
    two: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("cpstandard.link.model.metadata.version", missing)
    result = two.build("--linking", "splink")
    assert result.exit_code == 2
    assert "pip install 'cpstandard[link]'" in result.stderr
    assert "Traceback" not in result.output


def test_a_decision_wins_at_the_next_build_and_its_reason_is_shown(two: Place) -> None:
    two.build()
    decide(two, "different")
    assert "Published" in two.build().stderr
    assert "What each source says" not in page(two, "north-haven")
    decide(two, "same")
    two.build()
    assert "decided so: The harbour master was asked." in page(two, "south-haven")


def test_what_is_worth_a_look_is_listed_ready_to_copy(place: Place) -> None:
    for publisher, number in (("north", "1000001"), ("south", "1000002")):
        numbers = [{"scheme": "GB-CHC", "id": number}]
        record = initiative(f"{publisher}-haven", name=NAME, identifiers=numbers)
        place.publisher(publisher, package(publisher, record))
    text = review(place)
    assert "1. the same initiative?" in text
    assert f"north-haven  {NAME} (" in text
    assert "Not linked: They have different numbers in the register GB-CHC." in text
    copied = text[text.index("  - kind") : text.index("\n\n")]
    (place.registry / "links.yaml").write_text(f"decisions:\n{copied}\n", encoding="utf-8")
    assert "1. the same" not in review(place)
    place.build()
    assert "What each source says" in page(place, "north-haven")


def test_the_review_can_be_read_by_a_program(two: Place) -> None:
    strict = "linking: {bits_alone: 500}\n"
    (two.registry / "site.yaml").write_text(strict, encoding="utf-8")
    told = json.loads(review(two, "--format", "json"))
    assert told["total"] == 0
    decide(two, "same")
    told = json.loads(review(two, "--format", "json", "--kind", "initiative"))
    assert told == {"total": 0, "candidates": []}


def test_a_decision_on_what_is_not_there_is_told(two: Place) -> None:
    (two.registry / "links.yaml").write_text(
        "decisions: [{kind: initiative, verdict: same, records: [north-haven, south-gone], "
        "reason: Once there.}]\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(
        main,
        [
            "links", "review", "--registry", str(two.registry),
            "--workspace", str(two.folder / "workspace"),
        ],
    )  # fmt: skip
    assert "decides on south-gone, which is in no source" in result.stderr


def test_links_are_not_looked_for_again_where_nothing_changed_that_matters_to_them(
    two: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.build()
    record = initiative("north-haven", name=NAME, started="2014", description="Told anew.")
    two.publisher("north", package("north", record))
    monkeypatch.setattr("cpstandard.pipeline.linking.link_subjects", None)
    assert two.build().exit_code == 0
    assert "Told anew." in page(two, "north-haven")
    assert "The names agree to 100 %" in page(two, "north-haven")
    review(two)


TABLE = "org_id_a,org_id_b,org_name\nGB-CHC-1000001,GB-COH-1234567,Invented\nnone,GB-COH-1,\n"
REFERENCE = """\
title: Charities that are companies (invented)
path: data/links.csv
licence: CC0-1.0
links: {number: org_id_a, same_as: org_id_b}
"""


@pytest.fixture
def registers(place: Place) -> Place:
    for publisher, scheme, number in (
        ("north", "GB-CHC", "1000001"),
        ("south", "GB-COH", "01234567"),
    ):
        lead = {"name": publisher, "identifiers": [{"scheme": scheme, "id": number}]}
        record = initiative(f"{publisher}-x", organisations=[{**lead, "roles": ["lead"]}])
        place.publisher(publisher, package(publisher, record))
    (place.registry / "reference").mkdir()
    (place.registry / "reference" / "charities.yaml").write_text(REFERENCE, encoding="utf-8")
    (place.registry / "data" / "links.csv").write_text(TABLE, encoding="utf-8")
    return place


def test_a_table_of_links_between_registers_joins_their_records(registers: Place) -> None:
    result = registers.build()
    assert result.exit_code == 0, result.output
    assert (
        "GB-CHC-1000001 and GB-COH-01234567 are numbers of one body, says Charities that are "
        "companies (invented)." in page(registers, "north-x")
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("a,b\n1,2\n", "has no column 'org_id_a', 'org_id_b'"),
        ("org_id_a,org_id_b\nx,y\n", "has no row with two numbers"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_and_stops_nothing(
    registers: Place, table: str, said: str
) -> None:
    (registers.registry / "data" / "links.csv").write_text(table, encoding="utf-8")
    result = registers.build()
    assert result.exit_code == 1
    assert f"reference/charities: data/links.csv {said}" in result.stderr
    assert registers.pages() == {"north-x", "south-x"}


def test_a_table_is_of_areas_or_of_links(registers: Place) -> None:
    path = registers.registry / "reference" / "charities.yaml"
    path.write_text(REFERENCE + "columns: {code: A, name: B}\n", encoding="utf-8")
    result = registers.check()
    assert result.exit_code == 2
    assert "give either columns (of areas) or links (between registers)" in result.stderr
