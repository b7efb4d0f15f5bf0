"""Writes a package as one JSON document, a record at a time."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from cpstandard.core.json_codec import public_json
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.publish.forms.pieces import Pieces, write_joined

_NO_MORE, _NONE = b"\n  ]\n}\n", b"]\n}\n"


def write_json(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the package as indented JSON in UTF-8, ``initiatives`` last."""
    del standard  # every version looks the same in JSON
    _write_beginning(header, out)
    between = b"\n"
    for record in records:
        out.write(between + _item(record))
        between = b",\n"
    out.write(_NO_MORE if between != b"\n" else _NONE)


def write_json_piece(records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write records as they stand in the list of the package."""
    del standard
    out.writelines(
        (b",\n" if position else b"") + _item(record) for position, record in enumerate(records)
    )


def join_json(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write the package around the pieces of its list."""
    del standard
    _write_beginning(header, out)
    out.write(_NO_MORE if write_joined(pieces, out, b",\n", before=b"\n") else _NONE)


def _write_beginning(header: Record, out: BinaryIO) -> None:
    out.write(b"{\n")
    out.writelines(
        b"  %b: %b,\n" % (public_json(name), _indented(value, b"  "))
        for name, value in header.items()
    )
    out.write(b'  "initiatives": [')


def _item(record: Record) -> bytes:
    return b"    " + _indented(record, b"    ")


def _indented(value: Any, margin: bytes) -> bytes:
    """Return JSON indented by two, within a ``margin``; no text has an end of line of its own."""
    return public_json(value, indent=2).replace(b"\n", b"\n" + margin)


JSON_PIECES = Pieces("json", write_json_piece, join_json)
