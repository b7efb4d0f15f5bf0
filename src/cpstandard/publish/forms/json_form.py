"""Writes a package as one JSON document, a record at a time."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard


def write_json(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the package as indented JSON in UTF-8, ``initiatives`` last."""
    del standard  # every version looks the same in JSON
    out.write(b"{\n")
    for name, value in header.items():
        text = f"{json.dumps(name, ensure_ascii=False)}: {_indented(value)},"
        out.write(_shifted(text, 2) + b"\n")
    out.write(b'  "initiatives": [')
    between = b"\n"
    for record in records:
        out.write(between + _shifted(_indented(record), 4))
        between = b",\n"
    out.write(b"\n  ]\n}\n" if between != b"\n" else b"]\n}\n")


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


def _shifted(text: str, by: int) -> bytes:
    # JSON has no line ends inside strings, so every line end is one of the layout.
    margin = " " * by
    return (margin + text.replace("\n", "\n" + margin)).encode()
