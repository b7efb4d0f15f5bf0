"""JSON of ours: what was written is read again, and says what the standard library's says."""

import json
import math
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cpstandard.core.json_codec import kept_json, public_json, read_json

HALF = "\ud83d"
"""Half of a surrogate pair: UTF-8 cannot hold it."""

any_text = st.text(st.characters(codec=None), max_size=40)
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | any_text
)
values = st.recursive(
    leaves, lambda each: st.lists(each) | st.dictionaries(any_text, each), max_leaves=30
)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@given(values)
def test_what_is_kept_comes_back_as_it_was(value: Any):
    text = kept_json(value)
    again = read_json(text)
    assert again == value
    assert repr(again) == repr(value)  # 1 is no 1.0, nor True
    assert b"\n" not in text


def as_the_standard_library(value: Any, indent: int | None) -> bytes:
    separators = None if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return text.encode("utf-8", "replace")


numbers_in_words = st.sampled_from(
    ["1e-7", "0.00001", "NaN", "-Infinity", "the-", "e-mail", "2e-x"]
)
tiny = st.floats(min_value=-1e-3, max_value=1e-3)


@given(st.lists(values | tiny | numbers_in_words), st.sampled_from([None, 2]))
@example([1e-05, -1.5e-05, 1e-07, 0.0001, -0.0, 5e-324], None)
@example(
    [{"a": {}, "b": []}, [[], {"c": [1]}], 1e16, 1.5e300, 2**70, "\x00\x1f\x7f\b\f/<&\u2028"], 2
)
def test_what_is_published_has_the_bytes_of_the_standard_library(value: Any, indent: int | None):
    assert public_json(value, indent, errors="replace") == as_the_standard_library(value, indent)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("indent", [None, 2])
def test_what_is_no_number_is_not_published(number: float, indent: int | None):
    with pytest.raises(ValueError, match="not JSON compliant"):
        public_json({"a": [number]}, indent)


def test_half_a_character_is_kept_and_is_published_as_a_question_mark():
    value = {f"k{HALF}": [f"v{HALF}", 1.5]}
    assert read_json(kept_json(value)) == value
    assert public_json(value, errors="replace") == b'{"k?":["v?",1.5]}'
    assert public_json(value, 2, errors="replace") == b'{\n  "k?": [\n    "v?",\n    1.5\n  ]\n}'


def test_half_a_character_is_an_error_where_nothing_may_be_lost():
    with pytest.raises(UnicodeEncodeError):
        public_json({"name": HALF})


@pytest.mark.parametrize("depth", [100, 190, 230, 300, 600])
def test_what_is_nested_deeply_is_written_and_read(depth: int):
    value = nested(depth)
    assert read_json(kept_json(value)) == value
    assert json.loads(public_json(value)) == value


def test_a_tuple_with_names_is_a_list():
    class Pair(NamedTuple):
        left: str
        right: tuple[int, ...]

    assert kept_json([Pair("a", (1, 2))]) == b'[["a",[1,2]]]'


def test_what_is_no_number_is_kept_too():
    assert math.isnan(read_json(kept_json(math.nan)))
    assert read_json(kept_json([math.inf, -math.inf])) == [math.inf, -math.inf]


@pytest.mark.parametrize("write", [kept_json, public_json])
def test_what_json_cannot_hold_is_an_error(write):
    with pytest.raises(TypeError, match="object"):
        write({"a": object()})


@pytest.mark.parametrize("text", [b"", b"{", b'{"a":1', b"[1]x", b"\xff", b'"\xff"', b"nul"])
def test_what_is_no_json_is_an_error(text: bytes):
    with pytest.raises(ValueError, match=r"."):
        read_json(text)
