"""Writes ``status.json``: what became of every source, and the history that earlier builds told."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from cpstandard.core.status import Moment
from cpstandard.pipeline.outcome import SourceOutcome, State, by_publisher
from cpstandard.registry import Registry
from cpstandard.workspace import content_key

STATUS = "status.json"
MOST_MOMENTS = 200
"""How many entries of history are kept for each publisher."""
Histories = Mapping[str, Sequence[Moment]]
_HISTORIES = TypeAdapter(dict[str, list[Moment]])


def overall(outcomes: Iterable[SourceOutcome]) -> State:
    """Return the worst state; while another source is shown, not that nothing is."""
    order = list(State)
    states = {outcome.state for outcome in outcomes}
    if states & {State.PUBLISHED, State.STALE}:
        states.discard(State.NOTHING_SHOWN)
    return max(states, key=order.index)


def findings_of(outcomes: Iterable[SourceOutcome]) -> dict[str, int]:
    """Return how often each code was found, by code."""
    findings = Counter[str]()
    for outcome in outcomes:
        findings.update(outcome.findings)
    return dict(sorted(findings.items()))


def status_of(
    outcomes: Iterable[SourceOutcome], histories: Histories, withdrawn: int
) -> dict[str, Any]:
    """Return ``status.json`` (``core/status.py`` has its shape)."""
    return {
        "publishers": {
            publisher.id: {
                "name": publisher.entry.name,
                "state": str(overall(group)),
                "recordsIn": sum(outcome.records_in for outcome in group),
                "recordsOut": sum(outcome.records_out for outcome in group),
                "findings": findings_of(group),
                "changed": changed_on(histories.get(publisher.id, ())),
                "sources": [outcome.status() for outcome in group],
            }
            for publisher, group in by_publisher(outcomes)
        },
        "withdrawn": withdrawn,
        "history": {
            name: [moment.model_dump(by_alias=True) for moment in told]
            for name, told in sorted(histories.items())
        },
    }


def changed_on(history: Sequence[Moment]) -> str | None:
    """Return the day since when what is read has been what it is; ``None`` for always, or never."""
    read = [moment for moment in history if moment.document]
    for before, moment in zip(reversed(read[:-1]), reversed(read), strict=False):
        if before.document != moment.document:
            return moment.date
    return None


def histories_of(
    registry: Registry,
    outcomes: Iterable[SourceOutcome],
    before: Path,
    today: str,
    *,
    with_reasons: bool,
) -> dict[str, list[Moment]]:
    """Return the history of each publisher, with this build where it brought news.

    ``before`` is the edition of the build before, by which it is carried on. ``today`` is the day
    of the build. Reasons may quote the data, so after a take-down those of the past are left out.
    """
    gone = {each.publisher for each in registry.withdrawn}
    known = {publisher.id for publisher in registry.publishers} - gone
    told = {name: moments for name, moments in _read(before).items() if name in known}
    if not with_reasons:
        for name, moments in told.items():
            told[name] = [moment.model_copy(update={"reason": ""}) for moment in moments]
    for publisher, group in by_publisher(outcomes):
        history = told.setdefault(publisher.id, [])
        moment = _moment(group, today)
        if not history or moment.differs_from(history[-1]):
            history.append(moment)
        del history[:-MOST_MOMENTS]
    return told


def _moment(outcomes: Sequence[SourceOutcome], today: str) -> Moment:
    documents = [outcome.document for outcome in outcomes]
    return Moment(
        date=today,
        state=str(overall(outcomes)),
        reason=" ".join(outcome.reason for outcome in outcomes if outcome.reason),
        records_in=sum(outcome.records_in for outcome in outcomes),
        records_out=sum(outcome.records_out for outcome in outcomes),
        findings=sum(findings_of(outcomes).values()),
        document=content_key(documents)[:16] if any(documents) else "",
    )


def _read(site: Path) -> dict[str, list[Moment]]:
    """Return the histories that an edition tells; none where they cannot be read."""
    try:
        told = json.loads((site / STATUS).read_bytes())["history"]
        return _HISTORIES.validate_python(told)
    except (OSError, ValueError, LookupError, TypeError, ValidationError):
        return {}
