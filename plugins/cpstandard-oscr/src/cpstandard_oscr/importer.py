"""The importer ``oscr``."""

import re
from collections.abc import Iterator

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.classification import classify
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.register_options import DownloadOptions
from cpstandard.ingest.register_table import read_register, rows_with
from cpstandard.ingest.registered_body import candidate_record
from cpstandard_oscr.charity import to_body
from cpstandard_oscr.headings import LAYOUT

_HOME = "https://www.oscr.org.uk"
_NAME = "the Scottish Charity Register"
_NUMBER = re.compile(r"SC\s*0*\d{1,6}", re.IGNORECASE)
_LOOKED_AT = 5


class OscrOptions(DownloadOptions):
    """Which charities are taken, and what the file does not say."""

    removed: bool = Field(
        default=False, description="Take charities that ceased or were removed, too."
    )


class CharitiesOfScotland:
    """The download of the register, or that of former charities: CSV, or a zip of it."""

    id = "oscr"
    title = "Scottish Charity Register"
    version = "0.1.0"
    register = Register(
        name="Scottish Charity Register",
        operator="Office of the Scottish Charity Regulator (OSCR)",
        licence="OGL-UK-3.0",
        url=f"{_HOME}/about-charities/search-the-register/download-the-scottish-charity-register/",
    )
    media_types: tuple[str, ...] = ("text/csv", "application/zip")
    Options: type[ImporterOptions] = OscrOptions

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
        chosen = OscrOptions.model_validate(options.model_dump())
        as_of = chosen.day(document)
        seen: set[str] = set()
        for row in _rows(document):
            number = official_number("GB-SC", row.text("Charity Number"))
            why = _useless(row, number, seen, removed=chosen.removed)
            seen.add(number)
            yield Skipped(why, (row,)) if why else _outcome(row, number, chosen, as_of)


def _rows(document: Document) -> Iterator[Row]:
    _, rows = read_register(document, _NAME, [LAYOUT])
    what = f"{document.name} is not {_NAME}: expected numbers such as SC012345"
    return rows_with(rows, "Charity Number", _NUMBER, what)


def _useless(row: Row, number: str, seen: set[str], *, removed: bool) -> str:
    if not number or not row.text("Charity Name"):
        return "a row without a number or a name"
    if number in seen:
        return "a charity that stands in the table twice"
    gone = row.text("Charity Status").casefold() in ("removed", "ceased", "inactive")
    if (gone or row.text("Ceased Date")) and not removed:
        return "ceased or removed from the register"
    return ""


def _outcome(row: Row, number: str, chosen: OscrOptions, as_of: str) -> Imported | Skipped:
    found = chosen.sure(classify(row.text("Charity Name"), row.text("Objectives")))
    if not found:
        return Skipped("no rule takes it for community power", (row,))
    body = to_body(row, as_of)
    source = {
        "title": f"Scottish Charity Register: {readable_name(body.name)}"[:500],
        "url": f"{_HOME}/about-charities/search-the-register/charity-details?number={number}",
        "author": "Office of the Scottish Charity Regulator",
    }
    return Imported(number, candidate_record(body, found, source=source, local_id=number), (row,))
