"""Writes a package as one JSON document, a record at a time."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

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
    for name, value in header.items():
        text = f"{json.dumps(name, ensure_ascii=False)}: {_indented(value)},"
        out.write(_shifted(text, 2) + b"\n")
    out.write(b'  "initiatives": [')


def _item(record: Record) -> bytes:
    return _shifted(_indented(record), 4)


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def _shifted(text: str, by: int) -> bytes:
    # JSON has no line ends inside strings, so every line end is one of the layout.
    margin = " " * by
    return (margin + text.replace("\n", "\n" + margin)).encode()


JSON_PIECES = Pieces("json", write_json_piece, join_json)
