"""Fetches a feed page by page; where one page fails, all of it has failed."""

from typing import Any

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.address import Address, Refused, read_address
from cpstandard.fetch.client import Client
from cpstandard.fetch.document import fetch_document
from cpstandard.fetch.pages import (
    Page,
    Pages,
    file_name,
    first_address,
    is_after_the_end,
    next_address,
)
from cpstandard.fetch.robots import Robots
from cpstandard.fetch.store import DocumentStore, Note


def feed_key(url: str) -> str:
    """Return the key of the note of a feed, unlike that of its first page."""
    return f"{url}#pages"


def fetch_feed(
    store: DocumentStore, client: Client, key: str, url: Address, *, pages: Pages, now: str
) -> Note:
    """Return the note of all pages, written under ``key``; raises ``SourceFailed``.

    What the pages hold together is bound by the limits of one document.
    """
    robots = Robots(client)
    address: Address | None = first_address(pages, url)
    known: dict[str, int] = {}
    found: list[dict[str, Any]] = []
    size = 0
    while address is not None:
        number = len(found) + 1
        if number > pages.most:
            raise SourceFailed(
                f"it has more than {pages.most:,} pages; where it truly has, raise most in its "
                "entry"
            )
        _once(known, str(address), number, "leads back to page")
        if number > 1:
            robots.check(address)
        note = _page(store, client, address, number, now)
        size += note["bytes"]
        if size > client.limits.max_bytes:
            raise SourceFailed(f"its pages are larger than {client.limits.max_bytes:,} bytes")
        came_from = read_address(note["finalUrl"])  # to which its links are relative
        page = Page(came_from, note["headers"], store.path(note["sha256"]))
        if number > 1 and is_after_the_end(pages, page):
            break
        _once(known, note["sha256"], number, "is the same as page")
        found.append(
            {"url": note["url"], "sha256": note["sha256"], "name": file_name(number, page)}
        )
        address = next_address(pages, page, number, url)
    whole: Note = {"url": key, "pages": found, "retrievedAt": now}
    store.write(whole)
    return whole


def _once(known: dict[str, int], what: str, number: int, how: str) -> None:
    before = known.setdefault(what, number)
    if before != number:
        raise Refused(f"page {number:,} {how} {before:,}, so it never ends")


def _page(store: DocumentStore, client: Client, address: Address, number: int, now: str) -> Note:
    try:
        return fetch_document(store, client, str(address), address, now)
    except SourceFailed as error:
        raise type(error)(f"page {number:,} of it: {error}") from error
