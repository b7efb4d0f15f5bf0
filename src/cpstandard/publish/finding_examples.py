"""A bad and a good example for the page of each thing that the validator may find."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

PATH = Path(__file__).with_name("finding_examples.yaml")
TEXTS = ("csv", "json", "jsonl")
_NEWLINE = "\n"


class FindingExample(NamedTuple):
    """What gives a finding and what does not, as a reader is shown them."""

    bad: str
    good: str


@cache
def finding_examples() -> dict[str, FindingExample]:
    """Return the examples by code."""
    found = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return {
        code: FindingExample(shown(each["bad"]), shown(each["good"]))
        for code, each in found.items()
    }


def shown(example: Mapping[str, Any]) -> str:
    """Return one example as text: fields as JSON, a file as it is, the sheets of a workbook."""
    for kind in TEXTS:
        if kind in example:
            text = str(example[kind]).strip()
            form = example.get("encoding")
            return f"{text}\n\n[{form}]" if form else text
    if "sheets" in example:
        return "\n\n".join(_sheet(name, rows) for name, rows in example["sheets"].items())
    given = example.get("initiatives") or {k: v for k, v in example.items() if v is not None}
    return json.dumps(given, ensure_ascii=False, indent=2)


def _sheet(name: str, rows: list[list[Any]]) -> str:
    return _NEWLINE.join([f"[{name}]", *(" | ".join(map(str, row)) for row in rows)])
