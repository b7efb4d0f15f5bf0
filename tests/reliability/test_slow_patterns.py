"""R05: no pattern of ours can be made to go back and try again until the end of days."""

import ast
import importlib
import json
import pkgutil
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cpstandard
from cpstandard.plugins import load_plugins
from cpstandard.schema_store import standard, versions
from cpstandard.validate.engines.reference import _ecma
from reliability.attacking import attacks

pytestmark = pytest.mark.reliability("R05")

ROOT = Path(__file__).resolve().parents[2]
CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
LENGTH = 2_000
"""Signs: with the third power of it, or more, no processor is done in the time that there is."""
SECONDS = 5.0
"""Of the processor, for one pattern and one text; a sound one takes a thousandth of that."""


class TooSlowError(Exception):
    """A pattern is not done with a text in its time."""


@pytest.fixture
def limited() -> Iterator[None]:
    def over(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, over)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def written() -> Iterator[re.Pattern[Any]]:
    """Yield the patterns that stand in a call of ``re`` in our code."""
    for folder in (ROOT / "src", *sorted(ROOT.glob("plugins/*/src"))):
        for path in sorted(folder.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                    first = node.args[0] if node.args else None
                    if of_re and node.func.attr in CALLS and isinstance(first, ast.Constant):
                        yield re.compile(first.value)


def put_together() -> Iterator[re.Pattern[Any]]:
    """Yield the patterns that our modules keep, those made of parts among them."""
    importers = [each.item for each in load_plugins().importers]
    packages = {type(each).__module__.partition(".")[0] for each in importers}
    for name in sorted({"cpstandard", *packages}):
        package = cpstandard if name == "cpstandard" else importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not found.name.endswith("__main__") and ".skeletons" not in found.name:
                try:
                    module = importlib.import_module(found.name)
                except ModuleNotFoundError:  # an extra that is not installed here
                    continue
                yield from _within(list(vars(module).values()), 0)


def _within(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, (list, tuple, set, frozenset, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _within(part, depth + 1)


def of_the_standard() -> Iterator[re.Pattern[Any]]:
    """Yield the patterns of the schema as the reference engine has them: the fast one is linear."""

    def patterns(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if isinstance(value.get("pattern"), str):
                yield value["pattern"]
            for part in value.values():
                yield from patterns(part)
        elif isinstance(value, list):
            for part in value:
                yield from patterns(part)

    for version in versions():
        yield from map(_ecma, patterns(standard(version).initiative))
    for path in sorted((ROOT / "schema/tooling").glob("*.json")):
        yield from map(_ecma, patterns(json.loads(path.read_text(encoding="utf-8"))))


def is_too_slow(pattern: re.Pattern[Any], text: str) -> bool:
    """Hold ``pattern`` against a text: whether it begins there, is all of it, or is anywhere."""
    given = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        for hold in (pattern.match, pattern.fullmatch, pattern.search):
            hold(given)
    except TooSlowError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


@pytest.mark.usefixtures("limited")
def test_no_pattern_of_ours_can_be_made_slow(record_property) -> None:
    ours = {
        (pattern.pattern, pattern.flags): pattern
        for pattern in (*written(), *put_together(), *of_the_standard())
    }
    assert len(ours) > 350, "they are not found any more"
    held = 0
    for pattern in ours.values():
        for text in dict.fromkeys(attacks(pattern, LENGTH)):
            held += 1
            assert not is_too_slow(pattern, text), f"{pattern.pattern!r} on {text[:40]!r}…"
    record_property("figure", f"{len(ours):,} patterns of ours x {held:,} texts made against them")


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", r"(\w+\s?)*$", "(.*)*=(.*)*=b"])
def test_a_pattern_that_can_be_made_slow_would_be_found(pattern: str) -> None:
    slow = re.compile(pattern)
    assert any(is_too_slow(slow, text) for text in attacks(slow, LENGTH))
