"""A finding: one thing about a publisher's data that they would want to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cpstandard.core.location import Location


class Severity(StrEnum):
    """How bad it is: ``error`` breaks a MUST of the standard, ``warning`` a SHOULD."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the worst, 2 for the mildest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    ``message`` is a finished sentence made from ``parameters``. ``suggestion``, where there is
    one, is the value that would mend it, fit for a machine to put in place of ``value``.
    ``certain`` says that nothing else can be meant, for what else the record says.
    ``count`` is how many places in the file share this one cause (1 unless causes were collapsed).
    """

    code: str
    severity: Severity
    message: str
    location: Location = field(default_factory=Location)
    record_id: str | None = None
    value: Any = None
    suggestion: Any = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    certain: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as the JSON report holds it; keys without a value are left out."""
        where = self.location
        pairs = {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "parameters": dict(self.parameters) or None,
            **where.to_dict(),
            "cells": where.cells,
            "row": where.row,
            "heading": where.heading,
            "recordId": self.record_id,
            "value": self.value,
            "suggestion": self.suggestion,
            "count": self.count if self.count != 1 else None,
        }
        return {key: value for key, value in pairs.items() if value is not None}
