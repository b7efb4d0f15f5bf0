"""Valid packages of any shape, made from the compiled schema, for property tests.

``packages()`` gives a whole package, ``initiatives()`` one record, ``envelopes()`` a header.
Everything is invented.
"""

import re
from typing import Any

import jsonschema_rs
from hypothesis import strategies as st

from cpstandard.core.standard import Schema
from cpstandard.schema_store import standard

AWKWARD = [
    "007", "1e5", "TRUE", "-1", "+44 0", "=1+1", "@here", "'=x", "''+y", "- a list", "＝wide", "a;b",
    "a; b\\", "\\;", "back\\slash", "line\nbreak", "line\r\nbreak", "tab\there", "_x0041_", "_x005F_",
    "£5", "Ŵyth", "日本", "🏠", "a\x07b", '"quoted"', 'say "no"', "a,b", "sep=;", "null", "#N/A",
    "1985", "1985-06", "01/02/2020", "<b>", "&amp;", "\u200bzero", "e\u0301", "nul\x00here",
]  # fmt: skip
_FEW = 7
_SIGNS = st.characters(exclude_categories=["Cs"])


def texts(most: int = 40) -> st.SearchStrategy[str]:
    """Trimmed text, often of a kind that spreadsheets damage."""
    free = st.text(_SIGNS, min_size=1, max_size=most)
    return st.one_of(st.sampled_from(AWKWARD), free).map(str.strip).filter(bool)


def _string(schema: Schema) -> st.SearchStrategy[str]:
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    most = schema.get("maxLength", 60)
    if "pattern" in schema:
        pattern = re.compile(schema["pattern"].replace("$", r"\Z"), re.ASCII)
        shaped = st.from_regex(pattern, fullmatch=True)
        return shaped.filter(lambda text: len(text) <= most and text == text.strip())
    return texts().filter(lambda text: len(text) <= most)


def _number(schema: Schema) -> st.SearchStrategy[float]:
    low, high = schema.get("minimum"), schema.get("maximum")
    floats = st.floats(low, high, allow_nan=False, allow_infinity=False)
    return st.one_of(st.integers(low, high), floats)


def _array(schema: Schema) -> st.SearchStrategy[list[Any]]:
    unique = repr if schema.get("uniqueItems") else None
    least = schema.get("minItems", 0)
    return st.lists(values(schema["items"]), min_size=least, max_size=3, unique_by=unique)


@st.composite
def _object(draw: Any, schema: Schema) -> dict[str, Any]:
    required = set(schema.get("required", ()))
    made = {}
    optional = [name for name in schema["properties"] if name not in required]
    # A few of many, so that a record of 1.0 with its forty fields does not grow beyond all size.
    chosen = draw(st.sets(st.sampled_from(optional), max_size=_FEW)) if optional else set()
    for name, part in schema["properties"].items():
        if name in required or name in chosen:
            made[name] = draw(values(part))
    for name, needed in schema.get("dependentRequired", {}).items():
        for other in needed if name in made else ():
            made.setdefault(other, draw(values(schema["properties"][other])))
    if not made:
        name = draw(st.sampled_from(sorted(schema["properties"])))
        made[name] = draw(values(schema["properties"][name]))
    return made


def values(schema: Schema) -> st.SearchStrategy[Any]:
    """Values that fit one node of a compiled schema."""
    kind = schema.get("type")
    if kind == "object":
        return _object(schema)
    if kind == "array":
        return _array(schema)
    if kind in ("number", "integer"):
        return _number(schema)
    if kind == "boolean":
        return st.booleans()
    return _string(schema)


def initiatives(version: str = "1.0") -> st.SearchStrategy[dict[str, Any]]:
    """Records that the schema accepts."""
    schema = standard(version).initiative
    valid = jsonschema_rs.validator_for(schema)
    choices = [s.get("required", [])[0] for s in schema["allOf"][0]["anyOf"]]
    places = [s.get("required", [])[0] for s in schema["allOf"][1]["anyOf"]]

    @st.composite
    def complete(draw: Any) -> dict[str, Any]:
        made = draw(_object(schema))
        for group in (choices, places):
            if not any(name in made for name in group):
                name = draw(st.sampled_from(group))
                made[name] = draw(values(schema["properties"][name]))
        return made

    return complete().filter(valid.is_valid)


def envelopes(version: str = "1.0") -> st.SearchStrategy[dict[str, Any]]:
    """Headers that the schema accepts."""
    schema = standard(version).envelope
    return _object(schema).filter(jsonschema_rs.validator_for(schema).is_valid)


@st.composite
def packages(draw: Any, version: str = "1.0") -> dict[str, Any]:
    """Whole packages; the ids of the initiatives differ, and so do those of a record's sources."""
    header = draw(envelopes(version))
    unique = st.lists(initiatives(version), max_size=4, unique_by=lambda record: record["id"])
    return {**header, "initiatives": draw(unique)}
