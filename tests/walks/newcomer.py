"""What a newcomer does: writes a table of invented halls, checks it, and reads what is said."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cpstandard.cli import main

PACKAGE = {
    "Package: Standard version": "1.0",
    "Package: Publisher id": "anytown",
    "Package: Publisher name": "Anytown",
    "Package: Licence": "CC0-1.0",
}
HALL = {
    "Initiative id": "anytown-{n}",
    "Name": "Hall {n} (invented)",
    "Description": "Residents of this invented town bought hall {n}, and look after it by turns.",
    "Clusters": "capacity-and-assets",
    "Practices": "Village hall",
    "Place name": "Anytown",
    "Country": "GB",
    "Source title": "Page",
}


def rows(number: int, **changed: str | None) -> list[dict[str, str]]:
    """Return so many invented halls; ``changed`` adds columns, or takes those of ``None`` away."""
    columns = {**PACKAGE, **HALL, **changed}
    kept = {name: text for name, text in columns.items() if text is not None}
    return [
        {name: text.replace("{n}", str(n)) for name, text in kept.items()}
        for n in range(1, number + 1)
    ]


def write(path: Path, table: list[dict[str, str]]) -> Path:
    """Write ``table`` as a CSV file without quotation marks, and return its path."""
    lines = [list(table[0]), *([row[name] for name in table[0]] for row in table)]
    path.write_text("".join(";".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


def validate(path: Path | str, *arguments: str) -> Result:
    """Run ``cpstandard validate`` on one file."""
    return CliRunner().invoke(main, ["validate", str(path), *arguments])


def report(path: Path | str, *arguments: str) -> dict[str, Any]:
    """Return the report as JSON."""
    done = validate(path, *arguments, "--format", "json")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def findings(path: Path | str, *codes: str) -> list[dict[str, Any]]:
    """Return all findings of a file, or those of ``codes``."""
    groups = report(path)["groups"]
    found = [finding for group in groups for finding in group["findings"]]
    return [each for each in found if not codes or each["code"] in codes]


def text(path: Path | str, *arguments: str) -> str:
    """Return the report as words."""
    return validate(path, *arguments).stdout
