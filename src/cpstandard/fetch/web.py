"""Fetches http(s) addresses into a folder, by digest, and keeps the last copy of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cpstandard.core.errors import NotTried, SourceFailed
from cpstandard.fetch.address import read_address
from cpstandard.fetch.client import Client, Limits, Manners
from cpstandard.fetch.document import fetch_document
from cpstandard.fetch.feed import feed_key, fetch_feed
from cpstandard.fetch.pages import Pages
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.fetch.store import DocumentStore, Note, files_of
from cpstandard.fetch.watchdog import Watchdog


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be fetched: an address, and how a feed leads from page to page, if it is one.

    ``deadline`` is how many seconds it may take in all; the limits say where it does not.
    """

    url: str
    pages: Pages | None = None
    deadline: float | None = None

    @property
    def key(self) -> str:
        """Under which it is noted."""
        return self.url if self.pages is None else feed_key(self.url)


class WebStore:
    """Documents fetched so far, in ``folder``: the bytes by digest, one note for each address.

    ``online`` says whether the network may be used at all; without it only copies are given.
    Several threads may use one store.
    """

    def __init__(
        self,
        folder: Path,
        *,
        online: bool,
        now: str,
        limits: Limits | None = None,
        manners: Manners | None = None,
    ) -> None:
        """Use ``folder``; ``now`` (UTC, ISO 8601) is written beside what is fetched."""
        self.documents = DocumentStore(folder)
        self.online = online
        self._now = now
        self._limits = limits or Limits()
        self._manners = manners or Manners()

    def retrieve(self, wanted: Wanted) -> Retrieved:
        """Return the document: fetched, unchanged, or an older copy with the reason.

        A feed is a folder of its pages. Raises ``SourceFailed`` where it cannot be had and there
        is no copy, ``NotTried`` where there is no copy and the network may not be used.
        """
        note = self.documents.note(wanted.key)
        if not self.online:
            if note is None:
                raise NotTried(f"{wanted.url} was not tried: give --online to fetch it.")
            return self._copy(wanted, note, "the build was made without --online")
        try:
            return self._copy(wanted, self._fetch(wanted), "")
        except (OSError, SourceFailed) as error:
            reason = str(error)
            if isinstance(error, OSError):
                reason = f"it could not be stored ({error.strerror or error})"
            if note is None:
                raise SourceFailed(f"{wanted.url} could not be fetched: {reason}.") from error
            return self._copy(wanted, note, reason)

    def sweep(self, wanted: Iterable[Wanted]) -> None:
        """Delete all that was fetched but what is still ``wanted``."""
        self.documents.sweep(each.key for each in wanted)

    def _fetch(self, wanted: Wanted) -> Note:
        address = read_address(wanted.url)
        seconds = self._limits.deadline if wanted.deadline is None else wanted.deadline
        with Watchdog(seconds) as watchdog:
            client = Client(self._manners, self._limits, watchdog)
            if wanted.pages is None:
                return fetch_document(self.documents, client, wanted.key, address, self._now)
            return fetch_feed(
                self.documents, client, wanted.key, address, pages=wanted.pages, now=self._now
            )

    def _copy(self, wanted: Wanted, note: Note, stale_because: str) -> Retrieved:
        if "pages" in note:
            path = self.documents.together(files_of(note))
        else:
            path = self.documents.path(note["sha256"])
        return Retrieved(path, wanted.url, wanted.url, note["retrievedAt"], stale_because)
