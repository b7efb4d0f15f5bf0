"""The importer ``ccni``."""

import re

from cpstandard.core.importer import Register
from cpstandard.core.row import Row
from cpstandard.ingest.charity_register import CharityRegister
from cpstandard_ccni.charity import is_removed, to_body
from cpstandard_ccni.headings import LAYOUT

_HOME = "https://www.charitycommissionni.org.uk"
_NUMBER = re.compile(r"(?:NIC)?\s*(\d{6})(?:\.0)?", re.IGNORECASE)
_SUB = re.compile(r"[0-9]{0,4}")


def _local_id(row: Row) -> str:
    """Return the number, with that of a sub charity behind it; empty where it is none."""
    number = _NUMBER.fullmatch(row.text("Reg charity number"))
    sub = row.text("Sub charity number").removesuffix(".0").lstrip("0")
    if not number or not _SUB.fullmatch(sub):
        return ""
    return f"{number[1]}-{sub}" if sub else number[1]


def _gone(row: Row) -> str:
    return "removed from the register" if is_removed(row) else ""


def _page(local_id: str) -> str:
    number, _, sub = local_id.partition("-")
    return f"{_HOME}/charity-details/?regId={number}&subId={sub or 0}"


CHARITIES = CharityRegister(
    id="ccni",
    title="Register of charities, Northern Ireland",
    version="0.1.0",
    register=Register(
        name="Register of charities (Northern Ireland)",
        operator="Charity Commission for Northern Ireland",
        licence="OGL-UK-3.0",
        url=f"{_HOME}/charity-search/",
    ),
    called="the register of charities of Northern Ireland",
    source="Register of charities",
    author="Charity Commission for Northern Ireland",
    layout=LAYOUT,
    number="Reg charity number",
    numbers="numbers of six digits",
    form=_NUMBER,
    name="Charity name",
    purposes="Charitable purposes",
    local_id=_local_id,
    gone=_gone,
    body=to_body,
    page=_page,
)
"""The download of the register in its layouts of 2019 and 2023: CSV, or a zip of it."""
