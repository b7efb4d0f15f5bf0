"""Turns what became of the sources into what the publish stage shows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from cpstandard.core.areas import Areas
from cpstandard.core.links import LinkSet
from cpstandard.core.phrase import Words
from cpstandard.core.record import Records
from cpstandard.core.scoreboard import Scoreboard
from cpstandard.core.standard import Standard
from cpstandard.core.status import Moment
from cpstandard.languages import words
from cpstandard.pipeline.briefs import ShownRecords
from cpstandard.pipeline.code_digest import checks_digest, code_digest, code_of_pages
from cpstandard.pipeline.import_view import import_view
from cpstandard.pipeline.look import look_of
from cpstandard.pipeline.outcome import SourceOutcome, by_publisher
from cpstandard.pipeline.reference import finding_entries, reference
from cpstandard.pipeline.source_work import header_of
from cpstandard.pipeline.status import (
    Histories,
    changed_on,
    findings_of,
    overall,
    status_of,
)
from cpstandard.pipeline.survey import Shown
from cpstandard.plugins import Loaded
from cpstandard.publish import directory as view
from cpstandard.publish.changes import LISTS
from cpstandard.publish.datasets import Package
from cpstandard.publish.history import FIRST, Told
from cpstandard.publish.reference_input import Reference
from cpstandard.registry import Publisher, Registry
from cpstandard.schema_store import standard
from cpstandard.workspace import content_key

_EDITIONS = 50
"""How many editions have a page, the newest: as many as the feed has."""

_BEHIND_PAGES = ("jinja2", "markupsafe", "markdown-it-py", "pycountry", "pydantic", "babel")
"""Distributions by which the text of a page might come out otherwise in another version."""


def directory_of(
    registry: Registry,
    outcomes: Sequence[SourceOutcome],
    shown: Sequence[Shown],
    *,
    links: Sequence[LinkSet],
    datasets: Sequence[view.Dataset],
    extended: Standard,
    plugins: Loaded,
    histories: Histories,
    today: str,
    records: ShownRecords,
    outcodes: view.Outcodes,
    leaflet: Mapping[str, bytes],
    kept_in: Path,
    areas: Areas | None,
    told: Sequence[Told],
) -> view.Directory:
    """Return all that the site is made of; ``plugins`` say what the validator may find.

    Only pages need ``records``; ``kept_in`` is the folder for what is worked out of each. ``told``
    is the history of the editions, the newest first.
    """
    left_out = registry.site.leave_out
    return view.Directory(
        title=registry.site.title,
        now=_latest(outcomes, shown, today),
        standard=standard(),
        records=records.records,
        briefs=records.briefs,
        kept_in=kept_in,
        list_pages=registry.site.list_pages,
        made_by=content_key(code_of_pages(), checks_digest(plugins), _versions()),
        publisher_of={id_: each.publisher.id for each in outcomes for id_ in each.ids},
        publishers={
            publisher.id: _publisher_view(publisher, group, histories.get(publisher.id, ()))
            for publisher, group in by_publisher(outcomes)
        },
        links=links,
        outcodes=outcodes,
        datasets=datasets,
        extended=extended,
        status=status_of(outcomes, histories, len(registry.withdrawn)),
        copies=_copies(outcomes),
        base_url=registry.site.base_url or "",
        contact=registry.site.contact or "",
        withdrawn=tombstones_of(registry),
        reference=Reference() if "standard" in left_out else reference(),
        findings=[] if "findings" in left_out else finding_entries(plugins),
        languages=_languages(registry),
        look=look_of(registry),
        issues=registry.site.issues or "",
        measured=_measured(registry.scoreboard),
        areas=areas,
        left_out=left_out,
        facets=registry.site.facets,
        editions=_edition_views(told)[:_EDITIONS],
        older_editions=len(told[_EDITIONS:]),
        leaflet=leaflet,
    )


def empty_directory(registry: Registry) -> view.Directory:
    """Return what the site looks like, with nothing in it."""
    return view.Directory(
        title=registry.site.title,
        now="",
        standard=standard(),
        records=(),
        publisher_of={},
        publishers={},
        languages=_languages(registry),
        look=look_of(registry),
    )


def _languages(registry: Registry) -> list[Words]:
    return [words(tag, standard()) for tag in registry.site.languages]


def _edition_views(told: Sequence[Told]) -> list[view.EditionView]:
    """Return what is shown of each edition; those of one day are told apart by their number."""
    of_day: dict[str, int] = Counter(each.entry["published"] for each in told)
    alone = {day for day, count in of_day.items() if count == 1}
    views = []
    for each in told:  # the newest first
        day = each.entry["published"]
        views.append(_edition_view(each, 0 if day in alone else of_day[day]))
        of_day[day] -= 1
    return views


def _edition_view(told: Told, of_day: int) -> view.EditionView:
    entry, lists = told.entry, told.lists
    return view.EditionView(
        id=entry["id"],
        published=entry["published"],
        records=entry["records"],
        of_day=of_day,
        counts={name: entry[name] for name in LISTS if name in entry},
        first={name: lists[name][:FIRST] for name in LISTS if lists.get(name)},
        fields=lists.get("fields", {}),
        changes=entry.get("changes", ""),
    )


def _measured(scoreboard: Scoreboard | None) -> view.Measured | None:
    if scoreboard is None:
        return None
    return view.Measured(scoreboard, scoreboard.code == code_digest())


def tombstones_of(registry: Registry) -> list[view.Tombstone]:
    """Return what stands where something was withdrawn."""
    return [
        view.Tombstone(each.id or "", each.publisher or "", each.date, each.reason)
        for each in registry.withdrawn
    ]


def packages_of(shown: Sequence[Shown], outcomes: Iterable[SourceOutcome]) -> list[Package]:
    """Return each publisher's records in an envelope of their own."""
    packages = []
    copies = _oldest_copies(outcomes)
    for publisher, group in by_publisher(shown):
        records = Records(tuple(each.part for each in group))
        used = sorted({name for each in group for name in each.extensions})
        header = header_of(publisher)
        named = publisher.entry.attribution or ""
        if used:
            header["extensions"] = used
        licences = sum((Counter(each.licences) for each in group), Counter[str]())
        packages.append(Package(header, records, licences, named, copies.get(publisher.id, "")))
    return packages


