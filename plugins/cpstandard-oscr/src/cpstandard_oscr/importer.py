"""The importer ``oscr``."""

import re

from cpstandard.core.importer import Register
from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.charity_register import CharityRegister
from cpstandard_oscr.charity import to_body
from cpstandard_oscr.headings import LAYOUT

_HOME = "https://www.oscr.org.uk"
_NUMBER = re.compile(r"SC\s*0*\d{1,6}", re.IGNORECASE)


def _local_id(row: Row) -> str:
    return official_number("GB-SC", row.text("Charity Number"))


def _gone(row: Row) -> str:
    gone = row.text("Charity Status").casefold() in ("removed", "ceased", "inactive")
    return "ceased or removed from the register" if gone or row.text("Ceased Date") else ""


def _page(number: str) -> str:
    return f"{_HOME}/about-charities/search-the-register/charity-details?number={number}"


CHARITIES = CharityRegister(
    id="oscr",
    title="Scottish Charity Register",
    version="0.1.0",
    register=Register(
        name="Scottish Charity Register",
        operator="Office of the Scottish Charity Regulator (OSCR)",
        licence="OGL-UK-3.0",
        url=f"{_HOME}/about-charities/search-the-register/download-the-scottish-charity-register/",
    ),
    called="the Scottish Charity Register",
    source="Scottish Charity Register",
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
"""The download of the register, or that of former charities: CSV, or a zip of it."""
