"""A check: one question asked of data whose structure is sound."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cpstandard.core.finding import Severity
from cpstandard.core.location import Locator
from cpstandard.core.record import Record
from cpstandard.core.screen import Ground, Screen
from cpstandard.core.texts import TextReader, Texts
from cpstandard.core.values import Citations, Value, ValueReader


class Scope(StrEnum):
    """What one call of a check sees."""

    INITIATIVE = "initiative"
    PACKAGE = "package"
    DATASET = "dataset"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check yields: where, with the values that its message names.

    ``index`` is the position of the record concerned, for checks that see more than one.
    """

    pointer: str
    values: Mapping[str, Any] = field(default_factory=dict)
    value: Any = None
    suggestion: Any = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class CheckContext(Ground):
    """What a check may know beside the data: the day, the standard and the envelope."""

    _reader: TextReader = field(init=False, repr=False, compare=False)
    _values: ValueReader = field(init=False, repr=False, compare=False)
    _citations: Citations = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_reader", TextReader(self.standard))
        object.__setattr__(self, "_values", ValueReader(self.standard))
        object.__setattr__(self, "_citations", Citations(self.standard))

    def texts(self, record: Record) -> Texts:
        """Return the text of ``record``, gathered once however many checks ask."""
        return self._reader(record)

    def values(self, record: Record, kind: str) -> list[Value]:
        """Return the values of a kind (a pattern's name, or ``CITATION``) in ``record``."""
        return self._values(record, kind)

    def cited(self, record: Record) -> list[str]:
        """Return each citation of a source in ``record``; ``values`` says where they stand."""
        return self._citations(record)


@dataclass(frozen=True, slots=True)
class RecordBrief:
    """What is kept of each record for the checks over a whole package.

    ``point`` is the latitude and longitude of the first place, if it has them.
    """

    id: str
    name: str
    place: str
    locate: Locator
    practices: frozenset[str] = frozenset()
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class PackageBrief:
    """What a check over a package sees: the envelope and briefs of records, in order.

    ``count`` is how many records could be compared. ``records`` holds those that share their
    id, or their name and place, with another one: a million records need not fit into memory.
    """

    header: Record
    records: list[RecordBrief]
    count: int = 0


CheckFunction = Callable[[Any, CheckContext], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check with all that its documentation needs.

    ``message`` is a sentence with ``{names}`` filled from a problem's values; ``what``, ``why``
    and ``mend`` are the three paragraphs of the function's docstring. ``bears_gaps``: it
    says nothing more of a record in which something is missing, so it is also asked of what is
    sound in a record with faults; any other check only where no fault touches its ``refs``.
    ``screen`` is what a record is like of which it has nothing to say.
    """

    code: str
    scope: Scope
    severity: Severity
    message: str
    since: str
    refs: tuple[str, ...]
    function: CheckFunction
    what: str
    why: str
    mend: str
    bears_gaps: bool = False
    screen: Screen | None = None

    def __call__(self, data: Any, context: CheckContext) -> Iterator[Problem]:
        """Yield the problems in ``data`` (a record, or a package brief, by scope)."""
        yield from self.function(data, context)


def check(
    *,
    code: str,
    severity: str,
    message: str,
    scope: str = "initiative",
    since: str = "0.1",
    refs: tuple[str, ...] = (),
    bears_gaps: bool = False,
    screen: Screen | None = None,
) -> Callable[[CheckFunction], Check]:
    """Make a check of a function.

    The function takes the data and a ``CheckContext`` and yields ``Problem``s. ``refs`` names the
    fields it looks at; with ``bears_gaps`` it says nothing more where one of them, or an item of a
    list, is not there. ``screen`` spares it the records of which it has nothing to say. Raises
    ``ValueError`` unless the docstring has exactly three paragraphs: what is wrong, why it
    matters, how to mend it.
    """

    def decorate(function: CheckFunction) -> Check:
        paragraphs = [" ".join(p.split()) for p in (function.__doc__ or "").split("\n\n")]
        paragraphs = [p for p in paragraphs if p]
        if len(paragraphs) != len(("what", "why", "mend")):
            raise ValueError(
                f"check {code}: the docstring needs three paragraphs (what, why, mend)"
            )
        what, why, mend = paragraphs
        return Check(
            code,
            Scope(scope),
            Severity(severity),
            message,
            since,
            refs,
            function,
            what,
            why,
            mend,
            bears_gaps,
            screen,
        )

    return decorate
