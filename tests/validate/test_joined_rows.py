"""Two initiatives with one id share the rows of further sheets: that is one mistake, told once."""

from tests.workbooks import workbook_of

import cpstandard

META = [
    ("Field", "Value"),
    ("Standard version", "1.0"),
    ("Publisher id", "anytown"),
    ("Publisher name", "Anytown Trust (invented)"),
    ("Licence", "CC-BY-4.0"),
]
HEAD = ("Initiative id", "Name", "Scope", "Clusters")
PLACES = ("Initiative id", "Place name", "Country")
SOURCES = ("Initiative id", "Source id", "Source title", "Source address")


def checked(tmp_path, second):
    """Validate two initiatives, the second of that id, each with rows of its own elsewhere."""
    book = workbook_of(
        {
            "Meta": META,
            "Initiatives": [
                HEAD,
                ("anytown-inn", "The Inn (invented)", "city", "collaboration"),
                (second, "The Inn again (invented)", "city", "collaboration"),
            ],
            "Places": [
                PLACES,
                ("anytown-inn", "Anytown", "UK"),
                (second, "Anytown", "GB"),
            ],
            "Sources": [
                SOURCES,
                ("anytown-inn", "s1", "Its page", "https://example.org/inn"),
                (second, "s1", "Its page", "https://example.org/inn"),
                ("anytown-inn", "s2", "Ring 01632 960123", "https://example.org/ring"),
            ],
        }
    )
    path = tmp_path / "a.xlsx"
    book.save(path)
    report = cpstandard.validate(path)
    return report, {
        code: [f.location.in_table for group in report.of(code) for f in group.examples]
        for code in report.codes()
    }


def test_what_follows_from_one_id_for_two_is_left_out(tmp_path):
    report, found = checked(tmp_path, "anytown-inn")
    assert found["duplicate-id"] == ["Initiatives!A3"]
    assert not found.keys() & {"repeated-source-id", "repeated-source"}
    not_run = {skipped.code: skipped.records for skipped in report.not_run if skipped.records}
    assert not_run["repeated-source-id"] == 2
    assert report.records_with_errors == 2
    (group,) = report.of("duplicate-id")
    assert "Places, Sources" in group.examples[0].message


def test_what_stands_in_a_row_of_two_is_told_once(tmp_path):
    report, found = checked(tmp_path, "anytown-inn")
    places = [place for code in found if code != "near-duplicate" for place in found[code]]
    assert sorted(set(places)) == sorted(places)
    for code, group_count in ((g.code, g.count) for g in report.groups.values()):
        assert group_count == len(found[code])
    assert any("Places!C2" in each for each in found.values())


def test_ids_of_their_own_leave_nothing_out(tmp_path):
    _, found = checked(tmp_path, "anytown-bell")
    assert not found.keys() & {"duplicate-id", "repeated-source-id"}


def test_what_an_initiative_repeats_itself_is_told(tmp_path):
    book = workbook_of(
        {
            "Meta": META,
            "Initiatives": [HEAD, ("anytown-inn", "The Inn (invented)", "city", "collaboration")],
            "Sources": [
                SOURCES,
                ("anytown-inn", "s1", "Its page", "https://example.org/inn"),
                ("anytown-inn", "s1", "Another", "https://example.org/other"),
            ],
        }
    )
    book.save(tmp_path / "a.xlsx")
    assert cpstandard.validate(tmp_path / "a.xlsx").of("repeated-source-id")[0].count == 1
