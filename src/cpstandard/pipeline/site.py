"""Makes the files of a site from what became of the sources: links, downloads, pages, history."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, BinaryIO

from cpstandard.core.kept_file import KeptFile
from cpstandard.link.judging import by_rules
from cpstandard.pipeline.briefs import Briefs, ShownRecords
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.jobs import ahead, collector_at_rest
from cpstandard.pipeline.leaflet import leaflet_files
from cpstandard.pipeline.linking import Linking, linking_of
from cpstandard.pipeline.outcodes import outcodes_of
from cpstandard.pipeline.outcome import Progress
from cpstandard.pipeline.reading import Read
from cpstandard.pipeline.settings import BuildSettings
from cpstandard.pipeline.show import directory_of, empty_directory, packages_of, tombstones_of
from cpstandard.pipeline.status import Histories, status_of
from cpstandard.pipeline.survey import WORTH, Shown, all_shown
from cpstandard.plugins import Loaded
from cpstandard.publish.contents import Contents
from cpstandard.publish.data_files import data_files
from cpstandard.publish.directory import Directory, Outcodes
from cpstandard.publish.downloads import Downloads
from cpstandard.publish.edition_files import Batch, Content
from cpstandard.publish.history import History
from cpstandard.publish.kept_pages import KeptPages
from cpstandard.publish.looked import Looked
from cpstandard.publish.page_files import PageFiles
from cpstandard.publish.pages.links import links_file
from cpstandard.publish.pages.publishers import status_file
from cpstandard.publish.pages.withdrawn import tombstones_file
from cpstandard.publish.rendering import Planned
from cpstandard.publish.site import get_ready, plan_site
from cpstandard.publish.term_feeds import Terms
from cpstandard.registry import Registry
from cpstandard.schema_store import standard
from cpstandard.workspace import Workspace, content_key

_MAKING = "Linking and making downloads"
"""What is told of the work that is done before the pages, for as long as it takes."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is shown, and what is made of it; ``today`` is the day of the build in ISO 8601.

    Nothing of what is withdrawn is kept in the history. ``histories`` tell how each publisher's
    data fared, ``jobs`` how many processes may work at once.
    """

    registry: Registry
    read: Read
    plugins: Loaded
    workspace: Workspace
    histories: Histories
    today: str
    jobs: int
    shown: list[Shown] = field(init=False)
    briefs: Briefs = field(init=False)
    terms: Terms = field(init=False, default_factory=Terms)

    def __post_init__(self) -> None:
        """Look at all records, of which there may be none."""
        shown = all_shown(self.read.outcomes, self.workspace, self.jobs)
        object.__setattr__(self, "shown", shown)
        object.__setattr__(self, "briefs", Briefs(self.read.outcomes, self.workspace))

    def history(self) -> History:
        """Return what makes the history of the editions, once the pages were planned."""
        records = dict(each for shown in self.shown for each in shown.digests())
        site = self.registry.site
        base = site.base_url or ""
        covers = self.read.take_downs.covers
        return History(site.title, self.today, records, base, covers, self.terms)

    def files(
        self, progress: Progress, settings: BuildSettings, history: History
    ) -> Iterator[tuple[str, Content] | Batch]:
        """Yield every file but those of the ``history``; without pages the data and its status.

        Memory holds no record as a whole, only a brief of each where there are pages. Where there
        are many, several processes make the downloads and the pages.
        """
        looked = Looked(KeptPages(self.workspace.root / "pages.sqlite"))
        used = sorted({name for each in self.shown for name in each.extensions})
        extended = standard(extensions=used)
        packages = packages_of(self.shown, self.read.outcomes)
        downloads = Downloads(self.registry.site.title, packages, extended, self._keep)
        linking = self._linking(settings)
        sort_out = cache(partial(self._sorted_out, linking, downloads, settings, history))
        of_each, of_all = downloads.work()
        many = sum(outcome.records_out for outcome in self.read.outcomes) > WORTH
        if many and settings.engine is None:
            first = self._first(linking, settings)
            prepare = self._prepare if settings.pages else None
            self._work_ahead(_MAKING, [*first, *of_each], progress, prepare)
        if settings.pages:
            yield looked
        if settings.engine is not None:
            # It begins threads, beside which no process can be forked.
            self._work_ahead("Looking at the pages as they are", looked.work(), progress)
            makings = [(m.kind, _key(m.key), m.write) for m in downloads.makings()]
            settings.engine.make_ahead(self.workspace, makings)
        elif many:

            def meanwhile() -> None:
                sort_out()
                downloads.find_those_of_one()

            self._work_ahead(_MAKING, [*of_all, *looked.work()], progress, meanwhile)
        with progress("Linking", None):
            linking.made()
        # The pages give the downloads' sizes, so those are made first.
        yield from downloads.files()
        with progress("Reading the records", None):
            directory, plan = sort_out()
        if not plan:
            yield from data_files(directory)
            withdrawn = self.registry.withdrawn
            yield status_file(status_of(self.read.outcomes, self.histories, len(withdrawn)))
            yield tombstones_file(tombstones_of(self.registry))
            yield links_file(directory.links)
            return
        publishing = partial(progress, "Publishing")
        yield PageFiles(plan, looked.known, settings.jobs, looked, publishing, history.make)

    def _sorted_out(
        self, linking: Linking, downloads: Downloads, settings: BuildSettings, history: History
    ) -> tuple[Directory, list[Planned]]:
        """Return all that is shown, and the plan of the pages where there are any.

        The directory lists what downloads there are as soon as they are made.
        """
        with collector_at_rest():
            records = self.briefs.shown() if settings.pages else ShownRecords()
            history.compare(records.of_ids)
            directory = directory_of(
                self.registry,
                self.read.outcomes,
                self.shown,
                links=linking.links().sets,
                datasets=downloads.datasets,
                extended=downloads.standard,
                plugins=self.plugins,
                histories=self.histories,
                today=self.today,
                records=records,
                outcodes=outcodes_of(self.workspace) if settings.pages else Outcodes(),
                leaflet=leaflet_files(self.registry.site) if settings.pages else {},
                kept_in=self.workspace.root,
                areas=self.read.areas,
                told=history.told,
            )
            if not settings.pages:
                return directory, []
            contents = Contents(directory)
            self.terms.take(contents)
            return directory, list(plan_site(directory, contents))

    def _linking(self, settings: BuildSettings) -> Linking:
        return linking_of(
            self.registry,
            self.shown,
            self.workspace,
            self.read.register_links,
            method=settings.linking,
            by_rules=settings.engine.by_rules if settings.engine else by_rules,
        )

    def _first(self, linking: Linking, settings: BuildSettings) -> list[Callable[[], object]]:
        """Return what goes before the downloads.

        Linking is one piece of work and takes most memory: it has a process that gives it back in
        the end.
        """
        first: list[Callable[[], object]] = [linking.made]
        if settings.pages:
            first += [partial(outcodes_of, self.workspace), *self.briefs.work()]
        return first

    def _work_ahead(
        self,
        title: str,
        work: Sequence[Callable[[], object]],
        progress: Progress,
        meanwhile: Callable[[], object] | None = None,
    ) -> None:
        """Do ``work``, if there is any, in several processes; this one does ``meanwhile``."""
        if not work:
            return
        with progress(title, len(work)) as advance:
            ahead(work, self.jobs, self.workspace, advance, meanwhile)

    def _prepare(self) -> None:
        """Do for the pages what hangs on nothing new."""
        self.briefs.read_ahead()
        get_ready(empty_directory(self.registry))

    def _keep(self, kind: str, key: Sequence[Any], write: Callable[[BinaryIO], None]) -> KeptFile:
        return self.workspace.file(kind, _key(key), write)


def _key(made_from: Sequence[Any]) -> str:
    return content_key(code_digest("core", "publish"), made_from)
