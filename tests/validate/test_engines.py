"""Both engines say the same of every record, fetch nothing, and take their time from nobody."""

import copy
import json
import os
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.schema_store import extensions, schema_folder, standard
from cpstandard.validate.engines import engine_for

pytestmark = pytest.mark.reliability("R03")

FILE = Path(__file__).resolve().parents[1] / "schema" / "one_fault_1_0.yaml"
DOCUMENT = yaml.safe_load(FILE.read_text(encoding="utf-8"))
BASE, HEADER = DOCUMENT["base"], DOCUMENT["header"]
EXTENDED = standard("1.0", extensions())
SCHEMA = EXTENDED.initiative
FAST, REFERENCE = engine_for("fast", SCHEMA), engine_for("reference", SCHEMA)

# Ten thousand take minutes: make reliability asks for them.
MUTATED = 10_000 if os.environ.get("CPSTANDARD_EVERY_POINT") else 400

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["GB", "1985", "1985-02\n", "collaboration", "s1", "https://a b", " ", "İ"]),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3)
    ),
    max_leaves=6,
)
PLACES = st.integers(0, 10**6)


def points(value, at=()):
    yield at
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, (dict, list)):
        for key, part in parts:
            yield from points(part, (*at, key)) if isinstance(part, (dict, list)) else [(*at, key)]


@st.composite
def mutated(draw):
    """A valid record in which up to three values are replaced, added, or taken away."""
    record = copy.deepcopy(BASE)
    for _ in range(draw(st.integers(1, 3))):
        at = list(points(record))[1:]
        if not at:
            break
        *way, last = at[draw(PLACES) % len(at)]
        parent = record
        for key in way:
            parent = parent[key]
        action = draw(st.sampled_from(["replace", "remove", "add", "repeat"]))
        if action == "remove":
            del parent[last]
        elif action == "add" and isinstance(parent, dict):
            parent[draw(st.sampled_from(["precision", "note", "x", "amount"]))] = draw(JSON)
        elif action == "repeat" and isinstance(parent, list):
            parent.append(copy.deepcopy(parent[0]))
        else:
            parent[last] = draw(JSON)
    return record


def agree(record):
    fast, reference = FAST.errors(record), REFERENCE.errors(record)
    assert fast == reference
    return fast


def test_mutated_records(record_property):
    @settings(max_examples=MUTATED, deadline=None, suppress_health_check=list(HealthCheck))
    @given(mutated())
    def each(record):
        agree(record)

    each()
    record_property("figure", f"both engines say the same of {MUTATED:,} changed records")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(JSON)
def test_any_json(value):
    agree(value)


def test_a_sound_record():
    assert agree(BASE) == []


def test_examples():
    for path in sorted(schema_folder().glob("[0-9]*/examples/*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        version = standard(path.parents[1].name)
        engines = [engine_for(name, version.package) for name in ("fast", "reference")]
        verdicts = [engine.errors(document) for engine in engines]
        assert verdicts[0] == verdicts[1] == [], path.name


def nested(levels):
    value = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("levels", [90, 101, 300, 100_000])
def test_deep_nesting_is_said_once(levels):
    record = {**BASE, "topics": nested(levels)}
    errors = agree(record)
    assert [e.keyword for e in errors] == (["depth"] if levels > 90 else ["type"])


def test_half_characters_are_said_once():
    errors = agree({**BASE, "scope": "\ud800"})
    assert [e.keyword for e in errors] == ["surrogate"]


@pytest.mark.parametrize("value", [10**400, -(10**400), 1e308], ids=["large", "small", "real"])
def test_large_numbers(value):
    assert [e.keyword for e in agree({**BASE, "started": value})] == ["type"]


def test_endless_numbers_are_said_once():
    assert [e.keyword for e in agree({**BASE, "started": 10**5000})] == ["digits"]


@pytest.mark.parametrize(
    "reference",
    [
        "http://127.0.0.1:9/schema.json",
        "file:///etc/hostname",
        "https://example.org/s",
        "other.json",
    ],
)
def test_references_are_refused(reference):
    schema = {"$id": "https://example.org/root.json", "properties": {"a": {"$ref": reference}}}
    with pytest.raises(jsonschema_rs.ValidationError, match="may not fetch"):
        engine_for("fast", schema)
    with pytest.raises(Exception, match="Unresolvable"):
        engine_for("reference", schema).errors({"a": 1})


@pytest.mark.parametrize("name", ["fast", "reference"])
def test_dollar_means_the_very_end(name):
    engine = engine_for(name, {"pattern": r"^[a$]\$?x$"})
    assert engine.errors("ax") == engine.errors("$$x") == []
    assert engine.errors("ax\n") != []


WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "=1+1",
        "N/A",
        "#REF!",
        " x ",
        "Â£",
        "\ufffd",
        "<b>",
        "a@b.co",
        "07700 900123",
        "\x00",
        "İ",
        "ß" * 30,
    ]
)


@st.composite
def sound(draw):
    """A sound record whose texts, dates, numbers and addresses are anything that is allowed."""
    record = copy.deepcopy(BASE)
    dates = st.from_regex(r"\A[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?\Z")
    record["name"] = draw(WORDS.filter(bool))
    record["description"] = draw(WORDS.filter(bool))
    record["website"] = "http://" + draw(st.from_regex(r'\A[^\x00-\x20"<>\ud800-\udfff]{1,20}\Z'))
    scheme = draw(st.sampled_from(["GB-CHC", "GB-COH", "GB-SC", "GB-NIC", "XX-ANY"]))
    record["identifiers"] = [{"scheme": scheme, "id": draw(st.from_regex(r"\A[!-~]{1,9}\Z"))}]
    record["places"][0]["areaCodes"][0]["code"] = draw(
        st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9.-]{0,9}\Z")
    )
    record["milestones"][0]["date"], record["editions"][0]["start"] = draw(dates), draw(dates)
    record["funding"][1]["amount"] = draw(st.floats(0, 1e9))
    record["power"]["entryNote"] = draw(WORDS.filter(bool))
    record["started"], record["ended"] = draw(dates), draw(dates)
    record["status"]["asOf"] = draw(dates)
    record["evidence"][0]["figure"] = draw(WORDS.filter(bool))
    record["places"][0]["latitude"] = draw(st.floats(-90, 90))
    record["places"][0]["country"] = draw(st.from_regex(r"\A[A-Z]{2}\Z"))
    return record


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound())
def test_no_check_breaks_down_on_a_sound_record(report_on, record):
    assert agree(record) == []
    report = report_on([record, record], HEADER)
    assert "check-failed" not in report.codes()
    assert all(f.message.isprintable() for f in report.findings())
    assert report.of("duplicate-id")[0].count == 1
