"""A document that is stored in a file on this machine."""

import functools
import hashlib
import os
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import BinaryIO

from cpstandard.core import media_type as mt
from cpstandard.core.document import DecodedText, Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.table import CellValue, Table
from cpstandard.documents.archive import Unpacked, tables_of
from cpstandard.documents.delimited import delimited_table
from cpstandard.documents.encoding import Encoding, decode, find_encoding
from cpstandard.documents.media_sniff import sniff
from cpstandard.documents.workbook import workbook_tables

MAX_WHOLE = 1 << 30
MAX_LINE = 64 << 20
_CHUNK = 1 << 20


class StoredDocument:
    """One file: CSV, workbook, JSON, zip or anything else, with how it was come by.

    What it unpacks into temporary files goes when it does.
    """

    def __init__(
        self, path: Path, *, name: str, url: str = "", retrieved_at: str = "", owned: bool = False
    ) -> None:
        """Describe the file at ``path``; ``owned``: it is temporary and goes with this object."""
        self.path = path
        self.name = name
        self.url = url
        self.retrieved_at = retrieved_at
        if owned:
            self._remove_later(path)
        self.media_type = sniff(path, name)
        self._sha256 = ""
        self._tables: list[Table] | None = None
        self._members: Mapping[str, Document] | None = None

    @property
    def sha256(self) -> str:
        """The digest of the bytes, computed when first asked for."""
        if not self._sha256:
            with self.path.open("rb") as handle:
                self._sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
        return self._sha256

    def read_bytes(self) -> bytes:
        """Return the whole content; ``UnusableInput`` above 1 GB."""
        if self.path.stat().st_size > MAX_WHOLE:
            raise UnusableInput(
                phrase(
                    "{name} is too large to be read at once: give it as JSON Lines or CSV.",
                    name=self.name,
                )
            )
        return self.path.read_bytes()

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the content line by line, without line ends; ``UnusableInput`` above 64 MB.

        ``start`` and ``end``, in bytes, bound where the lines begin: those of one share of a file.
        """
        with self.path.open("rb", buffering=_CHUNK) as handle:
            at = _next_line(handle, start)
            while end is None or at < end:
                line = handle.readline(MAX_LINE)
                at += len(line)
                if not line:
                    break
                if len(line) == MAX_LINE:
                    raise UnusableInput(
                        phrase("{name} has a line of more than 64 MB: split it.", name=self.name)
                    )
                yield line.rstrip(b"\r\n")

    def text(self) -> DecodedText:
        """Return the whole content as text, by the rule of ``encoding``."""
        self._check_text()
        return decode(self.read_bytes())

    def text_pieces(self) -> Iterator[str]:
        """Yield the content as text by the rule of ``encoding``, a million signs at a time."""
        self._check_text()
        found = self._encoding
        with self.path.open(encoding=found.codec, errors=found.errors, newline="") as handle:
            while piece := handle.read(_CHUNK):
                yield piece

    @functools.cached_property
    def _encoding(self) -> Encoding:
        """The encoding, for which the whole file is read; the pieces may be asked for again."""
        return find_encoding(self.path)

    def tables(self) -> Iterator[Table]:
        """Yield the tables of a CSV file or workbook, or of all that a zip holds."""
        if self._tables is None:
            self._tables = self._read_tables()
        for table in self._tables:
            yield replace(table, rows=_RowsOf(self, table.rows))

    def members(self) -> Mapping[str, Document]:
        """Return the files of a zip by name, each unpacked when it is asked for."""
        if self.media_type != mt.ZIP:
            return MappingProxyType({})
        if self._members is None:
            self._members = Unpacked(self.path, self.name, self._open_member)
        return self._members

    def _check_text(self) -> None:
        if self.media_type in mt.NO_TEXT:
            raise UnusableInput(
                phrase(
                    "{name} is {kind}, not text.", name=self.name, kind=mt.WORDS[self.media_type]
                )
            )

    def _read_tables(self) -> list[Table]:
        kind = self.media_type
        if kind in mt.DELIMITED:
            return [delimited_table(self.path, self.name, PurePath(self.name).stem)]
        if kind in mt.WORKBOOKS:
            zipped = kind != mt.XLS
            return workbook_tables(self.path, self.name, zipped=zipped, keep=self._remove_later)
        if kind == mt.ZIP:
            return list(tables_of(self.members()))
        raise UnusableInput(
            phrase(
                "{name} is {kind}, not a table: give a CSV file or a workbook.",
                name=self.name,
                kind=mt.WORDS[kind],
            )
        )

    def _open_member(self, path: Path, member: str) -> Document:
        return StoredDocument(
            path,
            name=f"{self.name}/{member}",
            url=self.url,
            retrieved_at=self.retrieved_at,
            owned=True,
        )

    def _remove_later(self, path: Path) -> None:
        weakref.finalize(self, _remove, str(path))


@dataclass(frozen=True, slots=True)
class _RowsOf:
    """The rows of a table, and the document whose temporary files they are read from."""

    owner: StoredDocument
    rows: Callable[[], Iterator[Sequence[CellValue]]]

    def __call__(self) -> Iterator[Sequence[CellValue]]:
        return self.rows()


def _next_line(handle: BinaryIO, start: int) -> int:
    """Go to the first line that begins at ``start`` or behind it, and return where that is."""
    if start:
        handle.seek(start - 1)
        while (rest := handle.readline(MAX_LINE)) and not rest.endswith(b"\n"):
            pass
    return handle.tell()


def _remove(path: str) -> None:
    if os.path.exists(path):  # noqa: PTH110 - pathlib may be gone when the interpreter ends
        os.remove(path)  # noqa: PTH107 - as above
