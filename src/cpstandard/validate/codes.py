"""Every code that is not a check's: what the schema and the reading of a file can find.

Checks document themselves in their docstrings; this is the same for the rest. ``message`` is a
sentence with ``{names}`` filled from a finding's parameters.
"""

from cpstandard.core.finding import Severity
from cpstandard.core.phrase import phrase
from cpstandard.validate.code_entry import CodeEntry
from cpstandard.validate.intake_codes import INTAKE_CODES
from cpstandard.validate.patterns import PATTERNS
from cpstandard.validate.schema_codes import SCHEMA_CODES

__all__ = ["CODES", "CodeEntry"]

_INVALID = tuple(
    CodeEntry(
        f"invalid-{name}",
        "structure",
        Severity.ERROR,
        "{field} is “{value}”, but must be {asks}, such as {example}.",
        phrase("The value is not {asks}.", asks=phrase(entry.asks)),
        entry.why,
        phrase("Write it like this: {example}.", example=entry.example),
    )
    for name, entry in PATTERNS.items()
)

CODES: dict[str, CodeEntry] = {
    entry.code: entry for entry in (*SCHEMA_CODES, *_INVALID, *INTAKE_CODES)
}
"""Every documented code that is not a check's, in the order of the stages."""
