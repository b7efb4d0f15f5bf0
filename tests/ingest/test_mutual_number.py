"""The numbers of mutual societies, and the rules for registers that hold nothing else."""

import pytest

from cpstandard.ingest.mutual_number import mutual_number
from cpstandard.ingest.society_rules import society_classifier


@pytest.mark.parametrize(
    ("raw", "number", "form"),
    [
        ("7216", "7216", "community-benefit-society"),
        ("7216CBS", "7216", "community-benefit-society"),
        ("9999", "9999", "community-benefit-society"),
        ("4051 CS", "4051", "co-operative-society"),
        (4051.0, "4051", "co-operative-society"),
        ("6999", "6999", "co-operative-society"),
        ("GB-MPR-32358R", "32358R", "registered-society"),
        ("2686rs", "2686RS", "registered-society"),
        ("400IP", "400IP", "registered-society"),
        ("IP000400", "IP000400", "registered-society"),
        ("12CUS", "12CUS", "credit-union"),
        ("9W", "9W", "working-mens-club"),
        ("9INFI", "9INFI", "friendly-society"),
        ("123", "123", ""),
        ("GB-CHC-1234567", "", ""),
        ("n/a", "", ""),
        (None, "", ""),
    ],
)
def test_the_number_tells_the_form(raw, number: str, form: str) -> None:
    assert mutual_number(raw) == (number, form)


@pytest.mark.parametrize(
    ("name", "form", "practice"),
    [
        ("The Nowhere Arms Limited", "community-benefit-society", "community-pub"),
        ("The Nowhere Arms Limited", "", ""),
        ("Nowhere Stores Limited", "community-benefit-society", "community-shop"),
        ("Nowhere Stores Limited", "", ""),
        ("Nowhere Wind Limited", "community-benefit-society", "community-energy"),
        ("Nowhere CLT Limited", "registered-society", "community-land-trust"),
        ("Nowhere Allotments Limited", "co-operative-society", "community-food"),
        ("Nowhere Housing Group Limited", "community-benefit-society", ""),
        ("Nowhere Arms Social Club Limited", "registered-society", ""),
        ("The Nowhere Co-operative Limited", "registered-society", ""),
        ("Nowhere Community Credit Union Limited", "credit-union", ""),
    ],
)
def test_the_form_in_law_lends_weight_to_a_name(name: str, form: str, practice: str) -> None:
    found = society_classifier().classify(name, codes={"uk-legal-form": {form}})
    assert (found[0].practice if found else "") == practice
