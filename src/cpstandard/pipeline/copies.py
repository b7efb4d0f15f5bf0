"""How long a copy that stands in for newer data is shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from cpstandard.registry.site_settings import Copies


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """A copy that stands in for what could not be read anew; days in ISO 8601.

    ``of`` is the day of its data, ``until`` the last day on which it is shown. ``ends_soon`` says
    that the days of warning have begun, ``expired`` that they are over, ``why`` in a sentence why
    newer data is not shown.
    """

    of: str
    until: str
    ends_soon: bool
    expired: bool
    why: str = ""


def shown_copy(of: str, today: str, copies: Copies) -> ShownCopy:
    """Return how long a copy of the day ``of`` is shown; ``today`` is the day of the build."""
    until = date.fromisoformat(of) + timedelta(days=copies.days)
    left = (until - date.fromisoformat(today)).days
    return ShownCopy(of, until.isoformat(), left < copies.warn, left < 0)
