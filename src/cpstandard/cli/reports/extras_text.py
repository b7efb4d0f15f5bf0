"""In words: what was corrected in the copy, and what the records speak of."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cpstandard.cli.reports.plain import plain
from cpstandard.cli.reports.wording import more
from cpstandard.core.phrase import phrase, say, spoken
from cpstandard.core.report import Report

_MOST_LINES = 20
_BAR = 20
_TITLES = {
    "fields": phrase("Fields, by how many records use them"),
    "clusters": phrase("Clusters"),
    "practices": phrase("Practices"),
    "countries": phrase("Countries"),
    "places": phrase("Places"),
    "years": phrase("Years in which they started"),
}


def extras(report: Report) -> Iterator[str]:
    """Yield the lines for what was asked for besides the findings, if anything was."""
    if report.fixes is not None:
        yield ""
        yield _count(len(report.fixes))
        for fix in report.fixes[:_MOST_LINES]:
            old, new = _value(fix.old), _value(fix.new)
            yield f"  {plain(str(fix.location))}: {old} → {new} ({fix.reason})"
        if len(report.fixes) > _MOST_LINES:
            yield f"  {more(len(report.fixes) - _MOST_LINES)}"
    if report.coverage is not None:
        yield from _coverage(report.coverage)


def _count(number: int) -> str:
    if not number:
        return say("Nothing was corrected: no finding has a correction that is certain.")
    return say("Corrected in the copy ({number:,}):", number=number)


def _value(value: Any) -> str:
    return f"“{plain(value)}”" if isinstance(value, str) else plain(json.dumps(value))


def _coverage(coverage: Mapping[str, Any]) -> Iterator[str]:
    records = coverage["records"]
    for key, title in _TITLES.items():
        counts = coverage[key]
        if not counts:
            continue
        yield ""
        yield f"{spoken(title)}:"
        most = len(counts) if key in {"fields", "years"} else _MOST_LINES
        shown = list(counts.items())[:most]
        width = max(len(plain(name)) for name, _ in shown)
        for name, count in shown:
            bar = "#" * max(1, round(_BAR * count / records))
            yield f"  {plain(name):<{width}}  {count:>7,}  {count / records:>4.0%}  {bar}"
        total = coverage["placesInAll"] if key == "places" else len(counts)
        if total > len(shown):
            yield f"  {more(total - len(shown))}"
