"""One module for each step from a version of the standard to the next."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cpstandard.core.errors import UnusableInput
from cpstandard.core.record import Record


class Step(NamedTuple):
    """One step: the version that it leads to, and the function that changes a record."""

    to: str
    change: Callable[[Record], Record]


STEPS: Mapping[str, Step] = {}
"""The steps by the version they start from. Version 0.1 is the first, so there is none yet."""


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
