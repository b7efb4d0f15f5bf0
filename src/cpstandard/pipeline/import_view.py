"""Turns an import report into what a publisher's page shows of it: the most frequent of each."""

from collections.abc import Mapping
from typing import Any

from cpstandard.publish.directory import ImportView, Tally

_REASONS = 10
_FIELDS = 10
_VALUES = 5
_NAMES = 20


def import_view(report: Mapping[str, Any]) -> ImportView:
    """Return the view of an import report as JSON holds it; an empty one for a source not read."""
    rows = report.get("rows", {})
    fields = report.get("fields", {})
    unknown: Mapping[str, Mapping[str, int]] = report.get("unknownValues", {})
    ranked = sorted(unknown.items(), key=lambda each: (-sum(each[1].values()), each[0]))
    return ImportView(
        rows=rows.get("read", 0),
        used_rows=rows.get("used", 0),
        skipped=_tally(report.get("skipped", {}), _REASONS),
        unreadable=[(name, _tally(values, _VALUES)) for name, values in ranked[:_FIELDS]],
        unreadable_more=len(ranked[_FIELDS:]),
        unread=_tally(fields.get("unread", {}), _NAMES),
        withheld=_tally(fields.get("withheld", {}), _NAMES),
        notes=_tally(report.get("notes", {}), _REASONS),
    )


def _tally(counts: Mapping[str, int], most: int) -> Tally:
    ranked = list(counts.items())  # a report has the most frequent first
    return Tally(ranked[:most], len(ranked[most:]))
