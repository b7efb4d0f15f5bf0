"""A cheap look at a zip before anything is unpacked: how much it claims to hold, and what kind.

A zip can lie; what it says is only the first fence. The limits of the child process
(``workbook_child``) and the counting of bytes in ``archive`` are the second.
"""

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase

MAX_MEMBERS = 10_000
MAX_TOTAL = 4 << 30
MAX_RATIO = 250
_RATIO_MATTERS_FROM = 32 << 20
_PROLOGUE = 64 << 10


@contextmanager
def opened_zip(path: Path | BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip, turning every way in which it can be damaged into one ``UnusableInput``."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_sizes(archive, name)
            yield archive
    except UnusableInput:
        raise
    except Exception as error:
        if not _is_damage(error):
            raise
        raise UnusableInput(
            phrase(
                "{name} is a zip or workbook that is damaged or cut short: download it or save "
                "it again.",
                name=name,
            )
        ) from error


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    KeyError,
    OverflowError,
    RuntimeError,  # NotImplementedError, for ways of packing that are not known, is one
)


def _is_damage(error: Exception) -> bool:
    # A damaged offset makes the module seek before the file's beginning; the names of lzma's
    # errors are compared because not every Python has that module.
    bad_seek = isinstance(error, OSError) and error.errno == errno.EINVAL
    return isinstance(error, _DAMAGE) or bad_seek or type(error).__name__ == "LZMAError"


def check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    """Raise ``UnusableInput`` where the zip holds too much, or too much for its size."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise UnusableInput(
            phrase(
                "{name} holds {number:,} files; at most {max_members:,} are read: split it.",
                name=name,
                number=len(members),
                max_members=MAX_MEMBERS,
            )
        )
    if len({member.filename for member in members}) < len(members):
        raise UnusableInput(
            phrase(
                "{name} holds two files of the same name, of which only one can be meant: make it "
                "again from its source.",
                name=name,
            )
        )
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL:
        raise UnusableInput(
            phrase("{name} would unpack to {size:,} MB: split it.", name=name, size=total >> 20)
        )
    for member in members:
        if member.flag_bits & 1:
            raise UnusableInput(
                phrase("{name} is protected by a password: save it without one.", name=name)
            )
        swollen = member.file_size > MAX_RATIO * max(member.compress_size, 1)
        if swollen and member.file_size > _RATIO_MATTERS_FROM:
            raise UnusableInput(
                phrase(
                    "{name} would unpack to more than {max_ratio} times its size, as no honest "
                    "file does: make it again from its source.",
                    name=name,
                    max_ratio=MAX_RATIO,
                )
            )


def check_markup(archive: zipfile.ZipFile, name: str) -> None:
    """Raise ``UnusableInput`` where a part of a workbook declares a document type or entities.

    No spreadsheet program writes them; they serve to read other files or to fill the memory.
    """
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(member) as part:
            # UTF-16 has NULs between the letters.
            prologue = part.read(_PROLOGUE).replace(b"\0", b"").upper()
        if b"<!DOCTYPE" in prologue or b"<!ENTITY" in prologue:
            raise UnusableInput(
                phrase(
                    "{name} has a document type declaration inside, which no spreadsheet program "
                    "writes: save it again from a spreadsheet program.",
                    name=name,
                )
            )
