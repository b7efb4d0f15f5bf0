"""Turns what became of the sources into what the publish stage shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from cpstandard.core.links import LinkSet
from cpstandard.core.record import Records
from cpstandard.core.standard import Standard
from cpstandard.pipeline.outcome import SourceOutcome, State
from cpstandard.pipeline.reference import finding_entries, reference
from cpstandard.pipeline.source import header_of
from cpstandard.pipeline.survey import Shown
from cpstandard.plugins import Loaded
from cpstandard.publish import directory as view
from cpstandard.publish.datasets import Package
from cpstandard.registry import Publisher, Registry
from cpstandard.schema_store import standard

T = TypeVar("T", SourceOutcome, Shown)


def status_of(outcomes: Iterable[SourceOutcome]) -> dict[str, Any]:
    """Return ``status.json``: every publisher's outcome, source by source."""
    return {
        "publishers": {
            publisher.id: {
                "name": publisher.entry.name,
                "state": str(_overall(group)),
                "recordsOut": sum(outcome.records_out for outcome in group),
                "sources": [outcome.status() for outcome in group],
            }
            for publisher, group in _by_publisher(outcomes)
        }
    }


def directory_of(
    registry: Registry,
    outcomes: Sequence[SourceOutcome],
    shown: Sequence[Shown],
    *,
    links: Sequence[LinkSet],
    datasets: Sequence[view.Dataset],
    extended: Standard,
    plugins: Loaded,
    today: str,
) -> view.Directory:
    """Return all that the site is made of; ``plugins`` say what the validator may find."""
    return view.Directory(
        title=registry.site.title,
        now=_latest(outcomes, shown, today),
        standard=standard(),
        records=[record for each in shown for record in each.part.read()],
        publisher_of={id_: each.publisher.id for each in outcomes for id_ in each.ids},
        publishers={p.id: _publisher_view(p, group) for p, group in _by_publisher(outcomes)},
        links=links,
        datasets=datasets,
        extended=extended,
        status=status_of(outcomes),
        base_url=registry.site.base_url or "",
        contact=registry.site.contact or "",
        withdrawn=[
            view.Tombstone(each.id or "", each.publisher or "", each.date, each.reason)
            for each in registry.withdrawn
        ],
        reference=reference(),
        findings=finding_entries(plugins),
    )


def packages_of(shown: Sequence[Shown]) -> list[Package]:
    """Return each publisher's records in an envelope of their own."""
    packages = []
    for publisher, group in _by_publisher(shown):
        records = Records(tuple(each.part for each in group))
        used = sorted({name for each in group for name in each.extensions})
        header = header_of(publisher)
        named = publisher.entry.attribution or ""
        packages.append(Package({**header, "extensions": used} if used else header, records, named))
    return packages


def _publisher_view(publisher: Publisher, outcomes: list[SourceOutcome]) -> view.PublisherView:
    entry = publisher.entry
    findings = Counter[str]()
    for outcome in outcomes:
        findings.update(outcome.findings)
    return view.PublisherView(
        id=publisher.id,
        name=entry.name,
        licence=entry.licence,
        website=entry.website or "",
        contact=entry.contact or "",
        attribution=entry.attribution or "",
        records=sum(outcome.records_out for outcome in outcomes),
        state=str(_overall(outcomes)),
        reason="; ".join(outcome.reason for outcome in outcomes if outcome.reason),
        sources=[_source_view(outcome) for outcome in outcomes],
        findings=dict(sorted(findings.items())),
        remarks=[remark for outcome in outcomes for remark in outcome.remarks],
        errors=[error for outcome in outcomes for error in outcome.errors],
    )


def _source_view(outcome: SourceOutcome) -> view.SourceView:
    return view.SourceView(
        id=outcome.source.id,
        address=outcome.source.url or outcome.source.path or "",
        importer=outcome.source.importer,
        state=str(outcome.state),
        reason=outcome.reason,
        remarks=outcome.remarks,
        retrieved_at=outcome.retrieved_at,
        records_in=outcome.records_in,
        records_out=outcome.records_out,
    )


def _latest(outcomes: Iterable[SourceOutcome], shown: Iterable[Shown], today: str) -> str:
    """Return the day of the newest data: a site made again of the same data is the same site.

    A record that says it was updated after ``today`` does not date the site.
    """
    days = [outcome.retrieved_at[:10] for outcome in outcomes]
    updated = (day for each in shown for day in each.updated)
    return max([*days, *(day for day in updated if day[:10] <= today)], default="")


def _overall(outcomes: Iterable[SourceOutcome]) -> State:
    """Return the worst state; while another source is shown, not that nothing is."""
    order = list(State)
    states = {outcome.state for outcome in outcomes}
    if states & {State.PUBLISHED, State.STALE}:
        states.discard(State.NOTHING_SHOWN)
    return max(states, key=order.index)


def _by_publisher(each: Iterable[T]) -> Iterator[tuple[Publisher, list[T]]]:
    """Group what comes in the order of the publishers' ids."""
    for _, group in groupby(each, key=lambda one: one.publisher.id):
        listed = list(group)
        yield listed[0].publisher, listed
