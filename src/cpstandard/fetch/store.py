"""The documents that were fetched: bytes by digest, and for each address a note."""

import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cpstandard.core.errors import SourceFailed

_DIGEST = re.compile(r"[0-9a-f]{64}")
Note = dict[str, Any]
"""Of one document: ``url``, ``finalUrl``, ``sha256``, ``headers``, ``retrievedAt``; of a feed
``pages`` (each with ``url`` and ``sha256``) in place of the digest."""


class DocumentStore:
    """A folder of documents, each once; what is half written is never taken for whole.

    Layout: ``<digest>`` a document, ``<digest of an address>.json`` its note, ``sets/<key>/`` files
    that are one document together.
    """

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, made when first written to."""
        self.folder = folder
        self._whole: set[str] = set()

    def path(self, digest: str) -> Path:
        """Return where the document of that digest lies."""
        return self.folder / digest

    def note(self, url: str) -> Note | None:
        """Return what is known of ``url``, where all that it names is there and whole."""
        note = self._read(url)
        # A damaged copy is fetched again.
        return note if note and all(map(self._is_whole, _digests(note))) else None

    def write(self, note: Note) -> None:
        """Keep what is known of the address ``note["url"]``."""
        path = self._note_path(note["url"])
        part = self._part()
        part.write_text(json.dumps(note, indent=1), encoding="utf-8")
        part.replace(path)

    def keep(self, pieces: Iterable[bytes]) -> tuple[str, int]:
        """Write a document and return its digest and size; raises ``SourceFailed`` for none."""
        part = self._part()
        digest, size = hashlib.sha256(), 0
        try:
            with part.open("wb") as out:
                for piece in pieces:
                    size += len(piece)
                    digest.update(piece)
                    out.write(piece)
            if size == 0:
                raise SourceFailed("the server sent an empty document")
            part.replace(self.path(digest.hexdigest()))
        finally:
            part.unlink(missing_ok=True)
        return digest.hexdigest(), size

    def together(self, files: Mapping[str, str]) -> Path:
        """Return a folder in which the documents lie by name; ``files`` gives each its digest."""
        target = self._set_path(files)
        if all(_is_file_of(target / name, digest) for name, digest in files.items()):
            return target
        part = target.with_name(f".part-{os.getpid()}-{time.monotonic_ns()}")
        part.mkdir(parents=True)
        try:
            for name, digest in files.items():
                (part / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.path(digest), part / name)
            shutil.rmtree(target, ignore_errors=True)
            part.replace(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return target

    def sweep(self, urls: Iterable[str]) -> None:
        """Delete all but the documents of ``urls``, and what was unpacked from them."""
        notes = [note for url in set(urls) if (note := self._read(url))]
        pages = [page["url"] for note in notes for page in note.get("pages", ())]
        notes += [note for url in pages if (note := self._read(url))]
        digests = {digest for note in notes for digest in _digests(note)}
        notes += [note for note in self._unpacked() if note["url"].partition("!")[0] in digests]
        kept = {self._note_path(note["url"]) for note in notes}
        kept.update(self.path(digest) for note in notes for digest in _digests(note))
        kept.update(self._set_path(files_of(note)) for note in notes if "pages" in note)
        for path in [*self.folder.glob("*"), *(self.folder / "sets").glob("*")]:
            if path in kept or path.name == "sets":
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _unpacked(self) -> Iterator[Note]:
        """Yield the notes of what was taken from zips, whose keys begin with the zip's digest."""
        for path in self.folder.glob("*.json"):
            try:
                key = str(json.loads(path.read_bytes())["url"])
            except (OSError, ValueError, LookupError, TypeError):
                continue
            if "!" in key and (note := self._read(key)):
                yield note

    def _read(self, url: str) -> Note | None:
        """Return the note of ``url`` as it was written; ``None`` for none, or a damaged one."""
        try:
            note: Note = json.loads(self._note_path(url).read_bytes())
            digests = _digests(note)
            parts = [(str(page["url"]), str(page["name"])) for page in note.get("pages", ())]
            sound = note["url"] == url and isinstance(note["retrievedAt"], str) and digests
            whole = sound and len(set(parts)) == len(parts)
            named = all(map(_DIGEST.fullmatch, digests))
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return note if whole and named else None

    def _is_whole(self, digest: str) -> bool:
        """Return whether a document is all there; looked at once, for it may be large."""
        if digest not in self._whole and _is_file_of(self.path(digest), digest):
            self._whole.add(digest)
        return digest in self._whole

    def _part(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".part-{os.getpid()}-{time.monotonic_ns()}-{os.urandom(4).hex()}"

    def _set_path(self, files: Mapping[str, str]) -> Path:
        text = json.dumps(sorted(files.items()))
        return self.folder / "sets" / hashlib.sha256(text.encode()).hexdigest()

    def _note_path(self, url: str) -> Path:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()}.json"


def _is_file_of(path: Path, digest: str) -> bool:
    """Return whether a whole document of that digest lies at ``path``."""
    try:
        with path.open("rb") as copy:
            return hashlib.file_digest(copy, "sha256").hexdigest() == digest
    except OSError:
        return False


def files_of(note: Note) -> dict[str, str]:
    """Return the files of which a document is made, each one's digest by its name."""
    return {page["name"]: page["sha256"] for page in note["pages"]}


def _digests(note: Note) -> list[str]:
    if "pages" in note:
        return [page["sha256"] for page in note["pages"]]
    return [note["sha256"]]
