"""A heading that is misspelt or missing hides nothing of what else is to be mended."""

import json
from pathlib import Path

import pytest

from anytown import named, package
from cpstandard import schema_store
from cpstandard.core.field_words import NAMES, SYNONYMS, field_by_word
from cpstandard.core.standard import node_at
from walks.newcomer import findings, report, rows, text, write


def test_a_column_whose_heading_has_a_slip_is_read_and_its_cells_are_told_of(
    tmp_path: Path,
) -> None:
    table = rows(3, Description=None, Desciption="TOO SHORT")
    path = write(tmp_path / "halls.csv", table)
    heading, *short = findings(path, "unknown-heading", "description-too-short")
    assert (heading["severity"], heading["suggestion"]) == ("warning", "Description")
    assert "Did you mean “Description”? Its column was read so" in heading["message"]
    assert [each["pointer"] for each in short] == ["/description"] * 3
    assert text(path).count("Did you mean “Description”?") == 1
    assert "Felly y darllenwyd ei golofn" in text(path, "--language", "cy")


@pytest.mark.parametrize(
    ("heading", "is_read"),
    [
        ("Desciption", True),
        ("Descritpion", True),
        ("Websitta", False),  # two slips in seven letters
        ("Websites", True),
        ("Website 2", False),  # numbers tell columns apart
        ("Described by", False),
    ],
)
def test_only_a_plain_slip_is_read(tmp_path: Path, heading: str, is_read: bool) -> None:
    table = rows(2, Description=None, **{heading: "no address, and as a text too short"})
    found = findings(write(tmp_path / "halls.csv", table))
    assert found[-1]["code"] == "unknown-heading" or is_read
    told = [each for each in found if each["code"] == "unknown-heading"]
    assert len(told) == 1
    assert ("was read so" in told[0]["message"]) == is_read


def test_a_slip_never_takes_the_place_of_a_column_that_is_there(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(2, Descripton="again"))
    (found,) = findings(path)
    assert (found["code"], found.get("suggestion")) == ("unknown-heading", None)
    assert "It is like “Description”, which is there too: keep one of the two" in found["message"]
    assert "Mae’n debyg i “Description”" in text(path, "--language", "cy")


def test_a_misspelt_field_beside_the_right_one_is_told_of(tmp_path: Path) -> None:
    told = "Residents of this invented town bought the hall, and look after it."
    path = tmp_path / "halls.json"
    record = named(1, description=told, descripton="again")
    path.write_text(json.dumps(package(record)), encoding="utf-8")
    (found,) = findings(path)
    assert (found["code"], found.get("suggestion")) == ("unknown-field", None)
    assert "It is like “description”, which is there too" in found["message"]


def test_a_missing_column_says_what_its_rows_will_need_beside_it(tmp_path: Path) -> None:
    table = rows(4, **{"Status as of": "2025-05"})
    table[1]["Status as of"] = ""
    path = write(tmp_path / "halls.csv", table)
    (found,) = findings(path)
    assert (found["code"], found["parameters"]["heading"]) == ("missing-column", "Status")
    assert found["parameters"]["beside"] == ["Status as of"]
    assert found["parameters"]["count"] == 3
    assert "needed in 3 rows, the first of which is row 2" in found["message"]
    assert "A row that fills it in needs “Status as of” too" in found["message"]
    welsh = text(path, "--language", "cy")
    assert "Mae ei hangen mewn 3 rhes" in welsh
    assert "Statws ar" in welsh or "“Status as of”" in welsh


def test_of_two_missing_columns_of_a_place_both_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(4, **{"Place name": None, "Country": None}))
    (found,) = findings(path)
    assert found["parameters"]["heading"] == "Place name"
    assert "needs “Country” too" in found["message"]
    assert report(path)["counts"]["error"] == 1


def test_the_value_of_a_misspelt_field_is_checked_as_that_of_the_right_one(tmp_path: Path) -> None:
    package = """{"standardVersion": "1.0", "publisher": {"id": "anytown", "name": "Anytown"},
 "licence": "CC0-1.0", "initiatives": [{"id": "anytown-1", "name": "Hall (invented)",
 "description": "Residents of this invented town bought the hall, and look after it.",
 "clusters": ["collaboration"], "scope": "city", "webiste": "www.hall.example",
 "sources": [{"id": "s1", "titel": "", "url": "https://hall.example"}]}]}"""
    path = tmp_path / "halls.json"
    path.write_text(package, encoding="utf-8")
    told = [(found["code"], found["pointer"], found.get("suggestion")) for found in findings(path)]
    assert sorted(told) == [
        ("empty-value", "/sources/0/titel", None),
        ("invalid-web-address", "/webiste", "https://www.hall.example"),
        ("unknown-field", "/sources/0/titel", "title"),
        ("unknown-field", "/webiste", "website"),
    ]


def test_other_words_for_fields_are_understood_in_json(tmp_path: Path) -> None:
    package = """{"standardVersion": "1.0", "publisher": {"id": "anytown", "name": "Anytown"},
 "licence": "CC0-1.0", "initiatives": [{"id": "anytown-1", "title": "Hall (invented)",
 "summary": "Residents of this invented town bought the hall, and look after it.",
 "clusters": ["collaboration"], "scope": "city", "status": {"value": "Open", "asOf": "2025-05"},
 "claims": [{"id": "c1", "statement": "It is full.", "direction": "good", "sources": ["s1"]}],
 "sources": [{"id": "s1", "title": "Page"}]}]}"""
    path = tmp_path / "halls.json"
    path.write_text(package, encoding="utf-8")
    told = [(found["pointer"], found.get("suggestion")) for found in findings(path)]
    assert sorted(told) == [
        ("/claims", "evidence"),
        ("/claims/0/direction", "positive"),
        ("/claims/0/statement", "claim"),
        ("/status/value", "active"),
        ("/status/value", "code"),
        ("/summary", "description"),
        ("/title", "name"),
    ]


@pytest.mark.parametrize("path", [*NAMES, *SYNONYMS])
def test_words_for_fields_are_of_fields_that_there_are(path: tuple[str, ...]) -> None:
    tokens = ["0" if part == "*" else str(part) for part in path]
    node = node_at(schema_store.standard().initiative, tokens)
    assert node is not None
    above = node_at(schema_store.standard().initiative, tokens[:-1]) or {}
    for word in NAMES.get(path, ()):
        assert word not in above.get("properties", {})
        assert field_by_word(word, path[:-1], [str(path[-1])]) == path[-1]
