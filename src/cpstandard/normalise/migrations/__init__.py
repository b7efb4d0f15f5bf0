"""One module for each step from a version of the standard to the next."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cpstandard.core.errors import UnusableInput
from cpstandard.core.record import Record
from cpstandard.normalise.migrations import from_0_1


class Step(NamedTuple):
    """One step: the version that it leads to, and what changes a record and an envelope."""

    to: str
    change: Callable[[Record], Record]
    change_envelope: Callable[[Record], Record] = dict


STEPS: Mapping[str, Step] = {
    "0.1": Step("1.0", from_0_1.change_record, from_0_1.change_envelope)
}
"""The steps by the version they start from."""


def migrate(record: Record, version: str, target: str, steps: Mapping[str, Step] = STEPS) -> Record:
    """Return ``record``, which follows ``version``, in the shape of version ``target``.

    Raises ``UnusableInput`` where no steps lead from the one to the other.
    """
    at = version
    while at != target:
        step = steps.get(at)
        if step is None:
            raise UnusableInput(
                f"A record of standard version {version!r} cannot be brought to {target!r}: "
                f"no migration starts from {at!r}."
            )
        record, at = step.change(record), step.to
    return record
