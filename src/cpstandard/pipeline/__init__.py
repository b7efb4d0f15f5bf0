"""The table of contents: fetch, ingest, normalise, validate, link, publish."""

from collections.abc import Collection, Iterator
from dataclasses import asdict

from cpstandard.core.errors import UnusableInput
from cpstandard.pipeline.code_digest import checks_digest, code_digest
from cpstandard.pipeline.extended import extensions_used
from cpstandard.pipeline.fetching import wanted_in
from cpstandard.pipeline.linking import LinkReview, links_of, review_of
from cpstandard.pipeline.outcome import BuildResult, Progress, Shown, SourceOutcome
from cpstandard.pipeline.reading import read_all
from cpstandard.pipeline.settings import BuildSettings
from cpstandard.pipeline.show import directory_of, packages_of, status_of
from cpstandard.pipeline.survey import record_digests
from cpstandard.pipeline.take_down import knows_all, note_done, wanted_after
from cpstandard.plugins import Loaded, load_plugins
from cpstandard.publish.downloads import Downloads, forms_at_hand
from cpstandard.publish.edition import Edition, Editions
from cpstandard.publish.edition_files import Content
from cpstandard.publish.history import History
from cpstandard.publish.site import render_site
from cpstandard.registry import Publisher, Registry, Source, read_registry
from cpstandard.schema_store import standard
from cpstandard.workspace import Workspace, content_key

__all__ = ["BuildSettings", "build", "review_links"]


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
        read = read_all(settings, registry, chosen, workspace, plugins=plugins, progress=progress)
        outcomes = read.outcomes
        inputs = content_key(
            code_digest(),
            checks_digest(plugins),
            registry.site.model_dump(),
            [publisher.entry.model_dump() for publisher, _ in chosen],
            [each.model_dump() for each in registry.withdrawn],
            [asdict(decision) for decision in registry.decisions],
            settings.linking,
            status_of(outcomes),
            [o.key for o in outcomes],
            forms_at_hand(),
        )
        edition = editions.current(inputs)
        if edition is None:
            if settings.engine is not None:
                links_of(  # what it finds is in the workspace when it is asked for
                    registry,
                    outcomes,
                    _shown(outcomes),
                    workspace,
                    method=settings.linking,
                    by_rules=settings.engine.by_rules,
                )
            history = History(
                registry.site.title,
                settings.now[:10],
                record_digests(outcomes, workspace),
                registry.site.base_url or "",
                read.take_downs.covers,
            )
            edition = _publish(
                editions,
                inputs,
                registry,
                outcomes,
                workspace=workspace,
                plugins=plugins,
                history=history,
                linking=settings.linking,
                progress=progress,
            )
            if not settings.only:  # what the others' builds finished is still of use
                workspace.sweep()
        dropped = 0
        if read.take_downs or read.is_new:
            read.web.sweep(wanted_after(registry, outcomes, new=read.is_new))
            dropped = editions.drop(lambda folder: knows_all(folder, registry.withdrawn))
            note_done(read.take_downs, workspace)
        elif not settings.only:
            read.web.sweep(wanted_in(registry))
    failures = (*(str(failure) for failure in plugins.failures), *read.failures)
    return BuildResult(
        settings.out, edition.changed, edition.files, tuple(outcomes), failures, dropped
    )


def review_links(settings: BuildSettings, progress: Progress) -> LinkReview:
    """Return the links among all that a build would show, with what a person should look at.

    Nothing is published. Raises ``UnusableInput`` as ``build`` does.
    """
    registry = read_registry(settings.registry)
    chosen = _chosen(registry, settings.only)
    workspace = Workspace(settings.workspace)
    with workspace.locked():
        read = read_all(
            settings, registry, chosen, workspace, plugins=load_plugins(), progress=progress
        )
        shown = _shown(read.outcomes)
        with progress("Linking", None):
            links = links_of(registry, read.outcomes, shown, workspace, method=settings.linking)
    return review_of(registry, shown, links)


def _shown(outcomes: list[SourceOutcome]) -> list[Shown]:
    return [Shown(r, outcome.publisher) for outcome in outcomes for r in outcome.records()]


def _publish(
    editions: Editions,
    inputs: str,
    registry: Registry,
    outcomes: list[SourceOutcome],
    *,
    workspace: Workspace,
    plugins: Loaded,
    history: History,
    linking: str,
    progress: Progress,
) -> Edition:
    shown = _shown(outcomes)
    if not shown and knows_all(editions.out, registry.withdrawn):
        raise UnusableInput(
            f"There is no initiative to publish ({'; '.join(map(_why, outcomes))})."
        )
    with progress("Linking", None):
        links = links_of(registry, outcomes, shown, workspace, method=linking)
    extended = standard(extensions=extensions_used(each.record for each in shown))
    downloads = Downloads(registry.site.title, packages_of(shown), extended)
    with progress("Publishing", None) as advance:

        def files() -> Iterator[tuple[str, Content]]:
            # The pages give the downloads' sizes, so those are written first.
            yield from downloads.files()
            directory = directory_of(
                registry,
                outcomes,
                shown,
                links=links.sets,
                datasets=downloads.datasets,
                extended=extended,
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
