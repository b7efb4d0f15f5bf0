"""Fetches and reads all that is chosen of a registry: the first half of a build."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from cpstandard.core.areas import Areas
from cpstandard.fetch.web import WebStore
from cpstandard.pipeline.fetching import fetch_all, store_of
from cpstandard.pipeline.geography import geography_of
from cpstandard.pipeline.jobs import ahead
from cpstandard.pipeline.outcome import Progress, SourceOutcome
from cpstandard.pipeline.register_links import RegisterLinks, register_links_of
from cpstandard.pipeline.settings import BuildSettings
from cpstandard.pipeline.source import SourceReader
from cpstandard.pipeline.take_down import TakeDowns, clear, is_another_list, take_downs_of
from cpstandard.plugins import Loaded
from cpstandard.registry import Publisher, Registry, Source
from cpstandard.workspace import Workspace

_WORTH = 4 << 20
"""Bytes of sources from which several processes are sooner done than one."""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of each source, and what was withdrawn; ``is_new`` says if since the last time.

    ``web`` is where the fetched documents lie; ``register_links`` is what is
    known of numbers of one body; ``failures`` says what else could not be read.
    ``areas`` is the list of official areas, if there is one.
    ``why`` says of each source, by name, why it was fetched, imported and validated, or was not.
    """

    outcomes: list[SourceOutcome]
    web: WebStore
    take_downs: TakeDowns
    is_new: bool
    register_links: RegisterLinks
    failures: tuple[str, ...]
    areas: Areas | None
    why: Mapping[str, Sequence[str]]


def read_all(
    settings: BuildSettings,
    registry: Registry,
    chosen: list[tuple[Publisher, Source]],
    workspace: Workspace,
    *,
    plugins: Loaded,
    progress: Progress,
) -> Read:
    """Fetch and read the sources, in their order; one that fails stops none of the others."""
    web = store_of(
        registry.site,
        workspace.documents,
        online=settings.online,
        now=settings.now,
        allow_private=settings.allow_private,
    )
    fetched = fetch_all(registry, chosen, web, progress)
    geography = geography_of(registry, fetched)
    links = register_links_of(registry, fetched)
    take_downs = take_downs_of(registry)
    reader = SourceReader(
        registry, workspace, fetched, plugins, settings.now, geography, take_downs
    )
    is_new = is_another_list(take_downs, workspace)
    if is_new:
        reader.last_good.take_down(take_downs)
        clear(workspace)
    if settings.engine is not None:
        with progress("Reading sources elsewhere", None):
            settings.engine.read_ahead(reader, chosen)
    elif fetched.size() > _WORTH:
        active = [each for each in chosen if each[1].status.state == "active"]
        work = [partial(reader.work_ahead, *each) for each in active]
        with progress("Reading sources", len(work)) as advance:
            ahead(work, settings.jobs, workspace, advance)
    outcomes = []
    with progress("Reading sources", len(chosen)) as advance:
        for publisher, source in chosen:
            outcomes.append(reader.read(publisher, source))
            advance(1)
    failures = (*geography.failures, *links.failures)
    reader.ledger.save()
    areas, why = geography.areas, reader.ledger.said
    return Read(outcomes, web, take_downs, is_new, links, failures, areas, why)
