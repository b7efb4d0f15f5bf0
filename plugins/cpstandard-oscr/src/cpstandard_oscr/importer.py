"""The importer ``oscr``."""

import re
from collections.abc import Iterator

from cpstandard.core.document import Document
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.charity_register import CharityOptions, CharityRegister
from cpstandard_oscr.charity import to_body
from cpstandard_oscr.headings import LAYOUT

_HOME = "https://www.oscr.org.uk"
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
        return _REGISTER.is_in(document)

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each charity.

        Raises ``UnusableInput`` where ``document`` is not the register, naming what was found.
        """
        return _REGISTER.read(document, options)


def _local_id(row: Row) -> str:
    return official_number("GB-SC", row.text("Charity Number"))


def _gone(row: Row) -> str:
    gone = row.text("Charity Status").casefold() in ("removed", "ceased", "inactive")
    return "ceased or removed from the register" if gone or row.text("Ceased Date") else ""


def _page(number: str) -> str:
    return f"{_HOME}/about-charities/search-the-register/charity-details?number={number}"


_REGISTER = CharityRegister(
    called="the Scottish Charity Register",
    title="Scottish Charity Register",
    author="Office of the Scottish Charity Regulator",
    layout=LAYOUT,
    number="Charity Number",
    numbers="numbers such as SC012345",
    form=_NUMBER,
    name="Charity Name",
    purposes="Objectives",
    local_id=_local_id,
    gone=_gone,
    body=to_body,
    page=_page,
)
