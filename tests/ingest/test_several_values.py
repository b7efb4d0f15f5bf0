"""Several values in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.ingest.several_values import several_values

ARTS = "the arts, culture, heritage or science"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", []),
        ("education", ["education"]),
        (
            "'education','the arts, heritage, culture or science'",
            ["education", "the arts, heritage, culture or science"],
        ),
        (
            "'Children's clubs','People who can't pay, or won't'",
            ["Children's clubs", "People who can't pay, or won't"],
        ),
        ('"a","b, c"', ["a", "b, c"]),
        ("{a,b}", ["a", "b"]),
        ("a;b; c", ["a", "b", "c"]),
        ("a|b", ["a", "b"]),
        ("* a, with c\n* b", ["a, with c", "b"]),
        ("a\r\nb", ["a", "b"]),
        (f"education,{ARTS},religion", ["education", ARTS, "religion"]),
        (f"education, {ARTS}, religion", ["education", ARTS, "religion"]),
        ("something new, and odd,education", ["something new, and odd", "education"]),
        ("a,a,b", ["a", "b"]),
        ("'never closed, b", ["'never closed, b"]),
    ],
)
def test_the_ways_of_registers(text: str, values: list[str]) -> None:
    assert several_values(text, ["education", ARTS, "religion"]) == values


@given(
    st.lists(st.sampled_from(["education", ARTS, "religion", "x"]), unique=True),
    st.sampled_from([",", ", "]),
)
def test_known_values_come_back_whole(values: list[str], between: str) -> None:
    assert several_values(between.join(values), ["education", ARTS, "religion", "x"]) == values


@given(st.text(max_size=200))
def test_nothing_is_lost(text: str) -> None:
    signs = {sign for sign in text if sign.isalnum()}
    assert signs <= set("".join(several_values(text)))
