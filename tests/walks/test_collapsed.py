"""What is mended in the same way in many cells is told once, with how many they are."""

from pathlib import Path

from cpstandard.core.report import MOST_KINDS
from walks.newcomer import findings, report, rows, text, write

SITE = "www.hall.example/{n}"


def test_addresses_without_their_beginning_are_told_once(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(250, Website=SITE))
    said = text(path)
    assert "invalid-web-address (250 times)" in said
    assert said.count("but must be a web address") == 1
    assert "The same goes for 249 others: put “https://” before each." in said
    assert f"{path} M2, {path} M3, {path} M4, {path} M5 … and 246 more places" in said
    welsh = text(path, "--language", "cy")
    assert "Mae’r un peth yn wir am 249 arall: rhowch “https://” o flaen pob un." in welsh
    assert "… a 246 lle arall" in welsh


def test_machines_are_given_each_of_them(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(50, Website=SITE))
    assert [each["suggestion"] for each in findings(path)] == [
        f"https://www.hall.example/{n}" for n in range(1, 51)
    ]
    assert report(path)["counts"]["error"] == 50


def test_ids_without_their_prefix_are_told_once_for_the_column(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(12, **{"Initiative id": "hall-{n}"}))
    said = text(path)
    assert said.count("does not begin with the publisher's id") == 1
    assert "The same goes for 11 others: put “anytown-” before each." in said


def test_two_columns_are_two_mistakes(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(3, **{"Website": SITE, "Source address": SITE}))
    assert text(path).count("The same goes for 2 others") == 2


def test_a_single_one_has_no_others(tmp_path: Path) -> None:
    said = text(write(tmp_path / "halls.csv", rows(1, Website=SITE)))
    assert "Did you mean “https://www.hall.example/1”?\n" in said


def test_a_comment_of_a_pull_request_tells_it_once_too(tmp_path: Path) -> None:
    path = write(tmp_path / "halls.csv", rows(9, Website=SITE))
    lines = [line for line in text(path, "--format", "markdown").splitlines() if "www" in line]
    assert len(lines) == 1
    assert "… and 5 more places" in lines[0]
    assert "The same goes for 8 others" in lines[0]


def test_places_and_findings_that_are_not_listed_are_told_apart(tmp_path: Path) -> None:
    table = rows(60, Status="gone {n}", **{"Status as of": "2025-05"})
    for row in table[:20]:
        row["Status"] = "gone away"
    path = write(tmp_path / "halls.csv", table)
    said = text(path)
    assert "… and 16 more places\n" in said
    assert "  … and 36 more, not listed\n" in said
    assert "Not all is listed. For all of it: --limit 60\n" in said
    assert "To have each cell marked in a copy: --annotate marked.xlsx\n" in said
    assert "Nid yw popeth wedi’i restru" in text(path, "--language", "cy")


def test_the_limit_that_is_named_lists_all(tmp_path: Path) -> None:
    table = rows(160, Status="gone {n}", **{"Status as of": "2025-05"})
    for row in table[:20]:
        row["Status"] = "gone away"
    path = write(tmp_path / "halls.csv", table)
    assert "--limit 160" in text(path)
    said = text(path, "--limit", "160")
    assert all(f"{path} M{n}" in said for n in range(2, 162))
    assert "Not all is listed" not in said
    assert "… and" not in said


def test_of_more_ways_to_mend_than_are_counted_apart_none_is_told_wrong(tmp_path: Path) -> None:
    number = MOST_KINDS + 20
    path = write(
        tmp_path / "halls.csv", rows(number, Status="gone {n}", **{"Status as of": "2025-05"})
    )
    said = text(path)
    assert f"unknown-code ({number:,} times)" in said
    assert f"  … and {number - 5:,} more, not listed\n" in said
