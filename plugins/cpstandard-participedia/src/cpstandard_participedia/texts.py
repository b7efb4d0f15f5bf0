"""Takes what an entry is about out of its page, short summary and body."""

import re

from cpstandard.core.row import Row
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.html_text import first_paragraphs, paragraphs
from cpstandard_participedia.fields import plain

_LIMIT = 1200
_LEAST = 40  # characters: shorter paragraphs are labels and leftovers
_NOTE = re.compile(
    r"(?:please )?note\b|the original (?:version|submission)|download|hinweis|anmerkung|"
    r"this (?:article|entry|case)(?: study)? (?:is in need|needs|was (?:originally|first))|"
    r"an? (?:english|german|french|italian|spanish) (?:translation|version)|"
    r"the following is a suggested structure|mission and purpose history",
    re.IGNORECASE,
)


def description(row: Row) -> str:
    """Return the summary that people wrote, else the page's first paragraphs."""
    summary = plain(row, "description")
    body = row.take("page/htmlbody") or row.take("body") or ""
    found = [text for text in paragraphs(summary) if len(text) >= _LEAST]
    if not found:
        found = paragraphs(body if isinstance(body, str) else "")
        found = [text for text in found if len(text) >= _LEAST and not _NOTE.match(text)]
    text, count = without_contacts(mend_mojibake(cut(first_paragraphs(found, _LIMIT), _LIMIT)))
    if count:
        row.note("contact details in a text were withheld")
    return text.strip()


def name_of(title: str) -> str:
    """Return a title as the name of a record."""
    return mend_mojibake(" ".join(title.split()))[:300]
