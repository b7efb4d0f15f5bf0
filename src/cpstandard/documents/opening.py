"""Opens a path or a stream as a document, and says in one line why where that cannot be."""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
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
        return _folder(path, name, max_bytes)
    if size > max_bytes:
        raise UnusableInput(f"{name} is larger than {max_bytes >> 20:,} MB: split it.")
    _check_not_blank(path, name, size)
    document = StoredDocument(path, name=name, url=url, retrieved_at=retrieved_at)
    _check_expected(document, name)
    return document


def open_stream(stream: BinaryIO, name: str, *, max_bytes: int = MAX_BYTES) -> Document:
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
            raise UnusableInput(f"{name} is larger than {max_bytes >> 20:,} MB: split it.")
        target.write(chunk)


def _size(path: Path, name: str) -> int:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise UnusableInput(f"{name}: no such file or folder.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name cannot be used"
        raise UnusableInput(f"{name} cannot be opened: {reason}.") from error
    if not (path.is_file() or path.is_dir()):
        raise UnusableInput(f"{name} is neither a file nor a folder.")
    if not os.access(path, os.R_OK):
        raise UnusableInput(f"{name} cannot be opened: you may not read it.")
    return status.st_size


def _check_not_blank(path: Path, name: str, size: int) -> None:
    if size <= _CHUNK and not path.read_bytes().strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\0"):
        raise UnusableInput(f"{name} is empty.")


def _check_expected(document: StoredDocument, name: str) -> None:
    kind = document.media_type
    suffix = Path(name).suffix.lower()
    expected = _EXPECTED.get(suffix)
    if expected is not None and kind not in expected:
        advice = (
            "the page may be shown instead of the file it links to: download that file"
            if kind == mt.HTML
            else "save or download it again"
        )
        raise UnusableInput(f"{name} is {mt.WORDS[kind]}, not what its name says: {advice}.")


def _folder(path: Path, name: str, max_bytes: int) -> Document:
    def open_file(file: Path, file_name: str) -> Document:
        return open_document(file, name=file_name, max_bytes=max_bytes)

    return FolderDocument(path, name=name, members=LazyFolder(path, name, open_file))
