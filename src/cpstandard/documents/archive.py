"""Documents that hold others: zips and folders."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from cpstandard.core import media_type as mt
from cpstandard.core.document import DecodedText, Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.table import Table
from cpstandard.documents.zip_guard import MAX_MEMBERS, MAX_TOTAL, opened_zip

_CHUNK = 1 << 20

OpenMember = Callable[[Path, str], Document]


def tables_of(members: Mapping[str, Document]) -> Iterator[Table]:
    """Yield the tables of all members that hold tables, in the order of their names."""
    for name in sorted(members):
        if PurePosixPath(name).suffix.lower() in _TABLE_ENDINGS:
            yield from members[name].tables()


_TABLE_ENDINGS = frozenset(
    {".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
)


class Unpacked(Mapping[str, Document]):
    """The files of a zip by name; a file is unpacked, under a name of ours, when asked for."""

    def __init__(self, path: Path, name: str, open_member: OpenMember) -> None:
        """Read the names in the zip at ``path``, folders and system files left out."""
        self._path = path
        self._name = name
        self._open = open_member
        self._opened: dict[str, Document] = {}
        self._left = MAX_TOTAL
        with opened_zip(path, name) as archive:
            self._names = sorted(
                {
                    m.filename
                    for m in archive.infolist()
                    if m.filename and not m.is_dir() and _is_wanted(m.filename)
                }
            )

    def __getitem__(self, name: str) -> Document:
        if name not in self._opened:
            if name not in self._names:
                raise KeyError(name)
            self._opened[name] = self._open(self._unpack(name), name)
        return self._opened[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def _unpack(self, name: str) -> Path:
        descriptor, target = tempfile.mkstemp(prefix="cpstandard-member-")
        try:
            with (
                os.fdopen(descriptor, "wb") as sink,
                opened_zip(self._path, self._name) as archive,
                archive.open(name) as source,
            ):
                # What is counted is what comes out, whatever the zip says of itself.
                while chunk := source.read(_CHUNK):
                    self._count(chunk)
                    sink.write(chunk)
        except BaseException:
            Path(target).unlink()
            raise
        return Path(target)

    def _count(self, chunk: bytes) -> None:
        self._left -= len(chunk)
        if self._left < 0:
            raise UnusableInput(phrase("{name} unpacks to too much: split it.", name=self._name))


class FolderDocument:
    """A folder whose files are one document together, such as the CSV files of one package."""

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        members: Mapping[str, Document],
        url: str = "",
        retrieved_at: str = "",
    ) -> None:
        """Describe the folder at ``path``."""
        self.path = path
        self.name = name
        self.media_type: str = mt.FOLDER
        self.url = url
        self.retrieved_at = retrieved_at
        self._members = members

    @property
    def sha256(self) -> str:
        """The digest of the names and digests of all files."""
        digest = hashlib.sha256()
        for name, member in sorted(self._members.items()):
            digest.update(f"{member.sha256}  {name}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def read_bytes(self) -> bytes:
        """Raise ``UnusableInput``: a folder has no bytes."""
        raise self._is_folder()

    def lines(self) -> Iterator[bytes]:
        """Raise ``UnusableInput``: a folder has no lines."""
        raise self._is_folder()

    def text(self) -> DecodedText:
        """Raise ``UnusableInput``: a folder has no text."""
        raise self._is_folder()

    def text_pieces(self) -> Iterator[str]:
        """Raise ``UnusableInput``: a folder has no text."""
        raise self._is_folder()

    def tables(self) -> Iterator[Table]:
        """Yield the tables of the files in the folder."""
        return tables_of(self._members)

    def members(self) -> Mapping[str, Document]:
        """Return the files by their path within the folder."""
        return self._members

    def _is_folder(self) -> UnusableInput:
        return UnusableInput(phrase("{name} is a folder: name a file in it.", name=self.name))


class LazyFolder(Mapping[str, Document]):
    """The files of a folder by path, each opened when it is asked for; links are not followed."""

    def __init__(self, path: Path, name: str, open_file: OpenMember) -> None:
        """List the folder at ``path``; raises ``UnusableInput`` for more than 10,000 files."""
        self._path = path
        self._open = open_file
        self._name = name
        self._names = sorted(self._walk())
        self._opened: dict[str, Document] = {}

    def _walk(self) -> Iterator[str]:
        found = 0
        for folder, folders, files in os.walk(self._path):
            folders[:] = [f for f in folders if not f.startswith(".")]
            for file in files:
                path = Path(folder, file)
                relative = path.relative_to(self._path).as_posix()
                if path.is_symlink() or not _is_wanted(relative):
                    continue
                found += 1
                if found > MAX_MEMBERS:
                    raise UnusableInput(
                        phrase(
                            "{name} has more than {max_members:,} files.",
                            name=self._name,
                            max_members=MAX_MEMBERS,
                        )
                    )
                yield relative

    def __getitem__(self, name: str) -> Document:
        if name not in self._opened:
            if name not in self._names:
                raise KeyError(name)
            self._opened[name] = self._open(self._path / name, f"{self._name}/{name}")
        return self._opened[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _is_wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not any(part.startswith((".", "__MACOSX")) for part in parts)
