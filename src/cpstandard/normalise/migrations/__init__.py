"""One module for each step from a version of the standard to the next."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cpstandard.core.errors import UnusableInput
from cpstandard.core.record import Record
from cpstandard.normalise.migrations import from_0_1

Unmoved = Callable[[Record], Iterable[tuple[str, str]]]
"""Gives the JSON Pointer of each value that a step leaves as it is, and why."""


def _nothing(record: Record) -> Iterable[tuple[str, str]]:
    del record
    return ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the version that it leads to, and what changes a record and an envelope.

    ``moved`` names the new field of each field that the next version has under another name.
    """

    to: str
    change: Callable[[Record], Record]
    change_envelope: Callable[[Record], Record] = dict
    unmoved: Unmoved = _nothing
    unmoved_envelope: Unmoved = _nothing
    moved: Mapping[str, str] = field(default_factory=dict)


STEPS: Mapping[str, Step] = {
    "0.1": Step(
        "1.0",
        from_0_1.change_record,
        from_0_1.change_envelope,
        from_0_1.unmoved,
        from_0_1.unmoved_envelope,
        from_0_1.MOVED,
    )
}
"""The steps by the version they start from."""


def steps_between(version: str, target: str, steps: Mapping[str, Step] = STEPS) -> Iterator[Step]:
    """Yield the steps that lead from ``version`` to ``target``, none where they are the same.

    Raises ``UnusableInput`` where no steps lead from the one to the other.
    """
    at = version
    while at != target:
        step = steps.get(at)
        if step is None:
            raise UnusableInput(
                f"A record of standard version {version!r} cannot be brought to {target!r}: "
                f"no migration starts from {at!r}. Records are moved up, never down; a newer "
                "cpstandard may know more versions."
            )
        yield step
        at = step.to


def migrate(record: Record, version: str, target: str, steps: Mapping[str, Step] = STEPS) -> Record:
    """Return ``record``, which follows ``version``, in the shape of version ``target``.

    What is not as ``version`` asks stays as it is. Raises ``UnusableInput`` where no steps lead
    from the one version to the other.
    """
    for step in steps_between(version, target, steps):
        record = step.change(record)
    return record
