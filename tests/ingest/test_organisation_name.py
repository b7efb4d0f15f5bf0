"""Names as registers write them, and as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.ingest.organisation_name import readable_name, without_legal_form


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Somewhere Community Shop Limited", "Somewhere Community Shop"),
        ("Somewhere Pub CBS Limited", "Somewhere Pub"),
        ("Somewhere Hub C.I.C.", "Somewhere Hub"),
        ("Ynni Rhywle Cyfyngedig", "Ynni Rhywle"),
        ("Somewhere Island Buyout (SCIO)", "Somewhere Island Buyout"),
        ("Somewhere (Ltd", "Somewhere (Ltd"),
        ("Limited", "Limited"),
        ("CBS Limited", "CBS"),
        ("The Unlimited Garden", "The Unlimited Garden"),
        ("Somewhere Community Benefit Society", "Somewhere Community Benefit Society"),
    ],
)
def test_the_legal_form_is_left_out(name: str, said: str) -> None:
    assert without_legal_form(name) == said


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("SOMEWHERE VILLAGE HALL AND GREEN", "Somewhere Village Hall and Green"),
        ("THE FRIENDS OF ST MARY'S CHURCH", "The Friends of St Mary's Church"),
        ("SOMEWHERE RFC LTD", "Somewhere RFC Ltd"),
        ("A.B.C. SOMEWHERE TRUST", "A.B.C. Somewhere Trust"),
        ("YMCA", "YMCA"),
        ("Somewhere  HALL", "Somewhere HALL"),
    ],
)
def test_capitals_become_readable(name: str, readable: str) -> None:
    assert readable_name(name) == readable


@given(st.text(max_size=60))
def test_no_letter_is_lost(name: str) -> None:
    assert readable_name(name).casefold() == " ".join(name.split()).casefold()
