"""Writes a package as JSON Lines: the envelope, then a record a line."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard


def write_jsonl(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write the package as JSON Lines in UTF-8."""
    del standard  # every version looks the same in JSON Lines
    encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    out.write(encoder.encode(header).encode() + b"\n")
    out.writelines(encoder.encode(record).encode() + b"\n" for record in records)
