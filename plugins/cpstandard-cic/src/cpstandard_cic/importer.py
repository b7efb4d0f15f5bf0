"""The importer ``cic``."""

import re
from collections.abc import Iterator

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, classify
from cpstandard.ingest.partial_date import partial_date
from cpstandard.ingest.register_options import CandidateOptions
from cpstandard.ingest.register_table import read_register
from cpstandard_cic import layout as at
from cpstandard_cic.company import Company, read_company
from cpstandard_cic.record import is_gone, known_status, to_record

_TITLE = "Companies House's basic company data"
_CATEGORY = "community interest company"
_DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


class CicOptions(CandidateOptions):
    """Which companies become candidates, and the day of the extract."""

    as_of: str = Field(
        default="",
        pattern=r"^(\d{4}-\d{2}-\d{2})?$",
        description="The day of the extract, YYYY-MM-DD. Without it, the day in the file's name, "
        "else the day on which it was fetched.",
    )
    dissolved: bool = Field(
        default=False,
        description="Whether companies that are no more are imported, as ended.",
    )


class CommunityInterestCompanies:
    """The community interest companies among all companies; any other company is skipped."""

    id = "cic"
    title = "Community interest companies"
    version = "0.1.0"
    register = Register(
        name="Free Company Data Product",
        operator="Companies House",
        licence="OGL-UK-3.0",
        url="https://download.companieshouse.gov.uk/en_output.html",
    )
    media_types: tuple[str, ...] = ("text/csv", "application/zip")
    Options: type[ImporterOptions] = CicOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` is basic company data."""
        try:
            return bool(_open(document))
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for every company, in the order of the file.

        Raises ``UnusableInput`` where ``document`` is another table.
        """
        wanted = CicOptions.model_validate(options.model_dump())
        seen: set[str] = set()
        for part, rows in _open(document):
            as_of = wanted.as_of or _day_of(part)
            for row in rows:
                yield _outcome(row, wanted, seen, as_of)


def _open(document: Document) -> list[tuple[Document, Iterator[Row]]]:
    """Return the file, or each of the parts in which the data is also given out."""
    parts = [document.members()[name] for name in document.members()] or [document]
    return [(part, read_register(part, _TITLE, [at.LAYOUT])[1]) for part in parts]


def _day_of(document: Document) -> str:
    stated = _DAY_IN_NAME.search(document.name.replace("_", "-"))
    return (partial_date(stated[1]) if stated else "") or document.retrieved_at[:10]


def _outcome(row: Row, options: CicOptions, seen: set[str], as_of: str) -> Imported | Skipped:
    category = row.text(at.CATEGORY)
    if category.casefold() != _CATEGORY:
        return Skipped(_other(category), (row,))
    company = read_company(row)
    if reason := _why_not(company, seen, dissolved=options.dissolved):
        return Skipped(reason, (row,))
    found = options.sure(_candidates(company))
    if not found:
        return Skipped("no rule takes it for community power", (row,))
    if company.status and not known_status(company.status):
        row.unknown(at.STATUS, company.status)
    return Imported(company.number, to_record(company, found, as_of), (row,))


def _other(category: str) -> str:
    return "not a community interest company" if category else "it says of no category"


def _why_not(company: Company, seen: set[str], *, dissolved: bool) -> str:
    """Return why a company is no candidate whatever the rules say; empty where it may be one."""
    if not company.number:
        return "it has no number of the register"
    if not company.name:
        return "it has no name"
    if company.number in seen:
        return "the number occurred before in this file"
    seen.add(company.number)
    return "it is dissolved" if is_gone(company) and not dissolved else ""


def _candidates(company: Company) -> list[Candidate]:
    codes = {"uk-legal-form": {"community-interest-company"}, "sic": set(company.trades)}
    return classify(company.name, codes=codes)
