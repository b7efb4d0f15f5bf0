"""What became of each source and of a whole build."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, TypeVar

from cpstandard.core.record import Record
from cpstandard.pipeline.copies import ShownCopy
from cpstandard.pipeline.terms import Withheld
from cpstandard.registry import Publisher, Source
from cpstandard.workspace import StageOutput


class Advance(Protocol):
    """Advances a progress bar, and changes its label where there is a new one."""

    def __call__(self, step: int, label: str = "", /) -> None:
        """Advance by ``step``."""


Progress = Callable[[str, int | None], AbstractContextManager[Advance]]
"""Opens a progress bar with a label and a total; gives what advances it."""


class _OfPublisher(Protocol):
    @property
    def publisher(self) -> Publisher:
        """Whose it is."""


T = TypeVar("T", bound=_OfPublisher)


class State(StrEnum):
    """How a source fared, best first; the values are those of the published status."""

    PUBLISHED = "published"
    STALE = "stale"
    NOT_TRIED = "not-tried"
    NOTHING_SHOWN = "nothing-shown"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What became of one source.

    ``reason`` says in words why it is not simply published; ``licence`` is what the registry says.
    ``report`` is the import report, ``findings`` counts the validator's findings by code,
    ``unsound`` are the positions of the records that are not shown, because they break the standard
    or are ``withheld`` for their licence, ``ids`` the ids of the others.
    ``failure`` says what went wrong today. ``copy`` is there where an older copy had to serve, also
    one that is too old to be shown. ``document`` is the digest of what was read.
    """

    publisher: Publisher
    source: Source
    state: State
    reason: str = ""
    key: str = ""
    retrieved_at: str = ""
    records_in: int = 0
    unsound: frozenset[int] = frozenset()
    ids: tuple[str, ...] = ()
    report: dict[str, Any] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)
    stored: StageOutput | None = None
    licence: str = ""
    failure: str = ""
    copy: ShownCopy | None = None
    document: str = ""
    withheld: Withheld = field(default_factory=Withheld)

    @property
    def name(self) -> str:
        """The source's name across the registry: publisher and source."""
        return f"{self.publisher.id}/{self.source.id}"

    @property
    def records_out(self) -> int:
        """How many records are shown."""
        return self.records_in - len(self.unsound)

    @property
    def taken_down(self) -> int:
        """How many of the records that it gave are withdrawn."""
        taken: int = self.report.get("withdrawn", {}).get("records", 0)
        return taken

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the publisher would want to know, in sentences, though the source could be read."""
        said = (self._refusals(), *self.withheld.remarks(), *self._licences())
        return tuple(filter(None, said))

    def _refusals(self) -> str:
        count = len(self.unsound - self.withheld.positions)
        if not count or not self.records_out:
            return ""
        verb = "is" if count == 1 else "are"
        return f"{count:,} of {self.records_in:,} records {verb} not shown, because of errors."

    def _licences(self) -> Iterator[str]:
        """Say where the file gives another licence than the registry: the file's own holds."""
        for licence in self.report.get("licences", {}):
            if self.licence and licence.casefold() != self.licence.casefold():
                yield (
                    f"The file gives its licence as {licence}, the registry\u2019s entry as "
                    f"{self.licence}. Its records are published under {licence}; one of the two "
                    "needs mending."
                )

    def records(self) -> Iterator[Record]:
        """Yield the records that are shown, in the order of the source."""
        return (record for _, record in self.placed_records())

    def placed_records(self) -> Iterator[tuple[int, Record]]:
        """Yield each record that is shown with where it begins in what is stored, in bytes."""
        if self.stored is not None:
            for index, (begin, (record, _)) in enumerate(self.stored.placed()):
                if index not in self.unsound:
                    yield begin, record

    def _copy(self) -> dict[str, Any] | None:
        if self.copy is None:
            return None
        copy = self.copy
        return {
            "of": copy.of,
            "until": copy.until,
            "why": copy.why,
            "endsSoon": copy.ends_soon,
            "expired": copy.expired,
        }

    def status(self) -> dict[str, Any]:
        """Return the outcome as ``status.json`` holds it."""
        return {
            "id": self.source.id,
            "address": self.source.url or self.source.path,
            "importer": self.source.importer,
            "state": str(self.state),
            "reason": self.reason,
            "remarks": list(self.remarks),
            "copy": self._copy(),
            "retrievedAt": self.retrieved_at,
            "document": self.document,
            "recordsIn": self.records_in,
            "recordsOut": self.records_out,
            "withdrawn": self.taken_down,
            "import": self.report,
            "findings": self.findings,
            "errors": self.errors,
        }


def by_publisher(each: Iterable[T]) -> Iterator[tuple[Publisher, list[T]]]:
    """Group what comes in the order of the publishers' ids."""
    for _, group in groupby(each, key=lambda one: one.publisher.id):
        listed = list(group)
        yield listed[0].publisher, listed


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: where the site is, whether it changed, and how each source fared.

    ``dropped`` counts the older editions that were deleted because of take-downs. ``why`` says of
    each source, by name, why it was fetched, imported and validated again, or was not. ``doubts``
    are new take-downs that reached nothing.
    """

    out: Path
    changed: bool
    files: int
    outcomes: tuple[SourceOutcome, ...]
    failures: tuple[str, ...]
    dropped: int = 0
    why: Mapping[str, Sequence[str]] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    @property
    def initiatives(self) -> int:
        """How many initiatives are shown."""
        return sum(outcome.records_out for outcome in self.outcomes)

    @property
    def clean(self) -> bool:
        """Whether every source was read and all its records shown, and every take-down took.

        Sources that were not to be read do not count.
        """
        return not (self.failures or self.doubts) and all(
            outcome.state is not State.FAILED and not outcome.unsound and not outcome.failure
            for outcome in self.outcomes
        )


def verdict(read: int, shown: int, report: Mapping[str, Any]) -> tuple[State, str]:
    """Return the state of a source that could be read, and why it is not simply published.

    ``read`` and ``shown`` count records, ``report`` is the import report.
    """
    if shown:
        return State.PUBLISHED, ""
    if read:
        whose = "The only record has" if read == 1 else f"All {read:,} records have"
        return State.NOTHING_SHOWN, f"{whose} errors, so nothing is shown."
    if report.get("skipped"):
        why = "; ".join(f"{reason} ({count:,})" for reason, count in report["skipped"].items())
        return State.NOTHING_SHOWN, f"No record could be made of what it holds: {why}."
    return State.NOTHING_SHOWN, "There are no records in it."
