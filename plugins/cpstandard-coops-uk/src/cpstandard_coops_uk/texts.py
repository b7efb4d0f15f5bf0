"""Cleans the texts and addresses of a row."""

import re

from cpstandard.core.row import Row
from cpstandard.ingest.free_text import mend_mojibake, without_contacts

_URL = re.compile(r"https?://[^\x00-\x20\"<>]+")
_BARE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/[^\x00-\x20\"<>]*)?")


def clean(row: Row, path: str) -> str:
    """Return a text on one line, a broken encoding mended, contact details taken out."""
    raw = " ".join(row.text(path).split())
    mended = mend_mojibake(raw)
    if mended != raw:
        row.note("a broken encoding was mended")
    plain, count = without_contacts(mended)
    if count:
        row.note("contact details in a text were withheld")
    return plain


def website(row: Row, path: str) -> str:
    """Return a web address, ``http://`` added to a bare one; what is none is reported."""
    address = row.text(path)
    if _BARE.fullmatch(address):
        return f"http://{address}"
    if address and not _URL.fullmatch(address):
        row.unknown(path, address)
        return ""
    return address
