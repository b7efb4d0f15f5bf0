"""Links: records that speak of the same organisation or of the same initiative."""

from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """What the linked records have in common."""

    INITIATIVE = "initiative"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class LinkSet:
    """Records that are linked, in order of their ids, and why, as a sentence for a reader."""

    kind: LinkKind
    ids: tuple[str, ...]
    evidence: str
