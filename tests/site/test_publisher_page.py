"""What a publisher reads of an import: which rows and values were left aside, and why."""

import json
from dataclasses import replace

from cpstandard.pipeline.import_view import import_view
from cpstandard.publish.directory import Directory, ImportView
from cpstandard.publish.site import render_site

Site = dict[str, bytes]

REPORT = {
    "rows": {"read": 100, "used": 60, "skipped": 40},
    "skipped": {f"reason {n}": 20 - n for n in range(15)},
    "fields": {"unread": {f"Column {n}": 1 for n in range(30)}, "withheld": {"Contact": 2}},
    "unknownValues": {
        "Rare": {"x": 1},
        **{f"Field {n}": {f"value {m}": 9 - m for m in range(9)} for n in range(12)},
    },
    "notes": {"a note": 1},
}


def test_the_most_frequent_are_shown_and_the_others_counted() -> None:
    view = import_view(REPORT)
    assert (view.rows, view.used_rows) == (100, 60)
    assert view.skipped.first[0] == ("reason 0", 20)
    assert (len(view.skipped.first), view.skipped.more) == (10, 5)
    assert (len(view.unreadable), view.unreadable_more) == (10, 3)
    name, values = view.unreadable[0]
    assert (name, len(values.first), values.more) == ("Field 0", 5, 4)
    assert (len(view.unread.first), view.unread.more) == (20, 10)
    assert view.withheld.first == [("Contact", 2)]
    assert view.is_telling


def test_of_a_source_that_was_not_read_nothing_is_told() -> None:
    assert not import_view({}).is_telling
    assert not import_view({"rows": {"read": 3, "used": 3}}).is_telling


def test_a_publisher_reads_what_was_left_aside(site: Site) -> None:
    page = site["publishers/example/index.html"].decode()
    assert "9 rows were read, and 3 went into records." in page
    assert "<b>5</b> no name &lt;b&gt;at all&lt;/b&gt; (invented)" in page
    assert "and 4 more" in page
    assert "<code>Practice</code>" in page
    assert "pub &amp; shop (invented)" in page
    assert "And in 1 more field." in page
    assert "without its value, unless its row is among those skipped." in page
    for said in ("Colour", "Contact name", "two rows of one id (invented)"):
        assert said in page
    assert 'href="#imported"' in page
    whole = json.loads(site["publishers/example/import.json"])
    assert whole == {"publisher": "example", "sources": {"list": {"rows": {}}}}


def test_where_all_was_used_nothing_is_said_of_it(directory: Directory, site: Site) -> None:
    publishers = {
        key: replace(view, sources=[replace(s, imported=ImportView()) for s in view.sources])
        for key, view in directory.publishers.items()
    }
    made = dict(render_site(replace(directory, publishers=publishers)))
    assert "What the importer could not use" not in made["publishers/example/index.html"].decode()
    assert "publishers/example/import.json" not in made
    assert "publishers/other/import.json" not in site
