"""A licence by the names that people give it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.validate.licence_names import licence_named
from cpstandard.validate.licences import CLOSED_LICENCES, OPEN_LICENCES

KNOWN = (*OPEN_LICENCES, *CLOSED_LICENCES)


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("CC BY", "CC-BY-4.0"),
        ("CC-BY", "CC-BY-4.0"),
        ("cc by 4", "CC-BY-4.0"),
        ("CC BY 3.0", "CC-BY-3.0"),
        ("Creative Commons Attribution", "CC-BY-4.0"),
        ("Creative Commons Attribution 4.0 International Licence", "CC-BY-4.0"),
        ("CC BY-NC", "CC-BY-NC-4.0"),
        ("Creative Commons Attribution-NonCommercial-ShareAlike 4.0", "CC-BY-NC-SA-4.0"),
        ("OGL", "OGL-UK-3.0"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("OGL 2", "OGL-UK-2.0"),
        ("CC0", "CC0-1.0"),
        ("Creative Commons Zero", "CC0-1.0"),
        ("Public domain", "CC0-1.0"),
        ("ODbL", "ODbL-1.0"),
        # These may be several, or are none that is known.
        ("Creative Commons", None),
        ("CC", None),
        ("CC BY 2.5", None),
        ("open", None),
        ("all rights reserved", None),
        ("", None),
    ],
)
def test_a_name_is_read_where_it_names_one(text, licence):
    assert licence_named(text) == licence


@given(st.text(max_size=80))
def test_nothing_is_named_but_what_is_known(text):
    assert licence_named(text) in {None, *KNOWN}


@pytest.mark.parametrize("licence", KNOWN)
def test_an_id_in_any_case_is_itself(licence):
    assert licence_named(licence.lower().replace("-", " ")) == licence
