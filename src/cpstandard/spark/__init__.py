"""Does the work of a build on Spark: imports and validates sources, links, writes the downloads.

All of it is done by the functions that the build itself would use. An importer reads a document
from its beginning, so a source is the smallest piece of the first; whoever does it writes what was
made into the workspace, under the key under which the build looks for it. Registry, documents and
workspace therefore have to lie where every node finds them by the same path.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cpstandard.core.links import LinkSettings
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.link.blocking import telling_keys
from cpstandard.link.clusters import Judged
from cpstandard.link.judging import by_rules
from cpstandard.link.rarity import Rarity
from cpstandard.link.subject import Subject
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.engine import File
from cpstandard.pipeline.fetching import Fetched, source_name
from cpstandard.pipeline.source import SourceReader
from cpstandard.spark.starting import first_line, start
from cpstandard.spark.tasks import Chosen, Done, Files, Work, compare, make, read
from cpstandard.workspace import Workspace

if TYPE_CHECKING:
    from pyspark import SparkContext

_SHARES = 4
"""Shares of the comparisons for each process, so that none waits long for the last."""


class SparkEngine:
    """Spark, started when there is work for it, and stopped at the end of the ``with`` block.

    What Spark itself says goes to the file ``log``; ``say`` and ``warn`` hear in words how it went.
    What it does not do, the build does itself.
    """

    def __init__(self, log: Path, say: Callable[..., None], warn: Callable[..., None]) -> None:
        """Start nothing yet."""
        self._log = log
        self._say = say
        self._warn = warn
        self._running: SparkContext | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop Spark, if it runs."""
        if self._running is not None:
            self._running.stop()

    def read_ahead(self, reader: SourceReader, chosen: Sequence[Chosen]) -> None:
        """Import and validate the sources that were fetched, the largest document first.

        What fails there is read again by the build, which then tells why. Raises ``UnusableInput``
        where there is no Spark.
        """
        at_hand = _by_size(reader.fetched, chosen)
        if not at_hand:
            return
        done: list[Done] | None = self._result(
            "sources", read, lambda: Work.of(reader), lambda _parallel: at_hand
        )
        if done is None:
            return
        finished = [each for each in done if not each.problem]
        workers = {each.worker for each in done}
        self._say(
            f"Spark read {len(finished):,} of {len(done):,} sources, processes: {len(workers):,}.",
            event="engine", work="sources", given=len(done), done=len(finished),
        )  # fmt: skip
        for each in done:
            if each.problem:
                self._warn(
                    f"Spark did not read {each.name} ({each.problem}); it is read here.",
                    event="engine", work="sources", source=each.name,
                )  # fmt: skip

    def by_rules(
        self, subjects: Sequence[Subject], rarity: Rarity, settings: LinkSettings
    ) -> Iterable[Judged]:
        """Return what the rules say of ``subjects``, each share of the pairs judged elsewhere."""
        if not subjects:
            return []

        def shares(parallel: int) -> list[range]:
            count = min(len(subjects), _SHARES * parallel)
            return [range(start, len(subjects), count) for start in range(count)]

        given = (subjects, telling_keys(subjects, rarity), rarity, settings, code_digest())
        found: list[Judged] | None = self._result("links", compare, lambda: given, shares)
        if found is None:
            return by_rules(subjects, rarity, settings)
        self._say(
            f"Spark compared {len(subjects):,} subjects.",
            event="engine", work="links", given=len(subjects), done=len(subjects),
        )  # fmt: skip
        return sorted(found, key=lambda each: (each.one, each.other))

    def make_ahead(self, workspace: Workspace, files: Sequence[File]) -> None:
        """Make the files that are not in the workspace; what fails there is made by the build."""
        missing = [each for each in files if workspace.find(each[0], each[1]) is None]
        if not missing:
            return
        done: list[Done] | None = self._result(
            "tables",
            make,
            lambda: Files.of(workspace, missing),
            lambda _parallel: range(len(missing)),
        )
        if done is not None:
            finished = sum(not each.problem for each in done)
            self._say(
                f"Spark made {finished:,} of {len(missing):,} files of the downloads.",
                event="engine", work="tables", given=len(missing), done=finished,
            )  # fmt: skip

    def _result(
        self,
        what: str,
        task: Callable[..., Any],
        given: Callable[[], Any],
        items: Callable[[int], Sequence[Any]],
    ) -> list[Any] | None:
        """Return what ``task`` makes of each of the items; ``None`` where that broke off.

        Every node is sent what is ``given`` once; ``items`` is told how many tasks run at a time.
        Raises ``UnusableInput`` where there is no Spark.
        """
        context = self._context()
        try:
            work = context.broadcast(given())
            shares = items(context.defaultParallelism)
            tasks = context.parallelize(shares, len(shares))
            found: list[Any] = tasks.mapPartitions(partial(task, work)).collect()
        except Exception as error:  # noqa: BLE001 - whatever comes out of a cluster
            self._warn(
                f"Spark broke off ({first_line(error)}; see {self._log}); the work is done here.",
                event="engine", work=what,
            )  # fmt: skip
            return None
        return found

    def _context(self) -> "SparkContext":
        if self._running is None:
            self._running = start(self._log)
        return self._running


def _by_size(fetched: Fetched, chosen: Sequence[Chosen]) -> list[Chosen]:
    """Return those of which there is a document, the largest first: it takes longest."""
    sizes: dict[str, int] = {}
    for name, file in fetched.found.items():
        if isinstance(file, Retrieved) and file.path.exists():
            sizes[name] = file.path.stat().st_size
    at_hand = [each for each in chosen if source_name(*each) in sizes]
    return sorted(at_hand, key=lambda each: -sizes[source_name(*each)])
