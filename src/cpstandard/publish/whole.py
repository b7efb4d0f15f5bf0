"""A whole record, and what its typed view says of it: lists of claims need no more than theirs."""

from dataclasses import dataclass
from functools import cached_property

from cpstandard.core.initiative import Claim, Initiative
from cpstandard.core.record import Record


@dataclass(frozen=True, eq=False)
class Whole:
    """A whole record, as JSON holds it, and the typed view of it, made when it is asked for."""

    record: Record

    @cached_property
    def initiative(self) -> Initiative:
        """The typed view; fields of extensions are none of it."""
        return Initiative.model_validate(self.record, extra="ignore")

    def claim(self, number: int) -> Claim:
        """Return one claim, from 0; no view of the rest is made for it."""
        return Claim.model_validate(self.record["evidence"][number], extra="ignore")
