"""The importer ``360giving``."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.source_rows import is_json, json_rows, read_json
from cpstandard_360giving.grants import Grant, to_record
from cpstandard_360giving.organisations import org_id
from cpstandard_360giving.programmes import ProgrammeTable
from cpstandard_360giving.spreadsheet import sheet_rows

_TITLE_LIMIT = 150
# What GrantNav adds, and the postcode that Power to Change gives: a point closer than an area.
_NOTHING = ("additional_data", "additional_data_added", "id_and_name", "Postcode of impact 1")
_PRACTICE = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class ThreeSixtyGivingOptions(ImporterOptions):
    """Which grants are for community power initiatives, and of which practice."""

    programmes: dict[str, str] = Field(
        default={},
        description="What a programme means, by its title or a part of it: a code of the codelist "
        "practice, or skip. It counts before the plugin's own table.",
    )
    default_practice: str = Field(
        default="",
        pattern=rf"{_PRACTICE}|^$",
        description="The practice of grants whose programme is in no table: for a funder who "
        "funds nothing else. Without it they are skipped.",
    )
    ignore: list[str] = Field(
        default=[], description="Fields of the publisher's own that are left out on purpose."
    )
    skip_individuals: Literal[True] = Field(
        default=True,
        description="Grants to individuals are never imported; this cannot be changed.",
    )


class ThreeSixtyGiving:
    """Grants data of any publisher: JSON package, CSV or workbook."""

    id = "360giving"
    title = "Grants in the 360Giving Data Standard"
    version = "0.1.0"
    register = Register(
        name="360Giving grants data",
        operator="360Giving and each publishing funder",
        licence="",  # each publisher states their own
        url="https://www.360giving.org/",
    )
    media_types: tuple[str, ...] = (
        "application/json",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    )
    Options: type[ImporterOptions] = ThreeSixtyGivingOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` holds grants in the 360Giving standard."""
        try:
            return next(iter(_rows(document)), None) is not None
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield the skipped grants in order, then one record for each recipient and practice.

        Raises ``UnusableInput`` where ``document`` is no grants data.
        """
        wanted = ThreeSixtyGivingOptions.model_validate(options.model_dump())
        table = ProgrammeTable(wanted.programmes, wanted.default_practice)
        groups: dict[tuple[str, str], list[Grant]] = {}
        seen: set[str] = set()
        for row in _rows(document):
            row.ignore(*_NOTHING, *wanted.ignore)
            outcome = _judge(row, table, seen)
            if isinstance(outcome, str):
                yield Skipped(outcome, (row,))
            else:
                key = (_recipient_key(row), outcome.programme.practice)
                groups.setdefault(key, []).append(outcome)
        for (recipient, practice), grants in groups.items():
            grants.sort(key=lambda g: (str(g.row.take("awardDate", "")), g.row.text("id")))
            record, rows = to_record(grants), tuple(grant.row for grant in grants)
            if record["places"]:
                yield Imported(f"{recipient} {practice}", record, rows)
            else:
                yield Skipped("it says of no place", rows)


def _rows(document: Document) -> Iterable[Row]:
    if not is_json(document):
        return sheet_rows(document)
    package = read_json(document)
    grants = package.get("grants") if isinstance(package, Mapping) else None
    if not isinstance(grants, list):
        found = (
            f"an object with {', '.join(list(package)[:8])}" if isinstance(package, Mapping) else ""
        )
        raise UnusableInput(
            f"{document.name} is no 360Giving package: an object with a list 'grants' was "
            f"expected, found {found or 'a ' + _kind(package)}."
        )
    return json_rows(document, grants, "/grants")


def _judge(row: Row, table: ProgrammeTable, seen: set[str]) -> Grant | str:
    """Return the grant with its programme's meaning, or why it is skipped."""
    row.withhold("recipientIndividual", "toIndividualsDetails")
    if "recipientIndividual" in row.withheld:
        return "grant to an individual"
    if not _recipient_key(row):
        return "no recipient organisation"
    grant_id = row.text("id")
    if not grant_id:
        return "it has no grant id"
    if grant_id in seen:
        return "the grant id occurred before in this file"
    seen.add(grant_id)
    return _programme(row, table)


def _programme(row: Row, table: ProgrammeTable) -> Grant | str:
    titles = []
    for part in row.items("grantProgramme"):
        part.ignore("code", "url", "description")
        titles += [title] if (title := part.text("title")[:_TITLE_LIMIT]) else []
    name, number = "", ""
    for part in row.items("fundingOrganization"):
        name, number = part.text("name"), part.text("id")
    programme = table.find(titles, name, number)
    if programme is None:
        row.unknown("grantProgramme/*/title", "; ".join(titles) or "(none)")
        return "programme not in the table"
    if programme.skip:
        return f"programme {' or '.join(titles) or programme.phrase}: {programme.skip}"
    return Grant(row, programme, tuple(titles))


def _recipient_key(row: Row) -> str:
    """Return what tells one recipient from another: the number, else the publisher's id or name."""
    for part in row.items("recipientOrganization"):
        identifier, name = part.text("id"), part.text("name")
        if name:
            return org_id(identifier) or identifier or name
    return ""


def _kind(value: Any) -> str:
    names = {list: "list", str: "text", bool: "truth value", int: "number", float: "number"}
    return names.get(type(value), "null")
