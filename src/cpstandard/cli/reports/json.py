"""The report as JSON: one report for one file, a list of reports for several."""

import json
import math
import re
from collections.abc import Sequence
from typing import Any

from cpstandard.core.report import Report

_SURROGATE = re.compile("[\ud800-\udfff]")


def render(reports: Sequence[Report], _codes: object = None) -> str:
    """Return the reports as a JSON document (``schema/tooling/report.json``)."""
    documents = [report.to_dict() for report in reports]
    whole = documents[0] if len(documents) == 1 else {"reports": documents}
    try:
        text = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(whole), ensure_ascii=False, indent=2, allow_nan=False)
    # Half a character has no UTF-8, but JSON has a way to write it.
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n"


def _finite(value: Any) -> Any:
    """Return a value with text for the numbers that JSON does not have."""
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
