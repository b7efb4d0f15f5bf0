"""Opens a path or a stream as a document, and says in one line why where that cannot be."""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.documents.archive import FolderDocument, LazyFolder
from cpstandard.documents.stored import StoredDocument

MAX_BYTES = 16 << 30
_CHUNK = 1 << 20

_EXPECTED = {
    ".json": {mt.JSON, mt.JSON_LINES},
    ".jsonl": {mt.JSON, mt.JSON_LINES},
    ".ndjson": {mt.JSON, mt.JSON_LINES},
    ".csv": mt.DELIMITED | mt.WORKBOOKS | {mt.JSON, mt.JSON_LINES},
    ".tsv": mt.DELIMITED | mt.WORKBOOKS,
    ".xlsx": mt.WORKBOOKS | mt.DELIMITED,
    ".xlsm": mt.WORKBOOKS,
    ".xlsb": mt.WORKBOOKS,
    ".xls": mt.WORKBOOKS | mt.DELIMITED,
    ".ods": mt.WORKBOOKS,
    ".pb": {mt.PABULIB},
    ".zip": {mt.ZIP},
}


def open_document(
    path: Path,
    *,
    name: str = "",
    url: str = "",
    retrieved_at: str = "",
    max_bytes: int = MAX_BYTES,
) -> Document:
    """Return the file, zip or folder at ``path`` as a document.

    ``name`` is what to call it in messages (``path`` by default). Raises ``UnusableInput`` where
    it is missing, empty, larger than ``max_bytes``, damaged, or plainly not what its name says.
    """
    path = Path(path)
    name = name or str(path)
    size = _size(path, name)
    if path.is_dir():
        return _folder(path, name, url, retrieved_at, max_bytes)
    if size > max_bytes:
        raise UnusableInput(
            phrase("{name} is larger than {size:,} MB: split it.", name=name, size=max_bytes >> 20)
        )
    _check_not_blank(path, name, size)
    document = StoredDocument(path, name=name, url=url, retrieved_at=retrieved_at)
    _check_expected(document, name)
    return document


def open_stream(stream: BinaryIO, name: str, *, max_bytes: int = MAX_BYTES) -> StoredDocument:
    """Return what ``stream`` gives, to its end, as a document; it is kept in a temporary file."""
    descriptor, target = tempfile.mkstemp(prefix="cpstandard-input-")
    path = Path(target)
    try:
        with os.fdopen(descriptor, "wb") as sink:
            _copy(stream, sink, name, max_bytes)
        _check_not_blank(path, name, path.stat().st_size)
    except BaseException:
        path.unlink()
        raise
    return StoredDocument(path, name=name, owned=True)


def _copy(source: BinaryIO, target: BinaryIO, name: str, max_bytes: int) -> None:
    left = max_bytes
    while chunk := source.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise UnusableInput(
                phrase(
                    "{name} is larger than {size:,} MB: split it.", name=name, size=max_bytes >> 20
                )
            )
        target.write(chunk)


def _size(path: Path, name: str) -> int:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise UnusableInput(phrase("{name}: no such file or folder.", name=name)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or phrase("the name cannot be used")
        raise UnusableInput(
            phrase("{name} cannot be opened: {reason}.", name=name, reason=reason)
        ) from error
    if not (path.is_file() or path.is_dir()):
        raise UnusableInput(phrase("{name} is neither a file nor a folder.", name=name))
    if not os.access(path, os.R_OK):
        raise UnusableInput(phrase("{name} cannot be opened: you may not read it.", name=name))
    return status.st_size


def _check_not_blank(path: Path, name: str, size: int) -> None:
    if size <= _CHUNK and not path.read_bytes().strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\0"):
        raise UnusableInput(phrase("{name} is empty.", name=name))


def _check_expected(document: StoredDocument, name: str) -> None:
    kind = document.media_type
    suffix = Path(name).suffix.lower()
    expected = _EXPECTED.get(suffix)
    if expected is not None and kind not in expected:
        advice = (
            phrase("the page may be shown instead of the file it links to: download that file")
            if kind == mt.HTML
            else phrase("save or download it again")
        )
        raise UnusableInput(
            phrase(
                "{name} is {kind}, not what its name says: {advice}.",
                name=name,
                kind=mt.WORDS[kind],
                advice=advice,
            )
        )


def _folder(path: Path, name: str, url: str, retrieved_at: str, max_bytes: int) -> Document:
    def open_file(file: Path, file_name: str) -> Document:
        return open_document(
            file, name=file_name, url=url, retrieved_at=retrieved_at, max_bytes=max_bytes
        )

    members = LazyFolder(path, name, open_file)
    return FolderDocument(path, name=name, members=members, url=url, retrieved_at=retrieved_at)
