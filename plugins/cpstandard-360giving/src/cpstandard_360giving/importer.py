"""The importer ``360giving``."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard_360giving.grants import Grant, to_record
from cpstandard_360giving.judging import Judge, recipient_key
from cpstandard_360giving.package import grant_rows
from cpstandard_360giving.programmes import ProgrammeTable
from cpstandard_360giving.repeated import ignore_repeated

# What GrantNav adds, and the postcode that Power to Change gives: a point closer than an area.
_NOTHING = (
    "additional_data", "additional_data_added", "id_and_name", "title_and_description",
    "Postcode of impact 1", "Publisher", "Retrieved for use in GrantNav", "License (see note)",
)  # fmt: skip
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
    candidates: bool = Field(
        default=True,
        description="Whether a grant whose programme is in no table becomes a candidate where the "
        "rules of classification know a practice from its recipient, title and description.",
    )
    min_confidence: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="How sure such a rule has to be, from 0 to 1; practices below are left out.",
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
            return next(iter(grant_rows(document)), None) is not None
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield the skipped grants in order, then one record for each recipient and practice.

        Raises ``UnusableInput`` where ``document`` is no grants data.
        """
        wanted = ThreeSixtyGivingOptions.model_validate(options.model_dump())
        table = ProgrammeTable(wanted.programmes, wanted.default_practice)
        judge = Judge(table, wanted.min_confidence if wanted.candidates else None)
        groups: dict[tuple[str, str], list[Grant]] = {}
        for row in grant_rows(document):
            row.ignore(*_NOTHING, *wanted.ignore)
            outcome = judge.judge(row)
            if isinstance(outcome, str):
                yield Skipped(outcome, (row,))
            else:
                key = (recipient_key(row), outcome.programme.practice)
                groups.setdefault(key, []).append(outcome)
        for (recipient, practice), grants in groups.items():
            grants.sort(key=lambda g: (str(g.row.take("awardDate", "")), g.row.text("id")))
            record, rows = to_record(grants), tuple(grant.row for grant in grants)
            for row in rows:
                ignore_repeated(row)
            if record["places"]:
                yield Imported(f"{recipient} {practice}", record, rows)
            else:
                yield Skipped("it says of no place", rows)
