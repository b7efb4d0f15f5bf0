"""Invented views of what a build tells: of its editions, and of an import."""

from cpstandard.publish.directory import EditionView, ImportView, Tally

IMPORTED = ImportView(
    rows=9,
    used_rows=3,
    skipped=Tally([("no name <b>at all</b> (invented)", 5), ("a total (invented)", 1)], more=4),
    unreadable=[("Practice", Tally([("pub & shop (invented)", 2)]))],
    unreadable_more=1,
    unread=Tally([("Colour", 3)]),
    withheld=Tally([("Contact name", 3)]),
    notes=Tally([("two rows of one id (invented)", 1)]),
)


def make_editions(ids: list[str]) -> list[EditionView]:
    """What four editions did: a few things, nothing, what was lost since, and the first."""
    named, gone = ids[:2], "example-no-more"
    first = {"added": named, "changed": ids[1:2], "removed": [gone]}
    counts = {"added": 2, "changed": 7, "removed": 1}
    fields = {each: ["description", "evidence"] for each in ids[1:2]}
    return [
        EditionView("4" * 16, "2026-01-06", 3, counts, first, fields, "robots.txt", 2),
        EditionView("3" * 16, "2026-01-06", 2, dict.fromkeys(counts, 0), {}, {}, "robots.txt", 1),
        EditionView("2" * 16, "2026-01-05", 2, {"added": 1, "changed": 0, "removed": 0}),
        EditionView("1" * 16, "2026-01-04", 1),
    ]
