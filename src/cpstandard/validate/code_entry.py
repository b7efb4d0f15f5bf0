"""A code with its documentation, whatever stage gives it."""

from dataclasses import dataclass

from cpstandard.core.finding import Severity


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code with all that its documentation needs; ``scope`` says which stage gives it."""

    code: str
    scope: str
    severity: Severity
    message: str
    what: str
    why: str
    mend: str
