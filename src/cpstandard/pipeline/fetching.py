"""Brings every source here before any is read: all at once, so that none waits for another."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpstandard.core.errors import CpstandardError, UnusableInput
from cpstandard.fetch.addresses import allowed
from cpstandard.fetch.client import Manners
from cpstandard.fetch.pages import Pages
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.fetch.web import Wanted, WebStore
from cpstandard.pipeline.members import unpacked
from cpstandard.pipeline.outcome import Progress
from cpstandard.registry import Publisher, Reference, Registry, Source
from cpstandard.registry.site_settings import SiteSettings

AT_ONCE = 64
"""How many sources are fetched at the same time. One that hangs holds up none but those behind the
64th, and those no longer than until its deadline."""
_NAMED = 3

Job = Callable[[], Retrieved]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of each source and each table of reference data, by name: a file or a failure.

    ``online`` says whether the network might be used.
    """

    found: Mapping[str, Retrieved | CpstandardError]
    online: bool

    def of(self, publisher: Publisher, source: Source) -> Retrieved:
        """Return the file of a source; raises why there is none."""
        return self._given(source_name(publisher, source))

    def reference(self, name: str) -> Retrieved:
        """Return the file of reference data; raises why there is none."""
        return self._given(_reference_name(name))

    def size(self) -> int:
        """Return how many bytes there are in all; folders are not looked into."""
        paths = [each.path for each in self.found.values() if isinstance(each, Retrieved)]
        return sum(path.stat().st_size for path in paths if path.is_file())

    def _given(self, name: str) -> Retrieved:
        found = self.found[name]
        if isinstance(found, CpstandardError):
            raise found
        return found


def source_name(publisher: Publisher, source: Source) -> str:
    """Return a source's name across the registry."""
    return f"{publisher.id}/{source.id}"


def _reference_name(name: str) -> str:
    return f"reference/{name}"


def store_of(
    site: SiteSettings,
    folder: Path,
    *,
    now: str,
    online: bool = True,
    allow_private: Iterable[str] = (),
) -> WebStore:
    """Return what fetches for a ``site`` into ``folder``, and says to servers who it is.

    ``allow_private`` names what may be reached though it is not public; raises ``UnusableInput``.
    """
    try:
        reachable = allowed(allow_private)
    except ValueError as error:
        raise UnusableInput(
            f"--allow-network: {error}; name a network, such as 10.1.0.0/16."
        ) from error
    contact = "; ".join(filter(None, (site.base_url, site.contact)))
    manners = Manners(reachable, contact=contact)
    return WebStore(folder, online=online, now=now, manners=manners)


def fetch_all(
    registry: Registry,
    chosen: Sequence[tuple[Publisher, Source]],
    web: WebStore,
    progress: Progress,
    at_once: int = AT_ONCE,
) -> Fetched:
    """Bring the reference data of ``registry`` and the ``chosen`` sources that are to be read.

    A failure is kept with the others' files. Each source has its own deadline, from when its turn
    comes; while waiting, ``progress`` says for whom.
    """
    jobs = {
        _reference_name(name): _job(registry, reference, web)
        for name, reference in sorted(registry.references.items())
    }
    for publisher, source in chosen:
        if source.status.state == "active":
            jobs[source_name(publisher, source)] = _job(registry, source, web)
    found: dict[str, Retrieved | CpstandardError] = {}
    with progress("Fetching", len(jobs)) as advance:
        for name, result, waiting in _done(jobs, at_once):
            if not isinstance(result, Retrieved | CpstandardError):
                raise result
            found[name] = result
            advance(1, f"Fetching: {_words(waiting)}" if waiting else "Fetching")
    return Fetched(found, web.online)


def wanted_of(placed: Source | Reference) -> Wanted | None:
    """Return what is to be fetched for a source or reference data; ``None`` for an embedded one."""
    if placed.url is None:
        return None
    if isinstance(placed, Reference):
        return Wanted(placed.url)
    pages = Pages(**placed.pages.model_dump()) if placed.pages else None
    return Wanted(placed.url, pages, placed.deadline)


def wanted_in(registry: Registry) -> list[Wanted]:
    """Return all that the entries of ``registry`` name to be fetched."""
    placed: list[Source | Reference] = [*registry.references.values()]
    placed += [source for publisher in registry.publishers for source in publisher.entry.sources]
    return [wanted for each in placed if (wanted := wanted_of(each)) is not None]


def _job(registry: Registry, placed: Source | Reference, web: WebStore) -> Job:
    members = placed.members if isinstance(placed, Source) else ()

    def bring() -> Retrieved:
        wanted = wanted_of(placed)
        if wanted is None:
            retrieved = Retrieved(registry.embedded(placed), name=placed.path or "")
        else:
            retrieved = web.retrieve(wanted)
        return unpacked(retrieved, members, web.documents) if members else retrieved

    return bring


def _done(
    jobs: Mapping[str, Job], at_once: int
) -> Iterator[tuple[str, Retrieved | Exception, list[str]]]:
    """Yield each job's name and result when it is done, and which others are at work then."""
    todo: queue.SimpleQueue[tuple[str, Job]] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[str, Retrieved | Exception]] = queue.SimpleQueue()
    waiting = dict.fromkeys(jobs)
    for item in jobs.items():
        todo.put(item)

    def work() -> None:
        while True:
            try:
                name, job = todo.get_nowait()
            except queue.Empty:
                return
            done.put((name, _result(job)))

    # Not a pool: at the end of the program that would wait for what hangs, also after Ctrl-C.
    for _ in range(min(at_once, len(jobs))):
        threading.Thread(target=work, daemon=True).start()
    while waiting:
        name, result = done.get()
        del waiting[name]
        yield name, result, list(waiting)


def _result(job: Job) -> Retrieved | Exception:
    try:
        return job()
    except Exception as error:  # noqa: BLE001 - it is raised again where somebody hears it
        return error


def _words(waiting: list[str]) -> str:
    named = ", ".join(waiting[:_NAMED])
    more = len(waiting) - _NAMED
    return f"waiting for {named}" + (f" and {more:,} more" if more > 0 else "")
