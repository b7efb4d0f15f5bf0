"""One cell of a CSV file as text that no spreadsheet program runs."""

import json

from cpstandard.core.cell_text import escape_control, escape_formula
from cpstandard.publish.forms.spread import Cell


def csv_text(cell: Cell) -> str:
    """Return ``cell`` as CSV holds it: numbers in full, TRUE and FALSE, text made safe."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escape_formula(escape_control(cell))
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return json.dumps(cell)
