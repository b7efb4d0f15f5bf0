"""What can still be asked of a record whose structure has faults: all mistakes are told at once."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cpstandard.core.check import Check, CheckContext, Problem
from cpstandard.core.location import join_pointer
from cpstandard.core.record import Record
from cpstandard.validate import running
from cpstandard.validate.explain import Fault, Path

_ANY = "*"


class SoundPart(NamedTuple):
    """A record (or an envelope) without the values that have faults.

    ``gaps`` are the paths at which something is missing. A list ends before its first item with
    a fault, so that every item that is left keeps its number.
    """

    data: Record
    gaps: frozenset[Path]

    def asked(
        self, checks: Sequence[Check], data: Any, context: CheckContext
    ) -> tuple[list[running.Outcome], list[str]]:
        """Return the problems that no gap brought about, and the codes of the checks done in full.

        ``data`` is what the checks see: the part itself, or what was made of it. A check may rely
        on a sound structure, so one that stumbles over a gap was not run; that is no fault of it.
        """
        if not self.gaps:
            return running.run(checks, data, context), [check.code for check in checks]
        found: list[running.Outcome] = []
        ran = []
        # Records of one table mostly lack the same things, in one item or another of a list.
        gaps = frozenset(
            tuple(_ANY if isinstance(part, int) else part for part in gap) for gap in self.gaps
        )
        for check in checks:
            touched = _touched(check.refs, gaps)
            if not check.bears_gaps and (touched or not check.refs):
                continue
            outcomes = running.run([check], data, context)
            # What stood where now is a gap may be told of when it is mended.
            if not (touched or any(isinstance(outcome, Exception) for _, outcome in outcomes)):
                ran.append(check.code)
            found += [each for each in outcomes if self._stands(each[1])]
        return found, ran

    def _stands(self, outcome: object) -> bool:
        """Return whether ``outcome`` is a problem of something that is there in full."""
        if not isinstance(outcome, Problem):
            return False
        if outcome.index is not None:  # of another record than the one with the gaps
            return True
        at = f"{outcome.pointer}/"
        gaps = (f"{join_pointer(gap)}/" for gap in self.gaps)
        return not any(gap.startswith(at) or at.startswith(gap) for gap in gaps)


def sound_part(record: Any, faults: Iterable[Fault]) -> SoundPart | None:
    """Return ``record`` without what ``faults`` are about; ``None`` where nothing is left."""
    cut: set[Path] = set()
    gaps: set[Path] = set()
    for fault in faults:
        cut.update(_cut(fault))
        gaps.update(_gaps(fault))
    if () in cut or not isinstance(record, dict):
        return None
    return SoundPart(_without(record, (), cut, _above(cut)), frozenset(cut | gaps))


def _cut(fault: Fault) -> Iterator[Path]:
    if not fault.missing:
        yield fault.path
    elif fault.beside:
        yield (*fault.path, fault.beside)


def _gaps(fault: Fault) -> Iterator[Path]:
    for name in fault.missing:
        yield (*fault.path, name)
    if fault.code == "unknown-field" and isinstance(fault.suggestion, str):
        yield (*fault.path[:-1], fault.suggestion)


def _above(cut: Iterable[Path]) -> set[Path]:
    return {path[:length] for path in cut for length in range(len(path))}


def _without(value: Any, at: Path, cut: set[Path], above: set[Path]) -> Any:
    if at not in above:
        return value
    if isinstance(value, dict):
        return {
            name: _without(below, (*at, name), cut, above)
            for name, below in value.items()
            if (*at, name) not in cut
        }
    kept = []
    for index, item in enumerate(value):
        if (*at, index) in cut:
            break
        kept.append(_without(item, (*at, index), cut, above))
    return kept


@lru_cache(maxsize=4096)
def _touched(refs: tuple[str, ...], gaps: frozenset[tuple[str, ...]]) -> bool:
    """Return whether one of ``refs`` is one of the ``gaps``, or stands inside or around it."""
    return any(
        all(name in (_ANY, part) for name, part in zip(ref.split("/"), gap, strict=False))
        for ref in refs
        for gap in gaps
    )
