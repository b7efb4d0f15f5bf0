"""The importer ``participedia``."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import json_rows, read_json, read_json_lines
from cpstandard_participedia.case import to_record

_ID = re.compile(r"[A-Za-z0-9_-]{1,60}")
_CASES = "cases.json"
_LOOKED_AT = 20  # rows that tell whether a list is one of cases: a few may be odd
_PAGES = ("pages_title_htmlbody.jsonl", "pages.jsonl")


class ParticipediaOptions(ImporterOptions):
    """Which cases are wanted."""

    countries: list[str] = Field(
        default=[], description="ISO codes such as GB; only cases there are imported. Empty: all."
    )


class Participedia:
    """Cases of public participation: ``cases.json``, with the pages' titles and texts beside it."""

    id = "participedia"
    title = "Participedia cases"
    version = "0.1.0"
    register = Register(
        name="Participedia",
        operator="Participedia",
        licence="CC-BY-NC-SA-3.0",
        url="https://participedia.net/",
    )
    media_types: tuple[str, ...] = ("application/zip", "inode/directory", "application/json")
    Options: type[ImporterOptions] = ParticipediaOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` holds cases of Participedia."""
        try:
            cases, _ = _open(document)
            return bool(cases)
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each case, in the document's order.

        Raises ``UnusableInput`` where ``document`` holds no cases.
        """
        wanted = set(ParticipediaOptions.model_validate(options.model_dump()).countries)
        cases, pages = _open(document)
        for case in cases:
            yield _outcome(_joined(case, pages), wanted)


def _outcome(row: Row, countries: set[str]) -> Imported | Skipped:
    if row.take("hidden") is True or row.take("published") is False:
        return Skipped("it is hidden or not published", (row,))
    case_id, title = row.text("id"), row.text("page/title") or row.text("title")
    if not _ID.fullmatch(case_id):
        return Skipped("it has no id of Participedia", (row,))
    if not title:
        return Skipped("it has no title", (row,))
    record = to_record(row, case_id, title)
    if not record["places"] and not record["scope"]:
        return Skipped("it says of no country and of no scope", (row,))
    if countries and not countries & {place["country"] for place in record["places"]}:
        return Skipped("it is in none of the countries wanted", (row,))
    return Imported(case_id, record, (row,))


def _open(document: Document) -> tuple[list[Row], dict[str, Mapping[str, Any]]]:
    """Return the cases and, by id, the pages that hold their titles and texts."""
    members = document.members()
    if not members:
        return _cases(document), {}
    by_name = {name.rpartition("/")[2]: member for name, member in sorted(members.items())}
    if _CASES not in by_name:
        raise UnusableInput(
            f"{document.name} is no bundle of Participedia: {_CASES} was expected, "
            f"found {', '.join(sorted(by_name)[:8])}."
        )
    pages = next((by_name[name] for name in _PAGES if name in by_name), None)
    return _cases(by_name[_CASES]), _pages(pages) if pages else {}


def _cases(document: Document) -> list[Row]:
    cases = read_json(document)
    if not isinstance(cases, list) or not any(map(_is_case, cases[:_LOOKED_AT])):
        raise UnusableInput(
            f"{document.name} holds no cases of Participedia: a list of objects with id, type "
            "'case' and country was expected."
        )
    return json_rows(document, cases, "")


def _is_case(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("type") == "case" and "country" in value


def _pages(document: Document) -> dict[str, Mapping[str, Any]]:
    return {
        str(page.get("id")): {key: page.get(key) for key in ("title", "htmlbody")}
        for _, page in read_json_lines(document)
        if isinstance(page, Mapping)
    }


def _joined(case: Row, pages: Mapping[str, Mapping[str, Any]]) -> Row:
    """Return the case with its page, if there is one, as the object ``page``."""
    fields = {
        name: case.take(name) for name in dict.fromkeys(p.split("/")[0] for p in case.unread())
    }
    page = pages.get(str(fields.get("id")))
    return Row({**fields, "page": page} if page else fields, case.location)
