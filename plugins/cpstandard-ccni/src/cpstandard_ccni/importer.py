"""The importer ``ccni``."""

import re
from collections.abc import Iterator

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.classification import classify
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.register_options import DownloadOptions
from cpstandard.ingest.register_table import read_register, rows_with
from cpstandard.ingest.registered_body import candidate_record
from cpstandard_ccni.charity import is_removed, to_body
from cpstandard_ccni.headings import LAYOUT

_HOME = "https://www.charitycommissionni.org.uk"
_NAME = "the register of charities of Northern Ireland"
_NUMBER = re.compile(r"(?:NIC)?\s*(\d{6})(?:\.0)?", re.IGNORECASE)
_SUB = re.compile(r"[0-9]{0,4}")
_LOOKED_AT = 5


class CcniOptions(DownloadOptions):
    """Which charities are taken, and what the file does not say."""

    removed: bool = Field(
        default=False, description="Take charities that were removed from the register, too."
    )


class CharitiesOfNorthernIreland:
    """The download of the register in its layouts of 2019 and 2023: CSV, or a zip of it."""

    id = "ccni"
    title = "Register of charities, Northern Ireland"
    version = "0.1.0"
    register = Register(
        name="Register of charities (Northern Ireland)",
        operator="Charity Commission for Northern Ireland",
        licence="OGL-UK-3.0",
        url=f"{_HOME}/charity-search/",
    )
    media_types: tuple[str, ...] = ("text/csv", "application/zip")
    Options: type[ImporterOptions] = CcniOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` has the register's headings and numbers."""
        try:
            next(_rows(document), None)
        except UnusableInput:
            return False
        return True

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each charity.

        Raises ``UnusableInput`` where ``document`` is not the register, naming what was found.
        """
        chosen = CcniOptions.model_validate(options.model_dump())
        as_of = chosen.day(document)
        seen: set[str] = set()
        for row in _rows(document):
            local_id = _local_id(row)
            why = _useless(row, local_id, seen, removed=chosen.removed)
            seen.add(local_id)
            yield Skipped(why, (row,)) if why else _outcome(row, local_id, chosen, as_of)


def _rows(document: Document) -> Iterator[Row]:
    _, rows = read_register(document, _NAME, [LAYOUT])
    what = f"{document.name} is not {_NAME}: expected numbers of six digits"
    return rows_with(rows, "Reg charity number", _NUMBER, what)


def _local_id(row: Row) -> str:
    """Return the number, with that of a sub charity behind it; empty where it is none."""
    number = _NUMBER.fullmatch(row.text("Reg charity number"))
    sub = row.text("Sub charity number").removesuffix(".0").lstrip("0")
    if not number or not _SUB.fullmatch(sub):
        return ""
    return f"{number[1]}-{sub}" if sub else number[1]


def _useless(row: Row, local_id: str, seen: set[str], *, removed: bool) -> str:
    if not local_id or not row.text("Charity name"):
        return "a row without a number or a name"
    if local_id in seen:
        return "a charity that stands in the table twice"
    return "removed from the register" if is_removed(row) and not removed else ""


def _outcome(row: Row, local_id: str, chosen: CcniOptions, as_of: str) -> Imported | Skipped:
    # The lists are no evidence: most charities tick many of their boxes.
    found = chosen.sure(classify(row.text("Charity name"), row.text("Charitable purposes")))
    if not found:
        return Skipped("no rule takes it for community power", (row,))
    body = to_body(row, as_of)
    number, _, sub = local_id.partition("-")
    source = {
        "title": f"Register of charities: {readable_name(body.name)}"[:500],
        "url": f"{_HOME}/charity-details/?regId={number}&subId={sub or 0}",
        "author": "Charity Commission for Northern Ireland",
    }
    record = candidate_record(body, found, source=source, local_id=local_id)
    return Imported(local_id, record, (row,))
