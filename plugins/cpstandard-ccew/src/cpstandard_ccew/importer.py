"""The importer ``ccew``."""

import re
from collections.abc import Iterator, Mapping

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, classify
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.registered_body import candidate_record
from cpstandard_ccew.charity import to_body
from cpstandard_ccew.extract import Extract, FoundTable, find_tables
from cpstandard_ccew.joined import SCHEME, Evidence, JoinedTables, whole
from cpstandard_ccew.tables import (
    CHARITY,
    EVENTS,
    JOINED,
    LEFT_OUT,
    LINKED,
    NUMBER,
    ORGANISATION,
    TRUSTEES,
)

_REGISTER = "https://register-of-charities.charitycommission.gov.uk"
_NUMBER = re.compile(r"[0-9]{6,7}")
_LINKED = re.compile(r"[0-9]{0,4}")


class CcewOptions(ImporterOptions):
    """Which charities are taken, and what a list leaves out."""

    removed: bool = Field(
        default=False, description="Take charities that were removed from the register, too."
    )
    min_confidence: float = Field(
        default=0.5, ge=0, le=1, description="How sure a rule has to be, from 0 to 1."
    )
    area: str = Field(
        default="",
        max_length=200,
        description="The place that a list without areas is about, such as the council's.",
    )


class CharitiesOfEnglandAndWales:
    """The public extract as files, zips or a folder, or the table of charities alone."""

    id = "ccew"
    title = "Register of charities, England and Wales"
    version = "0.1.0"
    register = Register(
        name="Register of charities (England and Wales)",
        operator="Charity Commission for England and Wales",
        licence="OGL-UK-3.0",
        url=f"{_REGISTER}/register/full-register-download",
    )
    media_types: tuple[str, ...] = (
        "application/zip", "application/json", "text/tab-separated-values", "text/csv",
        "inode/directory",
    )  # fmt: skip
    Options: type[ImporterOptions] = CcewOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` holds the register's main table."""
        try:
            table = find_tables(document).tables[CHARITY]
        except UnusableInput:
            return False
        return "charity_registration_status" in table.headings or ORGANISATION in table.headings

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each charity, then for what belongs to none.

        A row is a charity with the rows of the other tables that are about it. Raises
        ``UnusableInput`` where the main table is missing, naming what was found.
        """
        chosen = CcewOptions.model_validate(options.model_dump())
        extract = find_tables(document)
        others = JoinedTables(extract, removed=chosen.removed)
        main = extract.tables[CHARITY]
        seen: set[str] = set()
        for number, cells in main.rows():
            yield _outcome(_Charity(main, number, cells, seen), extract, others, chosen)
        yield from _left_over(document, extract, others, removed=chosen.removed)


class _Charity:
    """A row of the main table, with its numbers."""

    __slots__ = ("data", "fault", "key", "local_id", "location")

    def __init__(self, table: FoundTable, number: int, cells: list[str], seen: set[str]) -> None:
        self.location = Location(file=table.document.name, row=number)
        data = dict(zip(table.headings, cells, strict=False))
        self.data: dict[str, object] = {**data}
        registered = whole(data.get(NUMBER, ""))
        linked = whole(data.get(LINKED, ""))
        self.key = whole(data.get(ORGANISATION, "")) or registered
        self.local_id = f"{registered}-{linked}" if linked.strip("0") else registered
        self.fault = ""
        if len(cells) > len(table.headings) and any(cells[len(table.headings) :]):
            self.fault = "a row with more cells than there are headings"
        elif not registered.strip("0") or not str(self.data.get("charity_name") or "").strip():
            self.fault = "a row without a number or a name"
        elif not _NUMBER.fullmatch(registered) or not _LINKED.fullmatch(linked):
            self.fault = "a row whose number is none of the register's"
        elif self.local_id in seen:
            self.fault = "a charity that stands in the table twice"
        seen.add(self.local_id)

    @property
    def is_removed(self) -> bool:
        status = str(self.data.get("charity_registration_status") or "").strip().casefold()
        if status:
            return status in ("removed", "rm")
        return str(self.data.get("date_of_removal") or "").strip() not in ("", "NA")


def _outcome(
    charity: _Charity, extract: Extract, others: JoinedTables, chosen: CcewOptions
) -> Imported | Skipped:
    why = charity.fault
    if not why and charity.is_removed and not chosen.removed:
        why = "removed from the register"
    if why:
        others.pass_by(charity.key)
        return Skipped(why, (Row(charity.data, charity.location),))
    candidates = [
        found
        for found in _candidates(charity.data, others.evidence(charity.key))
        if found.confidence >= chosen.min_confidence
    ]
    if not candidates:
        reason = "no rule takes it for community power"
        return Skipped(reason, (Row(charity.data, charity.location),))
    row = _joined_row(charity, extract, others)
    body = to_body(row, chosen.area)
    has_page = ORGANISATION in charity.data and charity.key.isdecimal()
    source = {
        "title": f"Register of charities: {readable_name(body.name)}"[:500],
        "url": f"{_REGISTER}/charity-search/-/charity-details/{charity.key}"
        if has_page
        else f"{_REGISTER}/",
        "author": "Charity Commission for England and Wales",
    }
    record = candidate_record(body, candidates, source=source, local_id=charity.local_id)
    return Imported(charity.local_id, record, (row,))


def _joined_row(charity: _Charity, extract: Extract, others: JoinedTables) -> Row:
    """Return the charity's row with the rows of the other tables beside its fields."""
    joined, trustees = others.of(charity.key)
    charity.data |= joined
    if trustees:
        charity.data[TRUSTEES.name] = f"{trustees} people"
    row = Row(charity.data, charity.location)
    for table in LEFT_OUT.keys() & charity.data.keys():
        headings = LEFT_OUT[table].intersection(extract.tables[table].headings)
        row.ignored |= dict.fromkeys(f"{table}/*/{heading}" for heading in headings)
    for _ in range(trustees):
        row.note("a trustee's name was withheld")
    if trustees:
        row.withhold(TRUSTEES.name)
    return row


def _candidates(data: Mapping[str, object], evidence: Evidence) -> list[Candidate]:
    """Return what the rules make of a charity's name, activities, objects and classes."""
    objects = " . ".join(evidence.objects)
    return classify(
        str(data["charity_name"]),
        str(data.get("charity_activities") or objects),
        purposes=objects,
        codes={SCHEME: evidence.classes},
    )


def _left_over(
    document: Document, extract: Extract, others: JoinedTables, *, removed: bool
) -> Iterator[Skipped]:
    """Yield what was given and belongs to no charity, and the tables that are of no use."""
    for table, place in others.left_over():
        reason = f"a row of {table} whose charity the extract does not hold"
        yield Skipped(reason, (Row({}, place),))
    used = {CHARITY, TRUSTEES.name, *(kind.name for kind in JOINED)}
    used |= {EVENTS.name} if removed else set()
    for name in sorted(extract.tables.keys() - used):
        place = Location(file=extract.tables[name].document.name)
        yield Skipped(f"the whole table {name}, which nothing is taken from", (Row({}, place),))
    for file, why in extract.others:
        yield Skipped(why, (Row({}, Location(file=file or document.name)),))
