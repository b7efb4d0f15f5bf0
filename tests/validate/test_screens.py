"""A screen spares a check the records of which it has nothing to say, and no others.

That each screen turns away the failing cases of its own check is held by ``test_checks``, which
runs them with the engine that uses screens.
"""

import copy
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.core.check import CheckContext, Scope
from cpstandard.core.screen import absent, at, every, merged, no_text, unnamed
from cpstandard.schema_store import standard
from cpstandard.validate.catalogue import builtin_checks
from cpstandard.validate.engines import engine_for
from cpstandard.validate.screening import Screening

TESTS = Path(__file__).resolve().parents[1]
WHOLE = yaml.safe_load((TESTS / "schema" / "one_fault_1_0.yaml").read_text("utf-8"))
BASE, HEADER = WHOLE["base"], WHOLE["header"]
STANDARD = standard(HEADER["standardVersion"], HEADER["extensions"])
GROUND = CheckContext(date(2026, 11, 22), STANDARD, HEADER)
CHECKS = [check for check in builtin_checks() if check.scope is Scope.INITIATIVE]
CASES = [
    yaml.safe_load(path.read_text("utf-8")) for path in sorted((TESTS / "checks").glob("*.yaml"))
]


def leaves(value, at=()):
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*at, key))
    else:
        yield at, value


# What the failing cases of all checks hold, to be put where no case puts it.
AWKWARD = sorted(
    {
        str(value)
        for document in CASES
        for case in document["fails"]
        for _at, value in leaves(case.get("record", {}))
        if isinstance(value, str)
    }
)
FRAGMENTS = [
    fragment
    for document in CASES
    for kind in ("passes", "fails")
    for case in document[kind]
    for fragment in case.get("records", [case.get("record", {})])
]
PERSONAL = yaml.safe_load((TESTS / "validate" / "personal_texts.yaml").read_text("utf-8"))
ODD_TEXT = st.text(st.sampled_from(" \u00a0\n=+-@#<>&;/.?0147ANaé\u00c3\ufffd\u200b"), max_size=14)


@st.composite
def doubtful(draw):
    """A record made of the fields of several cases, with texts that checks look for anywhere."""
    record = copy.deepcopy(BASE)
    for fragment in draw(st.lists(st.sampled_from(FRAGMENTS), max_size=4)):
        record.update(copy.deepcopy(fragment))
    record = {name: value for name, value in record.items() if value is not None}
    places = [at for at, value in leaves(record) if isinstance(value, str)]
    for *way, last in draw(st.lists(st.sampled_from(places), max_size=3)):
        parent = record
        for key in way:
            parent = parent[key]
        parent[last] = draw(st.sampled_from(AWKWARD) | ODD_TEXT)
    return record


# Where the expressions of Python and those of the engine are not alike: what is a blank, a digit,
# a letter in another case.
VARIANTS = (
    str,
    str.upper,
    str.lower,
    lambda text: f"\x1c{text}",
    lambda text: f"{text}\n",
    lambda text: f"\u3000{text}\x85",
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\x1f").replace("i", "\u0130"),
    lambda text: text.translate(str.maketrans("013", "\u0660\u0661\uff13")),
    lambda text: text.replace("s", "\u017f").replace("k", "\u212a").replace("i", "\u0131"),
)
HARD = ("EHO1AB", "EHOXOA1", "E08000035", "FLAT 3, Tower House, AB1 2CD", "KEY: Mrs Jones",
        "DATE OF BIRTH: 03/05/1961", "ASK FOR Mrs Jones", "turkey: John Smith",
        "AB 12 34\u00a056 C")  # fmt: skip


def with_text(text):
    """A record in which people wrote nothing but ``text``."""
    return {
        **BASE,
        "name": text,
        "description": text,
        "places": [{"name": text, "region": text, "country": "GB"}],
        "evidence": [{**BASE["evidence"][1], "claim": text, "figure": text}],
    }


def test_the_record_that_is_spoilt_here_is_sound(report_on):
    assert report_on([BASE], header=HEADER).records_with_errors == 0


def test_no_screen_passes_a_text_of_which_its_own_check_would_tell():
    """Asked one by one, so that no screen stands in for another, which may be left out."""
    texts = dict.fromkeys([*AWKWARD, *PERSONAL["personal"], *HARD])
    odd = [with_text(variant(text)) for text in texts for variant in VARIANTS]
    sound = Screening(STANDARD.initiative, [], [], GROUND)
    records = [record for record in odd if sound.clears(record)]
    assert len(records) > len(odd) / 2
    passed = []
    for check in CHECKS:
        if check.screen is not None:
            screen = Screening({}, [check], [], GROUND)
            told = [r["name"] for r in records if screen.clears(r) and [*check(r, GROUND)]]
            passed += [(check.code, text) for text in told]
    assert passed == []


def test_of_a_record_in_doubt_every_check_is_asked_that_would_tell():
    texts = dict.fromkeys([*AWKWARD, *PERSONAL["personal"], *HARD])
    sound = Screening(STANDARD.initiative, [], [], GROUND)
    records = [*map(with_text, texts), *({**BASE, **fragment} for fragment in FRAGMENTS)]
    records = [record for record in records if sound.clears(record)]
    whole = Screening(STANDARD.initiative, CHECKS, [], GROUND)
    missed = []
    for record in records:
        asked = whole.doubting(record)
        left_out = [check for check in CHECKS if check not in asked]
        missed += [check.code for check in left_out if [*check(record, GROUND)]]
    assert missed == []


