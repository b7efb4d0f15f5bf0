"""Reads texts that are given per language, ``{"ca": ..., "es": ...}``, and cleans their HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cpstandard.core.row import Row
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.html_text import first_paragraphs, paragraphs

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# What a machine translated is nobody's text; Decidim keeps it beside what people wrote.
_MACHINE = "machine_translations"


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of a platform, best first; the first is that of the record."""

    order: tuple[str, ...]

    @property
    def main(self) -> str:
        """The language of the records."""
        return self.order[0] if self.order else ""


def languages_of(row: Row, wanted: str) -> Languages:
    """Return the languages of a title, ``wanted`` first where the title is given in it."""
    found = list(per_language(row, "title"))
    return Languages(tuple(sorted(found, key=lambda tag: (tag != wanted, found.index(tag)))))


def per_language(row: Row, path: str, limit: int = 300) -> dict[str, str]:
    """Return the text at ``path`` for each language in which anybody wrote it.

    A text that names no language stands under the empty tag.
    """
    value = row.take(path)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        texts: Mapping[str, object] = {"": str(value)}
    elif isinstance(value, Mapping):
        texts = value
    else:
        if value is not None:
            row.unknown(path, "(a list)" if isinstance(value, list) else value)
        texts = {}
    found: dict[str, str] = {}
    for tag, text in texts.items():
        if tag == _MACHINE:
            row.note("what a machine translated was left out")
        elif tag and not _TAG.fullmatch(tag):
            row.unknown(path, f"language {tag!r}"[:80])
        elif isinstance(text, str) and (plain := _plain(row, text, limit)):
            found[tag] = plain
    return found


def text(row: Row, path: str, languages: Languages, limit: int = 300) -> str:
    """Return the text at ``path`` in the best language in which there is any."""
    found = per_language(row, path, limit)
    for tag in (*languages.order, *found):
        if tag in found:
            return found[tag]
    return ""


def _plain(row: Row, html: str, limit: int) -> str:
    found = first_paragraphs(paragraphs(html), limit) or " ".join(html.split())
    if "<" in found and ">" in found:
        found = ""  # nothing but tags
    plain, withheld = without_contacts(mend_mojibake(cut(found, limit)))
    if withheld:
        row.note("contact details in a text were withheld")
    return plain.strip()
