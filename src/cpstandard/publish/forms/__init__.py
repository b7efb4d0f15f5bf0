"""Writes a package in each form of the standard, and for databases; all say the same."""

from collections.abc import Iterable
from typing import BinaryIO, Protocol

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.publish.forms.csv_form import write_csv
from cpstandard.publish.forms.csv_zip_form import write_csv_zip
from cpstandard.publish.forms.json_form import write_json
from cpstandard.publish.forms.jsonl_form import write_jsonl
from cpstandard.publish.forms.ods_form import write_ods
from cpstandard.publish.forms.parquet_form import write_parquet
from cpstandard.publish.forms.spread import Spreader
from cpstandard.publish.forms.sqlite_form import write_sqlite
from cpstandard.publish.forms.xlsx_form import write_xlsx


class Writer(Protocol):
    """Writes the envelope and the records of one package to ``out``; same input, same bytes."""

    def __call__(
        self, header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
    ) -> None:
        """Write the package; raises ``UnusableInput`` where the form cannot hold it."""


WRITERS: dict[str, Writer] = {
    ".json": write_json,
    ".jsonl": write_jsonl,
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".ods": write_ods,
    ".zip": write_csv_zip,
}
"""The writers by the ending of the file they make."""

__all__ = [
    "WRITERS",
    "Spreader",
    "Writer",
    "write_csv",
    "write_csv_zip",
    "write_json",
    "write_jsonl",
    "write_ods",
    "write_parquet",
    "write_sqlite",
    "write_xlsx",
]