def test_a_fault_of_one_kind_is_no_reason_to_ask_checks_of_the_other(record):
    some = CHECKS[0]
    of_text = replace(some, code="of-text", screen=no_text("<"))
    of_shape = replace(some, code="of-shape", screen=absent("ended"))
    always = replace(some, code="always", screen=None)
    checks = [of_shape, of_text, always]
    whole = Screening(STANDARD.initiative, checks, [], GROUND)
    assert whole.doubting(record) == [always]
    assert whole.doubting({**record, "name": "<"}) == [of_text, always]
    assert whole.doubting({**record, "ended": "2020"}) == [of_shape, always]
    assert whole.doubting({**record, "ended": "<"}) == [of_shape, of_text, always]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(record=doubtful())
def test_with_and_without_screens_the_same_is_found(report_on, record):
    with_screens = report_on([record], header=HEADER).to_dict()
    without = report_on([record], header=HEADER, engine="reference").to_dict()
    assert {**with_screens, "engine": ""} == {**without, "engine": ""}


def screening(*screens):
    ground = CheckContext(date(2026, 11, 22), standard("1.0"), {})
    return Screening(standard("1.0").initiative, [], screens, ground)


@pytest.mark.parametrize(
    ("screen", "passes", "stops"),
    [
        (no_text("<"), {"name": "Hall"}, {"name": "Hall <b>"}),
        (no_text("<"), {}, {"places": [{"name": "Hill <", "country": "GB"}]}),
        (absent("translations", "funding/*/partOf"), {"funding": [{"kind": "grant"}]},
         {"funding": [{"kind": "grant", "partOf": "f1"}]}),
        (at("name", "description", meets={"pattern": "[a-z]"}), {"description": "Ab"},
         {"description": "AB"}),
        (every(["partial-date"], {"pattern": "^2"}), {"started": "2020"}, {"started": "1999"}),
        (every(["partial-date"], lambda today: {"pattern": f"^{today.year}"}),
         {"started": "2026"}, {"started": "2025"}),
        (unnamed("ended"), {"started": "2020"}, {"ended": "2020"}),
    ],
)  # fmt: skip
def test_a_screen_passes_and_stops(record, screen, passes, stops):
    assert screening(screen).clears({**record, **passes})
    assert not screening(screen).clears({**record, **stops})


def test_two_screens_of_one_field_both_count(record):
    both = screening(at("name", meets={"pattern": "^S"}), at("name", meets={"pattern": "s$"}))
    assert both.clears(record)
    assert not both.clears({**record, "name": "Station"})
    assert not both.clears({**record, "name": "Gardens"})


def test_a_record_that_is_not_sound_is_never_cleared(record):
    assert not screening().clears({**record, "name": 7})


def test_a_screen_of_a_field_that_the_schema_does_not_have_lets_no_such_field_in(record):
    asks = at("invented", "places/*/invented", meets={"type": "string"})
    assert screening(asks).clears(record)
    assert not screening(asks).clears({**record, "invented": "x"})
    place = {"name": "Hill", "country": "GB", "invented": "x"}
    assert not screening(asks).clears({**record, "places": [place]})


OPEN = {
    "type": "object",
    "properties": {
        "rows": {"type": "array", "prefixItems": [{"type": "string"}]},
        "either": {"anyOf": [{"type": "string"}, {"type": "number"}]},
        "code": {"enum": ["a", "b<"]},
    },
}


@pytest.mark.parametrize("value", ["x <", math.inf, -math.inf])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda value: {"rows": [value]},
        lambda value: {"rows": ["a", {"deep": [value]}]},
        lambda value: {"either": value},
        lambda value: {"unknown": {"deep": [value]}},
    ],
)
def test_what_a_schema_leaves_open_is_looked_at_whole(wrap, value):
    open_screening = Screening(OPEN, [], [no_text("<")], GROUND)
    assert open_screening.clears(wrap("x"))
    assert not open_screening.clears(wrap(value))


def test_a_code_that_a_screen_suspects_is_no_exception():
    open_screening = Screening(OPEN, [], [no_text("<")], GROUND)
    assert open_screening.clears({"code": "a"})
    assert not open_screening.clears({"code": "b<"})


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_no_infinite_number_is_cleared_wherever_it_stands(value):
    spoilt = [spoil(BASE, at, value) for at, leaf in leaves(BASE) if isinstance(leaf, int | float)]
    assert len(spoilt) > 5
    sound = Screening(STANDARD.initiative, [], [], GROUND)
    assert [each for each in spoilt if sound.clears(each)] == []


def spoil(record, at, value):
    whole = copy.deepcopy(record)
    holder = whole
    for key in at[:-1]:
        holder = holder[key]
    holder[at[-1]] = value
    return whole


def test_merging_leaves_what_it_merges_as_it_was():
    first = {"allOf": [{"minimum": 1}], "properties": {"a": {}}}
    second = {"allOf": [{"minimum": 2}], "maximum": 3, "properties": {"b": {}}}
    before = copy.deepcopy((first, second))
    assert merged([first, second, {"maximum": 4}])["allOf"] == [
        {"minimum": 1},
        {"minimum": 2},
        {"maximum": 4},
    ]
    assert (first, second) == before


def test_merged_asks_what_each_asks():
    schema = merged(
        [
            {"properties": {"a": {"items": {"minimum": 1}}}},
            {"properties": {"a": {"items": {"minimum": 2}, "maxItems": 2}}},
        ]
    )
    engine = engine_for("fast", schema)
    assert engine.errors({"a": [2, 3]}) == []
    for wrong in ([1], [0], [2, 2, 2]):
        assert engine.errors({"a": wrong})


def test_most_checks_have_a_screen():
    """A check without one is asked of every record, in Python: a few may be, not the most."""
    without = [check.code for check in CHECKS if check.screen is None]
    assert len(without) < len(CHECKS) / 3, without
