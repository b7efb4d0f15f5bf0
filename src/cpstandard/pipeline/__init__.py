"""The table of contents: fetch, ingest, normalise, validate, link, publish."""

from collections.abc import Collection
from dataclasses import asdict

from cpstandard.core.errors import UnusableInput
from cpstandard.pipeline.code_digest import checks_digest, code_digest
from cpstandard.pipeline.fetching import wanted_in
from cpstandard.pipeline.leaflet import leaflet_version
from cpstandard.pipeline.linking import LinkReview, linking_of, review_of
from cpstandard.pipeline.look import look_key, look_of
from cpstandard.pipeline.outcodes import outcodes_version
from cpstandard.pipeline.outcome import BuildResult, Progress, SourceOutcome
from cpstandard.pipeline.reading import Read, read_all
from cpstandard.pipeline.settings import BuildSettings
from cpstandard.pipeline.site import Site
from cpstandard.pipeline.status import histories_of, status_of
from cpstandard.pipeline.survey import all_shown
from cpstandard.pipeline.take_down import knows_all, note_done, unmet, wanted_after
from cpstandard.plugins import load_plugins
from cpstandard.publish.downloads import forms_at_hand
from cpstandard.publish.edition import Edition, Editions
from cpstandard.registry import Publisher, Registry, Source, read_registry
from cpstandard.workspace import Workspace, content_key

__all__ = ["BuildSettings", "build", "review_links"]


def build(settings: BuildSettings, progress: Progress) -> BuildResult:
    """Make the site of a registry: whole, or not at all.

    A source that cannot be read fails alone and the others go on. Raises ``UnusableInput`` where
    nothing can be built: a registry with mistakes, another build at work, no record at all.
    """
    registry = read_registry(settings.registry)
    chosen = _chosen(registry, settings.only)
    leaflet = leaflet_version(registry.site) if settings.pages else ""
    plugins = load_plugins()
    editions = Editions(settings.out, settings.keep, settings.jobs)
    workspace = Workspace(settings.workspace)
    with editions.locked(), workspace.locked():
        read = read_all(settings, registry, chosen, workspace, plugins=plugins, progress=progress)
        outcomes = read.outcomes
        inputs = content_key(
            code_digest(),
            checks_digest(plugins),
            registry.site.model_dump(),
            look_key(look_of(registry)),
            [publisher.entry.model_dump() for publisher, _ in chosen],
            [each.model_dump() for each in registry.withdrawn],
            [asdict(decision) for decision in registry.decisions],
            registry.scoreboard and registry.scoreboard.model_dump(),
            settings.linking,
            read.register_links.key,
            status_of(outcomes, {}, len(registry.withdrawn)),
            [o.key for o in outcomes],
            forms_at_hand(),
            outcodes_version(),
            leaflet,
            settings.pages,
        )
        with progress("Looking at the site as it is", None):
            edition = editions.current(inputs)
        doubts: list[str] = []
        if edition is None:
            clear = knows_all(editions.out, registry.withdrawn)
            today = settings.now[:10]
            told = histories_of(registry, outcomes, editions.out, today, with_reasons=clear)
            site = Site(registry, read, plugins, workspace, told, today, settings.jobs)
            if not site.shown and clear:
                reasons = "; ".join(map(_why, outcomes))
                raise UnusableInput(f"There is no initiative to publish ({reasons}).")
            history = site.history()
            doubts += unmet(editions.out, registry.withdrawn, history.records)
            files = site.files(progress, settings, history)
            edition = editions.publish(inputs, files, history)
        dropped, uncleared = _settle(
            edition, editions, workspace, registry=registry, read=read, settings=settings
        )
    failures = (*(str(failure) for failure in plugins.failures), *read.failures, *uncleared)
    return BuildResult(
        settings.out,
        edition.changed,
        edition.files,
        tuple(outcomes),
        failures,
        dropped,
        read.why,
        tuple(doubts),
    )


def _settle(
    edition: Edition,
    editions: Editions,
    workspace: Workspace,
    *,
    registry: Registry,
    read: Read,
    settings: BuildSettings,
) -> tuple[int, list[str]]:
    """Delete what no edition needs once the site is published.

    Return how many editions held what is withdrawn since, and in words what could not be done: by
    now the site stands, and the next build tries again.
    """
    dropped = 0
    try:
        if edition.changed:
            editions.settle(edition)
            if not settings.only:  # what the others' builds finished is still of use
                workspace.sweep()
        if read.take_downs or read.is_new:
            read.web.sweep(wanted_after(registry, read.outcomes, new=read.is_new))
            dropped = editions.drop(lambda folder: knows_all(folder, registry.withdrawn))
            note_done(read.take_downs, workspace)
        elif not settings.only:
            read.web.sweep(wanted_in(registry))
    except OSError as error:
        reason = f"{error.filename or settings.out}: {error.strerror or error}"
        what = "what is withdrawn or" if registry.withdrawn else "what is"
        words = (
            f"The site is published, but {what} no longer needed could not all be deleted "
            f"({reason}); the next build tries again."
        )
        return dropped, [words]
    return dropped, []


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
        shown = all_shown(read.outcomes, workspace)
        with progress("Linking", None):
            linking = linking_of(
                registry, shown, workspace, read.register_links, method=settings.linking
            )
            links = linking.links()
    return review_of(registry, shown, links)


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
