"""A correction that loses nothing and has one reading, so that a machine may make it."""

from dataclasses import dataclass
from typing import Any

from cpstandard.core.location import Location


@dataclass(frozen=True, slots=True)
class Fix:
    """Puts ``new`` in place of ``old`` at ``location``; ``code`` is the finding that it mends."""

    code: str
    location: Location
    old: Any
    new: Any
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return the fix as the JSON report holds it; places that are not known are left out."""
        pairs = {
            "code": self.code,
            **self.location.to_dict(),
            "from": self.old,
            "to": self.new,
            "reason": self.reason,
        }
        return {key: value for key, value in pairs.items() if value is not None}
