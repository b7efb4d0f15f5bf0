"""What the tests of all peers share."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def of_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def differences(one: Any, other: Any, at: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield where two values of JSON differ, with what stands there in each."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from differences(one.get(key), other.get(key), f"{at}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{at}/{index}")
    elif _number(one) and _number(other):
        # 1.8e308 may stand as a whole number of 309 figures.
        if float(one) != float(other):
            yield at, one, other
    elif one != other:
        yield at, one, other


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
