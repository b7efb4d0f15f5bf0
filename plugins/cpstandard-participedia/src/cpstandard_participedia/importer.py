"""The importer ``participedia``."""

import re
from collections.abc import Iterator

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.core.slug import slug
from cpstandard.ingest.classification import classify
from cpstandard.ingest.each_once import each_once
from cpstandard_participedia.bundle import CASE, METHOD, ORGANISATION, Entry, entries
from cpstandard_participedia.case import PEOPLE, to_record
from cpstandard_participedia.fields import plain, yes
from cpstandard_participedia.organisation import to_candidate
from cpstandard_participedia.texts import description, name_of

_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
_SLUG = 60


class ParticipediaOptions(ImporterOptions):
    """Which cases are wanted."""

    countries: list[str] = Field(
        default=[], description="ISO codes such as GB; only entries there are imported. Empty: all."
    )


class Participedia:
    """Cases of public participation, and organisations that may be initiatives themselves."""

    id = "participedia"
    title = "Participedia: cases, methods and organisations"
    version = "0.2.0"
    register = Register(
        name="Participedia",
        operator="Participedia",
        licence="CC-BY-NC-SA-3.0",
        url="https://participedia.net/",
    )
    media_types: tuple[str, ...] = (
        "application/zip", "inode/directory", "application/json", "application/jsonl", "text/csv",
    )  # fmt: skip
    Options: type[ImporterOptions] = ParticipediaOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` holds entries of Participedia."""
        try:
            return next(entries(document), None) is not None
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each entry, in the document's order.

        Raises ``UnusableInput`` where ``document`` holds no entries.
        """
        wanted = set(ParticipediaOptions.model_validate(options.model_dump()).countries)
        made = (_outcome(entry, wanted) for entry in entries(document))
        yield from each_once(made, "the same entry was given before")


def _outcome(entry: Entry, countries: set[str]) -> Imported | Skipped:
    row = entry.row
    row.withhold(*PEOPLE)
    title = plain(row, "page/title") or plain(row, "title")
    number = plain(row, "id").removesuffix(".0")
    if why := _unusable(entry, number, title):
        return Skipped(why, (row,))
    made = (_case if entry.kind == CASE else _organisation)(row, number, title)
    if made is None:
        return Skipped("an organisation in which no rule sees community power", (row,))
    if not made.record["places"] and not made.record["scope"]:
        return Skipped("it says of no country and of no scope", (row,))
    if countries and not countries & {place["country"] for place in made.record["places"]}:
        return Skipped("it is in none of the countries wanted", (row,))
    return made


def _unusable(entry: Entry, number: str, title: str) -> str:
    """Return why no record can be made of an entry; empty where one can."""
    row = entry.row
    # Only the exports of organisations of 2016 have no id: there the title stands for it.
    named = bool(_ID.fullmatch(number) or (entry.kind == ORGANISATION and slug(title, _SLUG)))
    reasons = (
        (entry.kind == METHOD, "a method is a way of working, not an initiative"),
        (not entry.kind, "it is neither case, method nor organisation"),
        (yes(row, "hidden") or yes(row, "published") is False, "it is hidden or not published"),
        (not named, "it has no id of Participedia"),
        (not title, "it has no title"),
    )
    return next((why for holds, why in reasons if holds), "")


def _case(row: Row, number: str, title: str) -> Imported | None:
    # Only the page is in the language that the entry was written in: exports are translated.
    written_in = plain(row, "original_language") if row.take("page") else ""
    language = written_in if re.fullmatch(r"[a-z]{2}", written_in) else ""
    return Imported(number, to_record(row, number, title), (row,), language=language)


def _organisation(row: Row, number: str, title: str) -> Imported | None:
    """Return the initiative that an organisation may be; ``None`` where no rule sees one."""
    name, text = name_of(title), description(row)
    candidates = classify(name, text)
    if not candidates:
        return None
    local_id = f"organization-{number if _ID.fullmatch(number) else slug(title, _SLUG)}"
    return Imported(local_id, to_candidate(row, number, name, text, candidates), (row,))
