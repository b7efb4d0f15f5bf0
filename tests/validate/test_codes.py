"""Whatever code can be found is documented, and whatever is documented is in plain words."""

import ast
from pathlib import Path

import pytest

import cpstandard
from cpstandard.core.finding import Severity
from cpstandard.validate.catalogue import all_codes, builtin_checks
from cpstandard.validate.codes import CODES

SOURCE = Path(cpstandard.__file__).parent
MAKERS = {"Finding", "Fault", "JsonFault"}
JARGON = ("anyOf", "additionalProperties", "schema", "regex", "regular expression", "null", "enum")


def emitted():
    """The codes that stand as the first argument where findings are made, with their file."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield first.value, path.name


def test_every_code_that_is_emitted_is_documented():
    found = set(emitted())
    assert len(found) > 15
    assert {(code, file) for code, file in found if code not in CODES} == set()


@pytest.mark.parametrize("entry", all_codes(builtin_checks()).values(), ids=lambda e: e.code)
def test_a_code_is_explained_in_plain_words(entry):
    assert isinstance(entry.severity, Severity)
    for text in (entry.what, entry.why, entry.mend):
        assert text.strip().endswith("."), text
    words = f"{entry.message} {entry.what} {entry.why} {entry.mend}"
    assert not [word for word in JARGON if word in words]


def test_no_code_is_a_check_and_something_else():
    assert not set(CODES) & {check.code for check in builtin_checks()}