def _oldest_copies(outcomes: Iterable[SourceOutcome]) -> dict[str, str]:
    """Return, by publisher, the day of the oldest copy that is shown, where any is."""
    days: dict[str, str] = {}
    for outcome in outcomes:
        if outcome.copy and not outcome.copy.expired and outcome.records_out:
            own = days.get(outcome.publisher.id, outcome.copy.of)
            days[outcome.publisher.id] = min(own, outcome.copy.of)
    return days


def _copies(outcomes: Iterable[SourceOutcome]) -> dict[str, view.CopyView]:
    """Return, by a record's id, the older copy that it is shown from."""
    found = {}
    for outcome in outcomes:
        copy = _copy_view(outcome)
        if copy and not copy.expired:
            found.update(dict.fromkeys(outcome.ids, copy))
    return found


def _copy_view(outcome: SourceOutcome) -> view.CopyView | None:
    return view.CopyView(**asdict(outcome.copy)) if outcome.copy else None


def _publisher_view(
    publisher: Publisher, outcomes: list[SourceOutcome], history: Sequence[Moment]
) -> view.PublisherView:
    entry = publisher.entry
    return view.PublisherView(
        id=publisher.id,
        name=entry.name,
        licence=entry.licence,
        website=entry.website or "",
        contact=entry.contact or "",
        attribution=entry.attribution or "",
        records=sum(outcome.records_out for outcome in outcomes),
        state=str(overall(outcomes)),
        reason="; ".join(outcome.reason for outcome in outcomes if outcome.reason),
        sources=[_source_view(outcome) for outcome in outcomes],
        records_in=sum(outcome.records_in for outcome in outcomes),
        changed=changed_on(history) or "",
        history=history,
        findings=findings_of(outcomes),
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
        copy=_copy_view(outcome),
        withdrawn=outcome.taken_down,
        imported=import_view(outcome.report),
    )


def _latest(outcomes: Iterable[SourceOutcome], shown: Iterable[Shown], today: str) -> str:
    """Return the day of the newest data: a site made again of the same data is the same site.

    A record that says it was updated after ``today`` does not date the site.
    """
    days = [outcome.retrieved_at[:10] for outcome in outcomes]
    updated = (day for each in shown for day in each.updated)
    return max([*days, *(day for day in updated if day[:10] <= today)], default="")


def _versions() -> list[str]:
    return [version(name) for name in _BEHIND_PAGES]
