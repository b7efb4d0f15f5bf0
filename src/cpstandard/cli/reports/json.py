"""The report as JSON: one report for one file, a list of reports for several."""

import json
from collections.abc import Sequence

from cpstandard.core.report import Report


def render(reports: Sequence[Report]) -> str:
    """Return the reports as a JSON document (``schema/tooling/report.json``)."""
    documents = [report.to_dict() for report in reports]
    whole = documents[0] if len(documents) == 1 else {"reports": documents}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
