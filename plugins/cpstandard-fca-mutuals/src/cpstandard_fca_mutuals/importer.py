"""The importer ``fca-mutuals``."""

import functools
import re
from collections.abc import Iterator

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, Classifier
from cpstandard.ingest.register_options import CandidateOptions
from cpstandard.ingest.register_table import Layout, read_register, rows_with
from cpstandard.ingest.society_rules import society_classifier
from cpstandard_fca_mutuals.layouts import IDS, SOCIETY_LIST
from cpstandard_fca_mutuals.record import to_record
from cpstandard_fca_mutuals.society import Society, read_society

_TITLE = "the Mutuals Public Register"
_ID = re.compile(r"GB-MPR-.+", re.IGNORECASE)
_FINANCIAL = frozenset(
    {
        "credit-union", "building-society", "friendly-society", "benevolent-society",
        "specially-authorised-society", "loan-society", "superannuation-fund",
    }
)  # fmt: skip


class FcaMutualsOptions(CandidateOptions):
    """Which societies become candidates."""

    deregistered: bool = Field(
        default=False,
        description="Whether societies that are no longer registered are imported, as ended.",
    )


class FcaMutuals:
    """The list of all mutual societies, or a list of their ids and names."""

    id = "fca-mutuals"
    title = "Mutual societies registered with the Financial Conduct Authority"
    version = "0.1.0"
    register = Register(
        name="Mutuals Public Register",
        operator="Financial Conduct Authority",
        licence="OGL-UK-3.0",
        url="https://mutuals.fca.org.uk/",
    )
    media_types: tuple[str, ...] = (
        "text/csv",
        "text/tab-separated-values",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    )
    Options: type[ImporterOptions] = FcaMutualsOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` is a list of societies."""
        try:
            return _open(document) is not None
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield a record for each society of which a rule knows the practice.

        Raises ``UnusableInput`` where ``document`` is another table.
        """
        wanted = FcaMutualsOptions.model_validate(options.model_dump())
        layout, rows = _open(document)
        seen: set[str] = set()
        for row in rows:
            society = read_society(row, layout.name)
            reason = _why_not(society, seen, deregistered=wanted.deregistered)
            found = [] if reason else wanted.sure(_candidates(society))
            if not found:
                yield Skipped(reason or "no rule takes it for community power", (row,))
                continue
            if "\ufffd" in society.name:
                row.note("a letter of the name was lost before the file came here")
            # The list of ids is a work of its own, under the licence of its makers.
            licence = "ODbL-1.0" if layout is IDS else ""
            yield Imported(society.number, to_record(society, found), (row,), licence=licence)


def _open(document: Document) -> tuple[Layout, Iterator[Row]]:
    layout, rows = read_register(document, _TITLE, [SOCIETY_LIST, IDS])
    if layout is SOCIETY_LIST:
        return layout, rows
    what = f"{document.name} is not {_TITLE}: expected ids that begin with GB-MPR-"
    return layout, rows_with(rows, "org_id_a", _ID, what)


def _why_not(society: Society, seen: set[str], *, deregistered: bool) -> str:
    """Return why a society is no candidate whatever the rules say; empty where it may be one."""
    if not society.number:
        return "it has no number of the register"
    if not society.name:
        return "it has no name"
    if society.number in seen:
        return "the number occurred before in this file"
    seen.add(society.number)
    if society.form in _FINANCIAL:
        return f"it is a {society.form.replace('-', ' ')}"
    return "it is no longer registered" if society.gone and not deregistered else ""


def _candidates(society: Society) -> list[Candidate]:
    codes = {"uk-legal-form": {society.form}}
    return _classifier().classify(society.name, society.activity, codes=codes)


@functools.cache
def _classifier() -> Classifier:
    return society_classifier()
