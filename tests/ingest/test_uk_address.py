"""Towns out of addresses; all of them invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.ingest.uk_address import town_of


@pytest.mark.parametrize(
    ("address", "town", "nation"),
    [
        ("The Inn, 3 High Road, Little Somewhere, Somerton, Essex, ZZ1 1ZZ", "Somerton, Essex", ""),
        ("1 Some Square, Manchester, ZZ60 0ZZ", "Manchester", ""),
        ("12 NOWHERE LANE\r\nSTOKE-ON-TRENT\r\nSTAFFORDSHIRE", "Stoke-on-Trent, Staffordshire", ""),
        ("Y Neuadd, Tref, Gwynedd, Wales, ZZ1 1ZZ", "Tref, Gwynedd", "Wales"),
        ("c/o Mrs A Nonymous, Mr B Nonymous, The Cottage, Ayr, Scotland, UK", "Ayr", "Scotland"),
        ("Unit 4, Some House, Nowhere Road", "", ""),
        ("Somewhere", "", ""),
        ("", "", ""),
    ],
)
def test_the_town_and_no_more(address: str, town: str, nation: str) -> None:
    assert town_of(address) == (town, nation)


@given(st.text(max_size=80), st.integers(1, 999))
def test_a_number_of_a_house_is_never_told(text: str, number: int) -> None:
    assert str(number) not in town_of(f"The House, {number} {text}, Town").name.split()
