"""A record on its way through the pipeline, and the package that it came in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from cpstandard.core.finding import Finding
from cpstandard.core.location import Location, Locator, Stretch

Record = dict[str, Any]
"""One initiative (or one envelope) in the standard's own JSON shape."""

_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class Part:
    """Some records that were made together, such as those of one source.

    Parts of the same ``key`` have the same records, in this build and in any other; ``read`` gives
    them from the beginning each time.
    """

    key: str
    read: Callable[[], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Records:
    """Records that may be read any number of times, part after part.

    Whoever writes them holds one at a time, however many there are.
    """

    parts: tuple[Part, ...]

    def __iter__(self) -> Iterator[Record]:
        """Yield the records, from the beginning each time."""
        return (record for part in self.parts for record in part.read())

    @property
    def key(self) -> str:
        """What tells these records from others."""
        return " ".join(part.key for part in self.parts)

    def where(self, name: str, wanted: Callable[[Record], bool]) -> "Records":
        """Return the records that are ``wanted``; ``name`` tells this choice from others."""

        def chosen(part: Part) -> Part:
            return Part(f"{part.key}:{name}", lambda: filter(wanted, part.read()))

        return Records(tuple(chosen(part) for part in self.parts))


def joined(several: Iterable[Records]) -> Records:
    """Return all records of ``several``, in that order."""
    return Records(tuple(part for records in several for part in records.parts))


@dataclass(slots=True)
class SourceRecord:
    """One record as it was read.

    ``data`` is ``None`` where the text could not be parsed at all; ``findings`` then say why.
    ``locate`` turns a pointer within the record into a place in the file. ``doubtful`` is what can
    be checked all the same where a key stands twice: the record with the last of its values.
    ``shares_rows``: another record of the table has the same id, so that the rows of further tables
    that name it were read into both.
    """

    data: Record | None
    locate: Locator
    findings: list[Finding] = field(default_factory=list)
    doubtful: Record | None = None
    shares_rows: bool = False

    @property
    def location(self) -> Location:
        """Return the place of the whole record."""
        return self.locate("")


def _no_columns(_path: tuple[str, ...]) -> None:
    """Say nothing of columns, as what is no table has none."""


def _no_cells() -> Iterator[tuple[Location, str]]:
    """Give no cells, as what is no table has none."""
    return iter(())


@dataclass(slots=True)
class PackageSource:
    """A package that has been opened: the envelope at once, the records one at a time.

    ``header`` is the envelope without its ``initiatives``. ``findings`` is complete only when
    ``records()`` has been read to its end; each call of ``records()`` reads from the beginning.
    ``whole`` is false where the file broke off or could not be read before the envelope's end, so
    that what is missing from it is no news. ``pick`` gives the records at some positions, where
    the form has a way that is cheaper than making all the others too. ``absent`` gives, for the
    path of a field (``*`` for any item of a list), the finding that the table has no column for
    it, if that is so. ``stretch`` gives, once all records have been read, the cells in which a
    table says the same of the package as at that place, if they are several. ``padded`` goes
    through a table for the cells with spaces around their text, and gives their text too.
    ``naming`` are the sheets whose rows name an initiative by its id.

    ``prove`` returns a record as ``records()`` would have given it. A form that has it can also
    give ``unproved`` records, sooner: those may hold numbers too large for a program, which
    became infinite. Whoever reads them proves each that no schema has cleared.
    """

    file: str
    form: str  # json | jsonl | csv | xlsx | ods | ...
    header: Record
    locate_header: Locator
    records: Callable[[], Iterator[SourceRecord]]
    findings: list[Finding] = field(default_factory=list)
    whole: bool = True
    absent: Callable[[tuple[str, ...]], Finding | None] = _no_columns
    stretch: Callable[[Location], Stretch | None] | None = None
    padded: Callable[[], Iterator[tuple[Location, str]]] = _no_cells
    naming: Sequence[str] = ()
    pick: Callable[[Sequence[int]], Iterator[SourceRecord]] | None = None
    unproved: Callable[[], Iterator[SourceRecord]] | None = None
    prove: Callable[[SourceRecord], SourceRecord] | None = None

    def chosen(self, positions: Sequence[int]) -> Iterator[SourceRecord]:
        """Yield the records at ``positions``, counted from 0 and in order, reading no further."""
        if self.pick is not None:
            yield from self.pick(positions)
        elif positions:
            yield from chosen(self.records(), positions)


def chosen(records: Iterable[_Each], positions: Sequence[int]) -> Iterator[_Each]:
    """Yield those of ``records`` that stand at ``positions``, and read no further than needed."""
    begin = 0
    rest = iter(records)
    for position in positions:
        yield from islice(rest, position - begin, position - begin + 1)
        begin = position + 1
