"""The table of contents: fetch, ingest, normalise, validate, link, publish."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from cpstandard.core.errors import UnusableInput
from cpstandard.link.identifiers import link_records
from cpstandard.pipeline.code_digest import checks_digest, code_digest
from cpstandard.pipeline.extended import extensions_used
from cpstandard.pipeline.fetching import fetch_all, store_of, wanted_in
from cpstandard.pipeline.geography import geography_of
from cpstandard.pipeline.outcome import BuildResult, Progress, Shown, SourceOutcome
from cpstandard.pipeline.show import directory_of, packages_of, status_of
from cpstandard.pipeline.source import SourceReader
from cpstandard.pipeline.survey import record_digests
from cpstandard.pipeline.take_down import (
    clear,
    is_another_list,
    knows_all,
    note_done,
    take_downs_of,
    wanted_after,
)
from cpstandard.plugins import Loaded, load_plugins
from cpstandard.publish.downloads import render_downloads
from cpstandard.publish.edition import Edition, Editions
from cpstandard.publish.edition_files import Content
from cpstandard.publish.history import History
from cpstandard.publish.site import render_site
from cpstandard.registry import Publisher, Registry, Source, read_registry
from cpstandard.schema_store import standard
from cpstandard.workspace import Workspace, content_key


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What to build and how: ``now`` is UTC in ISO 8601, ``only`` names publishers (or all).

    ``allow_private`` names networks that are not public and may be reached, or "all" of them.
    """

    registry: Path
    out: Path
    workspace: Path
    now: str
    online: bool = False
    allow_private: Collection[str] = ()
    only: Collection[str] = ()
    keep: int = 2


def build(settings: BuildSettings, progress: Progress) -> BuildResult:
    """Make the site of a registry: whole, or not at all.

    A source that cannot be read fails alone and the others go on. Raises ``UnusableInput`` where
    nothing can be built: a registry with mistakes, another build at work, no record at all.
    """
    registry = read_registry(settings.registry)
    chosen = _chosen(registry, settings.only)
    plugins = load_plugins()
    editions = Editions(settings.out, settings.keep)
    workspace = Workspace(settings.workspace)
    with editions.locked(), workspace.locked():
        web = store_of(
            registry,
            workspace.documents,
            online=settings.online,
            now=settings.now,
            allow_private=settings.allow_private,
        )
        fetched = fetch_all(registry, chosen, web, progress)
        geography = geography_of(registry, fetched)
        take_downs = take_downs_of(registry)
        reader = SourceReader(
            registry, workspace, fetched, plugins, settings.now, geography, take_downs
        )
        is_new = is_another_list(take_downs, workspace)
        if is_new:
            reader.last_good.take_down(take_downs)
            clear(workspace)
        outcomes = []
        with progress("Reading sources", len(chosen)) as advance:
            for publisher, source in chosen:
                outcomes.append(reader.read(publisher, source))
                advance(1)
        inputs = content_key(
            code_digest(),
            checks_digest(plugins),
            registry.site.model_dump(),
            [publisher.entry.model_dump() for publisher, _ in chosen],
            [each.model_dump() for each in registry.withdrawn],
            status_of(outcomes),
            [o.key for o in outcomes],
        )
        edition = editions.current(inputs)
        if edition is None:
            history = History(
                registry.site.title,
                settings.now[:10],
                record_digests(outcomes, workspace),
                registry.site.base_url or "",
                take_downs.covers,
            )
            edition = _publish(
                editions,
                inputs,
                registry,
                outcomes,
                plugins=plugins,
                history=history,
                progress=progress,
            )
            if not settings.only:  # what the others' builds finished is still of use
                workspace.sweep()
        dropped = 0
        if take_downs or is_new:
            web.keep_only(wanted_after(registry, outcomes, new=is_new))
            dropped = editions.drop(lambda folder: knows_all(folder, registry.withdrawn))
            note_done(take_downs, workspace)
        elif not settings.only:
            web.sweep(wanted_in(registry))
    failures = (*(str(failure) for failure in plugins.failures), *geography.failures)
    return BuildResult(
        settings.out, edition.changed, edition.files, tuple(outcomes), failures, dropped
    )


def _publish(
    editions: Editions,
    inputs: str,
    registry: Registry,
    outcomes: list[SourceOutcome],
    *,
    plugins: Loaded,
    history: History,
    progress: Progress,
) -> Edition:
    shown = [Shown(r, outcome.publisher) for outcome in outcomes for r in outcome.records()]
    if not shown and knows_all(editions.out, registry.withdrawn):
        raise UnusableInput(
            f"There is no initiative to publish ({'; '.join(map(_why, outcomes))})."
        )
    links = link_records(each.record for each in shown)
    extended = standard(extensions=extensions_used(each.record for each in shown))
    packages = packages_of(shown)
    with progress("Publishing", None) as advance:

        def files() -> Iterator[tuple[str, Content]]:
            # The pages give the downloads' sizes, so those are written first.
            downloads = []
            for download in (
                render_downloads(registry.site.title, packages, extended) if shown else ()
            ):
                yield download.path, download.write
                downloads.append(download.listed())
            directory = directory_of(
                registry,
                outcomes,
                shown,
                links=links,
                downloads=downloads,
                plugins=plugins,
                today=history.day,
            )
            for path, content in render_site(directory):
                advance(1)
                yield path, content

        return editions.publish(inputs, files(), history)


def _chosen(registry: Registry, only: Collection[str]) -> list[tuple[Publisher, Source]]:
    known = {publisher.id for publisher in registry.publishers}
    for name in sorted(set(only) - known):
        raise UnusableInput(
            f"There is no publisher {name!r} in the registry; there are {', '.join(sorted(known))}."
        )
    withdrawn = {each.publisher for each in registry.withdrawn if each.publisher}
    for name in sorted(withdrawn.intersection(only)):
        raise UnusableInput(f"The publisher {name} is withdrawn; see withdrawn.yaml.")
    return [
        (publisher, source)
        for publisher in registry.publishers
        if (not only or publisher.id in only) and publisher.id not in withdrawn
        for source in publisher.entry.sources
    ]


def _why(outcome: SourceOutcome) -> str:
    """Return in words why nothing of a source is shown."""
    reason = outcome.reason
    if outcome.unsound and outcome.errors:
        reason = f"{reason.rstrip('.')}: {outcome.errors[0]['message']}"
    return f"{outcome.name}: {reason.rstrip('.')}"
