"""Fetches one document into the store, where the server has a newer one than lies there."""

from collections.abc import Mapping

from cpstandard.core.errors import SourceFailed
from cpstandard.fetch.address import Address
from cpstandard.fetch.client import Answer, Client
from cpstandard.fetch.store import DocumentStore, Note
from cpstandard.fetch.web_page import web_page

_KEPT_HEADERS = (
    "Content-Disposition", "Content-Encoding", "Content-Type", "Date", "ETag", "Last-Modified",
    "Link", "Server",
)  # fmt: skip
_CONDITIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
_LONGEST = 2000


def fetch_document(
    store: DocumentStore, client: Client, key: str, address: Address, now: str
) -> Note:
    """Return the note of the document at ``address``, written under ``key``.

    That nothing has changed is believed only where it was asked, of the same address as last time,
    and what came then is there and whole. Raises ``SourceFailed``.
    """
    held = store.note(key)

    def conditions(at: Address) -> Mapping[str, str]:
        return _conditions(held) if held and held.get("finalUrl") == str(at) else {}

    def use(answer: Answer) -> Note:
        if answer.unchanged and held is not None:
            return {**held, "retrievedAt": now}
        digest, size = store.keep(answer.pieces)
        _refuse_web_page(store, digest)
        return {
            "url": key,
            "finalUrl": str(answer.address),
            "sha256": digest,
            "bytes": size,
            "headers": _kept(answer.headers),
            "retrievedAt": now,
        }

    note = client.get(address, conditions, use)
    store.write(note)
    return note


def _refuse_web_page(store: DocumentStore, digest: str) -> None:
    title = web_page(store.path(digest))
    if title is not None:
        called = f", called \u201c{title}\u201d," if title else ""
        raise SourceFailed(
            f"the server sent a web page{called} in place of data; give the address of the file "
            "itself, which opens without a password"
        )


def _conditions(note: Note) -> dict[str, str]:
    held = note.get("headers", {})
    pairs = {_CONDITIONS[name]: held.get(name) for name in _CONDITIONS}
    # Of a stranger's header only what may stand in one of ours goes back.
    return {name: value for name, value in pairs.items() if value and _is_plain(value)}


def _is_plain(value: str) -> bool:
    return value.isascii() and value.isprintable() and value == value.strip()


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name][:_LONGEST] for name in _KEPT_HEADERS if name in headers}
