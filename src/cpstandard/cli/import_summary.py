"""Says in words what an import made of a document."""

from collections.abc import Iterator, Mapping
from typing import Any

_MOST = 12
_MOST_VALUES = 5


def summary(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that a person reads of an import report (``ImportReport.to_dict()``)."""
    rows = report["rows"]
    yield (
        f"{_count(rows['read'], 'row')} read, {rows['used']:,} used, {rows['skipped']:,} skipped; "
        f"{_count(report['records'], 'record')} made."
    )
    if (expected := report.get("expected")) is not None:
        met = "as expected" if report["records"] >= expected else "TOO FEW"
        yield f"Expected: {expected:,} records or more: {met}."
    yield from _tally("Skipped", report["skipped"])
    fields = report["fields"]
    yield f"Fields taken: {len(fields['taken'])}; left out on purpose: {len(fields['ignored'])}."
    yield from _tally("Withheld, for they are about people", fields["withheld"])
    yield from _tally("Read by nobody", fields["unread"])
    if report["unknownValues"]:
        yield "Values that could not be read or that no lookup knows:"
        for name, values in report["unknownValues"].items():
            shown = [f"{value!r} ({n:,})" for value, n in list(values.items())[:_MOST_VALUES]]
            more = len(values) - len(shown)
            yield f"  {name}: {', '.join(shown)}{f' and {more:,} more' if more else ''}"
    yield from _tally("Done on the way", report["notes"])


def _tally(title: str, tally: Mapping[str, int]) -> Iterator[str]:
    if not tally:
        return
    yield f"{title}:"
    for name, number in list(tally.items())[:_MOST]:
        yield f"  {number:>7,}  {name}"
    if len(tally) > _MOST:
        yield f"           and {len(tally) - _MOST:,} more (--report FILE holds all)"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
