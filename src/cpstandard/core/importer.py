"""An importer: what turns one register's own export into records of the standard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from cpstandard.core.document import Document
from cpstandard.core.record import Record
from cpstandard.core.row import Row


@dataclass(frozen=True, slots=True)
class Register:
    """An existing list that is imported: who runs it, on what terms, and where it is."""

    name: str
    operator: str
    licence: str  # SPDX id or address; empty where each publisher states their own
    url: str


class ImporterOptions(BaseModel):
    """Base of an importer's options: unknown keys are refused, each field has a description."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OptionMistakes(ValueError):  # noqa: N818 - it says what is in it
    """All that is wrong with options: the key, joined by ``/``, and what is wrong with it.

    A validator of options raises it where it finds several mistakes, or one deep inside a value.
    """

    def __init__(self, mistakes: Sequence[tuple[str, str]]) -> None:
        """Take in at least one mistake."""
        super().__init__("; ".join(f"{key}: {said}" for key, said in mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Imported:
    """A record that was made, and the source rows it was made from.

    ``local_id`` is the record's id in the register, as it stands there; the pipeline makes the
    global id from it. ``record`` has no ``id`` and, in ``provenance``, only what the importer
    knows (``registerRecordId``, ``registerUrl``, ``assertedBy``, ``derived``). ``licence`` (SPDX id
    or address) and ``language`` (BCP 47) are what the file says of all its records; empty where it
    says nothing.
    """

    local_id: str
    record: Record
    rows: tuple[Row, ...]
    version: str = "1.0"
    licence: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Source rows of which no record was made, and the reason in a few plain words."""

    reason: str
    rows: tuple[Row, ...]


@runtime_checkable
class Importer(Protocol):
    """What a plugin gives for each register it can read."""

    id: str  # kebab-case, the same for ever
    title: str
    version: str
    register: Register
    media_types: tuple[str, ...]
    Options: type[ImporterOptions]

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` looks like this register's export; never raises."""

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for every row of ``document``.

        Pure: no file, socket or clock but through ``document``. Raises ``UnusableInput`` where
        the document is not this register's export, naming what was expected and what was found.
        """


@dataclass(slots=True)
class ImportReport:
    """What became of every row and every field of one document.

    ``fields`` maps a field's path to how often it was taken, ignored or left unread. ``unknown``
    maps a field to the values that no lookup knew, each with its count. ``licences`` counts the
    records by the licence that their file gives itself, where it gives one.
    """

    importer: str
    document: str
    rows: int = 0
    records: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    skipped_rows: int = 0
    taken: dict[str, int] = field(default_factory=dict)
    ignored: dict[str, int] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    withheld: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    licences: dict[str, int] = field(default_factory=dict)

    def count(self, outcome: Imported | Skipped) -> None:
        """Take one outcome of an importer into account."""
        self.rows += len(outcome.rows)
        if isinstance(outcome, Skipped):
            _add(self.skipped, outcome.reason, len(outcome.rows))
            self.skipped_rows += len(outcome.rows)
        else:
            self.records += 1
            if outcome.licence:
                _add(self.licences, outcome.licence)
        for row in outcome.rows:
            # A skipped row's other fields were not looked at on purpose: they are not "unread".
            if not isinstance(outcome, Skipped):
                for path in row.unread():
                    _add(self.unread, path)
            self._count_row(row)

    def _count_row(self, row: Row) -> None:
        for path in row.taken:
            _add(self.taken, path)
        for path in row.ignored:
            _add(self.ignored, path)
        for path in row.withheld:
            _add(self.withheld, path)
        for path, value in row.unknown_values:
            _add(self.unknown.setdefault(path, {}), value)
        for note in row.notes:
            _add(self.notes, note)

    @property
    def rows_used(self) -> int:
        """How many rows went into records."""
        return self.rows - self.skipped_rows

    def to_dict(self) -> dict[str, object]:
        """Return the report as JSON holds it; tallies sorted, most frequent first."""
        return {
            "importer": self.importer,
            "document": self.document,
            "rows": {"read": self.rows, "used": self.rows_used, "skipped": self.skipped_rows},
            "records": self.records,
            "skipped": _ranked(self.skipped),
            "fields": {
                "taken": _ranked(self.taken),
                "ignored": _ranked(self.ignored),
                "unread": _ranked(self.unread),
                "withheld": _ranked(self.withheld),
            },
            "unknownValues": {k: _ranked(v) for k, v in sorted(self.unknown.items())},
            "notes": _ranked(self.notes),
            "licences": _ranked(self.licences),
        }


# Strangers choose the values and the names of fields: a report must not grow with them.
_MOST_KEYS = 2000
_KEY_LENGTH = 300
OTHERS = "(others)"


def _add(tally: dict[str, int], key: str, by: int = 1) -> None:
    key = key if len(key) <= _KEY_LENGTH else f"{key[: _KEY_LENGTH - 1]}…"
    if key not in tally and len(tally) >= _MOST_KEYS:
        key = OTHERS
    tally[key] = tally.get(key, 0) + by


def _ranked(tally: dict[str, int]) -> dict[str, int]:
    return dict(sorted(tally.items(), key=lambda pair: (-pair[1], pair[0])))
