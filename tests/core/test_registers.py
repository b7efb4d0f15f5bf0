"""The numbers of official registers, and what spreadsheets do to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.registers import FORMS, meant_number, official_number


@pytest.mark.parametrize(
    ("scheme", "raw", "number"),
    [
        ("GB-COH", "06035275", "06035275"),
        ("GB-COH", 2324869.0, "02324869"),
        ("GB-COH", "2324869.0", "02324869"),
        ("GB-COH", "sc 2343", "SC002343"),
        ("GB-COH", "RS7002", "RS007002"),
        ("GB-COH", "IP30509R", "IP30509R"),
        ("GB-COH", "CN1131900", ""),
        ("GB-COH", "n/a", ""),
        ("GB-CHC", 1126147, "1126147"),
        ("GB-CHC", "1126147.0", "1126147"),
        ("GB-CHC", "1053992-1", "1053992-1"),
        ("GB-CHC", "1053992/12", "1053992-12"),
        ("GB-CHC", "1053992-0", "1053992"),
        ("GB-CHC", "CN1131900", ""),
        ("GB-SC", "12345", "SC012345"),
        ("GB-SC", "SC 012345", "SC012345"),
        ("GB-NIC", "NIC100123", "100123"),
        ("GB-MPR", "10002R", "10002R"),
        ("GB-MPR", " 7216 ", "7216"),
        ("XX-OTHER", " as it is ", "as it is"),
    ],
)
def test_a_number_is_given_as_its_register_writes_it(scheme: str, raw, number: str) -> None:
    assert official_number(scheme, raw) == number


@given(st.sampled_from(sorted(FORMS)), st.text(max_size=20) | st.floats() | st.integers())
def test_what_comes_out_is_a_number_of_the_register_or_nothing(scheme: str, raw) -> None:
    number = official_number(scheme, raw)
    assert not number or FORMS[scheme].fits(number)
    assert official_number(scheme, number) == number


def test_a_decimal_point_is_no_digit() -> None:
    assert meant_number("GB-COH", "2324869.0") == "02324869"
