"""Reads a register of charities that is one table: each charity is taken, or it is said why not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.classification import classify
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.register_options import DownloadOptions
from cpstandard.ingest.register_table import Layout, read_register, rows_with
from cpstandard.ingest.registered_body import RegisteredBody, candidate_record

_TITLE = 500


class CharityOptions(DownloadOptions):
    """Which charities are taken, and what the file does not say."""

    removed: bool = Field(
        default=False,
        description="Take charities that ceased or were removed from the register, too.",
    )


@dataclass(slots=True)
class CharityRegister:
    """The importer of one register: CSV, or a zip of it, and what it says in its own way.

    ``id``, ``title``, ``version`` and ``register`` are as any importer has them. ``called`` is
    what the register is called in messages, ``numbers`` what its numbers are, of the form
    ``form``; ``number``, ``name`` and ``purposes`` are headings of its ``layout``. ``source`` and
    ``author`` are what its pages are cited by.

    ``local_id`` returns a row's number, empty where it has none; ``gone`` why its charity is no
    more on the register, empty where it is. ``body`` gets the row and the day on which the file
    stood so, and books every field; ``page`` returns the address of the charity with a number.
    """

    id: str
    title: str
    version: str
    register: Register
    called: str
    source: str
    author: str
    layout: Layout
    number: str
    numbers: str
    form: re.Pattern[str]
    name: str
    purposes: str
    local_id: Callable[[Row], str]
    gone: Callable[[Row], str]
    body: Callable[[Row, str], RegisteredBody]
    page: Callable[[str], str]
    media_types: tuple[str, ...] = ("text/csv", "application/zip")
    Options: type[ImporterOptions] = CharityOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` has the register's headings and numbers."""
        try:
            next(self._rows(document), None)
        except UnusableInput:
            return False
        return True

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each charity, in the order of the table.

        Raises ``UnusableInput`` where ``document`` is not the register, naming what was found.
        """
        chosen = CharityOptions.model_validate(options.model_dump())
        as_of = chosen.day(document)
        seen: set[str] = set()
        for row in self._rows(document):
            local_id = self.local_id(row)
            why = self._useless(row, local_id, seen, removed=chosen.removed)
            seen.add(local_id)
            yield Skipped(why, (row,)) if why else self._outcome(row, local_id, chosen, as_of)

    def _rows(self, document: Document) -> Iterator[Row]:
        _, rows = read_register(document, self.called, [self.layout])
        what = f"{document.name} is not {self.called}: expected {self.numbers}"
        return rows_with(rows, self.number, self.form, what)

    def _useless(self, row: Row, local_id: str, seen: set[str], *, removed: bool) -> str:
        if not local_id or not row.text(self.name):
            return "a row without a number or a name"
        if local_id in seen:
            return "a charity that stands in the table twice"
        return "" if removed else self.gone(row)

    def _outcome(
        self, row: Row, local_id: str, options: CharityOptions, as_of: str
    ) -> Imported | Skipped:
        # What it ticked in the register's lists is no evidence: most tick many of their boxes.
        found = options.sure(classify(row.text(self.name), row.text(self.purposes)))
        if not found:
            return Skipped("no rule takes it for community power", (row,))
        body = self.body(row, as_of)
        source = {
            "title": f"{self.source}: {readable_name(body.name)}"[:_TITLE],
            "url": self.page(local_id),
            "author": self.author,
        }
        record = candidate_record(body, found, source=source, local_id=local_id)
        return Imported(local_id, record, (row,))
