"""Addresses made from any text: safe, and two of them never the same by accident."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.core.slug import slug


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The Swan’s Café – £5", "the-swan-s-cafe-5"),
        ("  Tŷ   Mawr\n", "ty-mawr"),
        ("a" * 80, "a" * 80),
        ("ÉCOLE", "ecole"),
    ],
)
def test_what_loses_nothing_is_left_plain(text, made):
    assert slug(text) == made


@pytest.mark.parametrize("text", ["日本", "../..", "a→b", "x" * 81, "", "\ud800", "a\u202eb"])
def test_what_loses_something_has_a_digest(text):
    assert re.fullmatch(r"([a-z0-9-]*-)?[0-9a-f]{8}", slug(text))


def test_a_digest_is_of_the_very_text():
    assert slug("a→b") != slug("a←b")
    assert slug("Ω→") != slug("ω→")


def test_a_long_one_is_cut_with_room_for_its_digest():
    made = slug("word " * 40, limit=30)
    assert len(made) <= 30
    assert re.fullmatch(r"(word-)+w-[0-9a-f]{8}", made)
    assert re.fullmatch(r"x{20}-[0-9a-f]{8}", slug(f"{'x' * 20} {'y' * 20}", limit=30))


@given(st.text())
def test_any_text_is_safe_in_a_path(text):
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 80
    assert slug(text) == made


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=70))
def test_of_ascii_the_short_way_leads_where_the_long_one_does(text: str) -> None:
    wide = "".join(c if c == " " else chr(ord(c) + 0xFEE0) for c in text)
    if re.search("[a-z0-9]", text.lower()):
        assert slug(text) == slug(wide)
