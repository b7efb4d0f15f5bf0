"""The importer ``coops-uk``."""

import functools
import re
from collections.abc import Iterator
from importlib import resources

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, Classifier, read_rules
from cpstandard.ingest.register_options import CandidateOptions
from cpstandard.ingest.register_table import Layout, read_register
from cpstandard.ingest.society_rules import society_classifier
from cpstandard_coops_uk.layouts import ORGANISATIONS, OUTLETS
from cpstandard_coops_uk.organisation import Organisation, read_organisation
from cpstandard_coops_uk.outlets import outlets_beside_organisations, read_outlets
from cpstandard_coops_uk.record import to_record

_TITLE = "open data of Co-operatives UK"
_FINANCIAL = frozenset({"credit-union", "building-society", "friendly-society"})
_COMMUNITY = "community-of-interest"
_LAST = "coops-uk-community-of-interest"


class CoopsUkOptions(CandidateOptions):
    """Which co-operatives become candidates."""

    dissolved: bool = Field(
        default=False, description="Whether dissolved co-operatives are imported, as ended."
    )


class CoopsUk:
    """The organisations, in the layouts since 2016, alone or with their outlets."""

    id = "coops-uk"
    title = "Co-operatives in the open data of Co-operatives UK"
    version = "0.1.0"
    register = Register(
        name="Co-operatives UK open data",
        operator="Co-operatives UK",
        licence="ODC-By-1.0",
        url="https://www.uk.coop/resources/open-data",
    )
    media_types: tuple[str, ...] = (
        "text/csv",
        "text/tab-separated-values",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    )
    Options: type[ImporterOptions] = CoopsUkOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` is the list of organisations or that of outlets."""
        try:
            return bool(_open(document))
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield a record for each co-operative, or chain, of which a rule knows the practice.

        Raises ``UnusableInput`` where ``document`` is another table.
        """
        wanted = CoopsUkOptions.model_validate(options.model_dump())
        seen: set[str] = set()
        for layout, rows in _open(document):
            if layout is ORGANISATIONS:
                yield from _organisations(rows, wanted, seen)
            elif seen:
                yield from outlets_beside_organisations(rows)
            else:
                yield from read_outlets(rows, _classifier(), wanted)


def _organisations(
    rows: Iterator[Row], wanted: CoopsUkOptions, seen: set[str]
) -> Iterator[Imported | Skipped]:
    for row in rows:
        body = read_organisation(row)
        reason = _why_not(body, seen, dissolved=wanted.dissolved)
        found = [] if reason else _candidates(body, wanted)
        if found:
            yield Imported(body.id, to_record(body, found), (row,))
        else:
            yield Skipped(reason or "no rule takes it for community power", (row,))


def _open(document: Document) -> list[tuple[Layout, Iterator[Row]]]:
    """Return the lists in ``document``: the organisations first, and of those the newest by name.

    Of a folder or zip, what is neither organisations nor outlets is passed over.
    """
    files = document.members()
    if not files:
        return [read_register(document, _TITLE, [ORGANISATIONS, OUTLETS])]
    found = []
    for name in sorted(files, reverse=True):
        try:
            found.append(read_register(files[name], _TITLE, [ORGANISATIONS, OUTLETS]))
        except UnusableInput:
            continue
    # With no list among them, the failure names what was expected and what was found.
    lists = found or [read_register(document, _TITLE, [ORGANISATIONS, OUTLETS])]
    return sorted(lists, key=lambda entry: entry[0] is OUTLETS)


def _why_not(body: Organisation, seen: set[str], *, dissolved: bool) -> str:
    """Return why it is no candidate whatever the rules say; empty where it may be one."""
    if not body.id or not body.name:
        return "it has no id or no name"
    if body.id in seen:
        return "the id occurred before in this file"
    seen.add(body.id)
    if body.form in _FINANCIAL:
        return f"it is a {body.form.replace('-', ' ')}"
    return "it is dissolved" if body.gone and not dissolved else ""


def _candidates(body: Organisation, wanted: CoopsUkOptions) -> list[Candidate]:
    codes = {"uk-legal-form": {body.form}}
    if _code(body.owners) == _COMMUNITY:
        within = {f"{_COMMUNITY}/{_code(words)}" for words in (body.sector, body.activity) if words}
        codes["coops-uk"] = {_COMMUNITY, *within}
    # What people call it tells more than its legal name, and both are names.
    named = " / ".join(dict.fromkeys(name for name in (body.name, body.trading_name) if name))
    surer = wanted.sure(_classifier().classify(named, body.description, codes=codes))
    # "Owned by a community of interest" is said of all of these; it counts where nothing else does.
    return [c for c in surer if c.rule != _LAST] or surer


@functools.cache
def _classifier() -> Classifier:
    """Return the rules for any register, and those for the classification of this one."""
    own = read_rules(resources.files(__package__ or "").joinpath("rules"))
    return society_classifier(own)


def _code(words: str) -> str:
    return "-".join(re.findall(r"[a-z]+", words.casefold()))
