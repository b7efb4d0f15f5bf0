"""Numbers with more beside their figures, as people write them in spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.written_number import WrittenNumber, written_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("£2,400", WrittenNumber(2400, "GBP", only=True)),
        ("$1,000", WrittenNumber(1000, only=True)),
        ("EUR 12.50", WrittenNumber(12.5, "EUR", only=True)),
        ("approx £5k", WrittenNumber(5000, "GBP", "about")),
        ("c. 60", WrittenNumber(60, bound="about")),
        ("~60", WrittenNumber(60, bound="about")),
        ("about 60", WrittenNumber(60, bound="about")),
        ("60 or so", WrittenNumber(60, bound="about")),
        ("Over 200 people", WrittenNumber(200, bound="at-least")),
        ("200+", WrittenNumber(200, bound="at-least")),
        ("up to 30", WrittenNumber(30, bound="at-most")),
        ("tua 60", WrittenNumber(60, bound="about")),
        ("214 shareholders", WrittenNumber(214)),
        ("1,200 voters", WrittenNumber(1200)),
        ("£3,000 (lottery)", WrittenNumber(3000, "GBP")),
        ("50k", WrittenNumber(50_000)),
        ("£1.1m", WrittenNumber(1_100_000, "GBP")),
        ("2.3 million", WrittenNumber(2_300_000)),
        ("3.5%", WrittenNumber(3.5)),
        ("3.5 %", WrittenNumber(3.5)),
    ],
)
def test_a_number_is_found(text, number):
    assert written_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["tbc", "10-12", "3 or 4", "60 in 2021", "1,2", "12,00", "5 x", "1.5 W", "", "k", "£", "9" * 99,
     "1 000 000", "two dozen", "(214)", "6 (of 12)"],
)  # fmt: skip
def test_what_has_no_number_or_more_than_one(text):
    assert written_number(text) is None


@given(st.integers(0, 10**12), st.sampled_from(["{}", "about {}", "£{}", "{} people", "{:,}"]))
def test_the_figures_are_the_number(number, form):
    found = written_number(form.format(number))
    assert found is not None
    assert found.value == number
