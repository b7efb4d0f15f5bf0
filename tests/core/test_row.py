"""A row accounts for every field that holds a value."""

from cpstandard.core.location import Location
from cpstandard.core.row import Row


def row(data: dict) -> Row:
    return Row(data, Location(file="list.csv", row=2))


def test_every_field_with_a_value_is_taken_ignored_withheld_or_unread() -> None:
    read = row({"a": " x ", "b": "y", "c": "z", "d": "left", "e": "", "f": None})
    assert read.take("a") == "x"
    read.ignore("b", "e", "missing")
    read.withhold("c", "f")
    read.take("missing")
    assert (list(read.taken), list(read.ignored), list(read.withheld)) == (["a"], ["b"], ["c"])
    assert read.unread() == ["d"]


def test_a_heading_may_hold_a_slash() -> None:
    read = row({"Town/City": "Inventon", "a": {"b": 1}})
    assert read.text("Town/City") == "Inventon"
    assert read.take("a/b") == 1
    assert read.unread() == []


def test_parts_of_a_list_book_on_the_row() -> None:
    read = row({"orgs": [{"name": "A", "email": "x"}, {"name": "B", "more": 1}, "odd"]})
    for part in read.items("orgs"):
        part.take("name")
        part.withhold("email")
    assert list(read.taken) == ["orgs/*/name"]
    assert list(read.withheld) == ["orgs/*/email"]
    assert "orgs/*/more" in read.unread()


def test_text_is_text() -> None:
    read = row({"n": 3.0, "list": [1], "object": {"a": 1}})
    assert [read.text(name) for name in ("n", "list", "object")] == ["3", "", ""]
    assert read.unknown_values == [("list", "(a list)"), ("object", "(an object)")]


def test_a_report_does_not_grow_with_what_strangers_write() -> None:
    from cpstandard.core.importer import ImportReport, Skipped

    report = ImportReport("invented 1", "list.csv")
    for number in range(5000):
        read = row({f"field {number}": 1})
        read.unknown("kind", "x" * 10_000 + str(number))
        read.unknown("other", number)
        report.count(Skipped(f"reason {number}", (read,)))
    assert report.rows == sum(report.skipped.values()) == 5000
    assert len(report.skipped) < 2500
    assert sum(report.unknown["other"].values()) == 5000
    assert len(str(report.to_dict())) < 1_000_000
