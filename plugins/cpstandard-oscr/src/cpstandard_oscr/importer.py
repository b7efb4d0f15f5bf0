"""The importer ``oscr``."""

import re
from collections.abc import Iterator

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.charity_register import CharityOptions, CharityRegister
from cpstandard.ingest.register_table import read_register, rows_with
from cpstandard_oscr.charity import to_body
from cpstandard_oscr.headings import LAYOUT

_HOME = "https://www.oscr.org.uk"
_NAME = "the Scottish Charity Register"
_NUMBER = re.compile(r"SC\s*0*\d{1,6}", re.IGNORECASE)


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
    Options: type[ImporterOptions] = CharityOptions

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
        chosen = CharityOptions.model_validate(options.model_dump())
        yield from _REGISTER.outcomes(_rows(document), chosen, chosen.day(document))


def _rows(document: Document) -> Iterator[Row]:
    _, rows = read_register(document, _NAME, [LAYOUT])
    what = f"{document.name} is not {_NAME}: expected numbers such as SC012345"
    return rows_with(rows, "Charity Number", _NUMBER, what)


def _local_id(row: Row) -> str:
    return official_number("GB-SC", row.text("Charity Number"))


def _gone(row: Row) -> str:
    gone = row.text("Charity Status").casefold() in ("removed", "ceased", "inactive")
    return "ceased or removed from the register" if gone or row.text("Ceased Date") else ""


def _page(number: str) -> str:
    return f"{_HOME}/about-charities/search-the-register/charity-details?number={number}"


_REGISTER = CharityRegister(
    title="Scottish Charity Register",
    author="Office of the Scottish Charity Regulator",
    name="Charity Name",
    purposes="Objectives",
    local_id=_local_id,
    gone=_gone,
    body=to_body,
    page=_page,
)
