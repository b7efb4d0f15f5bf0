"""Brings a package to another version of the standard and keeps account of what that changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cpstandard.core.record import Record
from cpstandard.normalise.migrations import Step, steps_between

_MOST_LABELS = 500
_SHOWN = 40  # texts as short as this are shown
OTHERS = "(others)"


@dataclass(slots=True)
class Move:
    """A move from one version to another; ``changes`` counts, by field, what became of values.

    ``changes`` maps ``identifiers: text -> scheme and id`` to how often that was done.
    Raises ``UnusableInput`` where no steps lead from the one version to the other.
    """

    version: str
    target: str
    changes: dict[str, int] = field(default_factory=dict)
    _steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        """Find the steps before any record is read."""
        self._steps = tuple(steps_between(self.version, self.target))

    def record(self, record: Record) -> tuple[Record, list[tuple[str, str]]]:
        """Return ``record`` in the new shape, and the pointer of each value that stayed, and why.

        Pointers are those of the record as it was read.
        """
        stayed: list[tuple[str, str]] = []
        for step in self._steps:
            stayed += step.unmoved(record)
            changed = step.change(record)
            self._count(record, changed, step)
            record = changed
        return record, stayed

    def header(self, header: Record) -> tuple[Record, list[tuple[str, str]]]:
        """Return an envelope in the new shape, and the pointer of each value that stayed."""
        stayed: list[tuple[str, str]] = []
        for step in self._steps:
            stayed += step.unmoved_envelope(header)
            changed = step.change_envelope(header)
            self._count({"package": header}, {"package": changed}, step)
            header = changed
        return header, stayed

    def _count(self, before: Record, after: Record, step: Step) -> None:
        for label in _differences(before, after, "", step.moved):
            known = label in self.changes or len(self.changes) < _MOST_LABELS
            key = label if known else OTHERS
            self.changes[key] = self.changes.get(key, 0) + 1


def _differences(before: Any, after: Any, path: str, moved: Mapping[str, str]) -> Iterator[str]:
    """Yield ``field: what -> what`` for each value that differs."""
    if before is after or before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _object_differences(before, after, path, moved)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for old, new in zip(before, after, strict=True):
            yield from _differences(old, new, f"{path}[]", moved)
    elif isinstance(before, str) and isinstance(after, str) and len(before + after) < _SHOWN:
        yield f"{path.removesuffix('[]')}: {before} -> {after}"
    else:
        yield f"{path.removesuffix('[]')}: {_shape(before)} -> {_shape(after)}"


def _object_differences(
    before: Record, after: Record, path: str, moved: Mapping[str, str]
) -> Iterator[str]:
    taken_over = set()
    for name, value in before.items():
        here = f"{path}.{name}" if path else name
        if name in after:
            yield from _differences(value, after[name], here, moved)
        elif here in moved:
            # The target may lie deeper: its first name is what the object has gained.
            beyond = moved[here].removeprefix(f"{path}.") if path else moved[here]
            taken_over.add(beyond.partition("[")[0].partition(".")[0])
            yield f"{here} -> {moved[here]}"
        else:
            yield f"{here}: {_shape(value)} -> nothing"
    for name in sorted(after.keys() - before.keys() - taken_over):
        yield f"{f'{path}.{name}' if path else name}: nothing -> {_shape(after[name])}"


def _shape(value: Any) -> str:
    """Return what a value is made of: ``text``, ``scheme and id``, ``a list``."""
    if isinstance(value, dict):
        *most, last = [str(name) for name in value] or ["an empty object"]
        return f"{', '.join(most)} and {last}" if most else last
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    return "text" if isinstance(value, str) else "a number" if value is not None else "null"
