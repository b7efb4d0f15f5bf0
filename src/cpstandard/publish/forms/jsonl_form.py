"""Writes a package as JSON Lines: the envelope, then a record a line."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from cpstandard.core.json_codec import public_json
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.publish.forms.pieces import Pieces, write_joined


def write_jsonl(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the package as JSON Lines in UTF-8."""
    out.write(_line(header))
    write_jsonl_piece(records, out, standard)


def write_jsonl_piece(records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the lines of some records."""
    del standard  # every version looks the same in JSON Lines
    out.writelines(map(_line, records))


def join_jsonl(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write the package: the envelope, and the lines of its pieces."""
    del standard
    out.write(_line(header))
    write_joined(pieces, out, b"")


def _line(value: Record) -> bytes:
    return public_json(value) + b"\n"


JSONL_PIECES = Pieces("jsonl", write_jsonl_piece, join_jsonl)
