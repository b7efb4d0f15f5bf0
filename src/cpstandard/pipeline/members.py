"""Takes from a zip what its entry names, so that importers need not know of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import SourceFailed
from cpstandard.documents import open_document
from cpstandard.documents.stored import StoredDocument
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.fetch.store import DocumentStore, files_of

_SHOWN = 8
_CHUNK = 1 << 20


def unpacked(retrieved: Retrieved, names: Sequence[str], store: DocumentStore) -> Retrieved:
    """Return the file of the zip or folder that is called as ``names`` say; a folder of several.

    ``*`` stands for any letters, as for a date in a name. Raises ``SourceFailed`` where nothing is
    called so, or a file has a name that leads elsewhere, and ``UnusableInput`` for a damaged zip.
    """
    document = open_document(retrieved.path, name=retrieved.name)
    key = f"{document.sha256}!{'!'.join(names)}"
    note = store.note(key)
    if note is None:
        note = {"url": key, "pages": _kept(document, names, store), "retrievedAt": ""}
        store.write(note)
    files = files_of(note)
    if len(files) > 1:
        return replace(retrieved, path=store.together(files))
    ((name, digest),) = files.items()
    return replace(retrieved, path=store.path(digest), name=f"{retrieved.name}/{name}")


def _kept(document: Document, names: Sequence[str], store: DocumentStore) -> list[dict[str, Any]]:
    """Write the files that are called for into the store; return each one's name and digest."""
    members = document.members()
    if not members and document.media_type not in {mt.ZIP, mt.FOLDER}:
        raise SourceFailed(f"{document.name} is no zip, so there is no {names[0]} in it.")
    kept = []
    for name in dict.fromkeys(found for asked in names for found in _called(asked, document)):
        member = members[name]
        if not isinstance(member, StoredDocument) or not _stays_inside(name):
            raise SourceFailed(f"{document.name} has a file with a name that leads elsewhere.")
        digest, _ = store.keep(_pieces(member))
        kept.append({"url": name, "name": name, "sha256": digest})
    return kept


def _called(asked: str, document: Document) -> list[str]:
    """Return the names that ``asked`` means: in full, or without the folders they are in."""
    names: Mapping[str, Document] = document.members()
    found = [
        name
        for name in names
        if fnmatchcase(name, asked) or fnmatchcase(PurePosixPath(name).name, asked)
    ]
    if not found:
        there = ", ".join(sorted(names)[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
        there = "".join(c for c in there if c.isprintable()) or "nothing"
        raise SourceFailed(f"{document.name} has no {asked} in it; there is {there}.")
    return found


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _pieces(member: StoredDocument) -> Iterator[bytes]:
    with member.path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece
