"""How dates, sums, sizes and addresses are written for a reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish import formats


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1985", "1985"),
        ("1985-06", "June 1985"),
        ("1985-06-01", "1 June 1985"),
        ("2001-02-30", "30 February 2001"),
        ("2026-01-05T10:30:00Z", "5 January 2026"),
        ("1985-13", "1985"),
        ("1985~", "about 1985"),
        ("1985-06~", "about June 1985"),
        ("mid-1980s", "mid-1980s"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_day_is_as_exact_as_is_known(text: str | None, words: str) -> None:
    assert formats.day(text) == words


def test_a_time_of_day_is_said_to_be_utc() -> None:
    assert formats.moment("2026-01-05T10:30:00Z") == "5 January 2026, 10:30 UTC"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2014", "2015-03", "2014 to March 2015"),
        ("2014", "2014", "2014"),
        ("2014~", "2015", "about 2014 to 2015"),
        ("2014", None, "2014"),
        (None, "2015", "until 2015"),
        (None, None, ""),
    ],
)
def test_a_span(start: str | None, end: str | None, words: str) -> None:
    assert formats.span(start, end) == words


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (500000, "GBP", "£500,000"),
        (10.5, "EUR", "€10.50"),
        (3.0, "KES", "KES 3"),
        (0, "USD", "US$0"),
        (12, None, "12 (currency not given)"),
    ],
)
def test_money(amount: float, currency: str | None, words: str) -> None:
    assert formats.money(amount, currency) == words


def test_numbers_say_whether_they_are_exact() -> None:
    assert formats.money(5, "GBP", "at-least") == "at least £5"
    assert formats.number(1625.0, "about") == "about 1,625"
    assert formats.number(-16.7) == "\u221216.7"
    assert formats.number(0.25, "exact") == "0.25"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1_400_000, "1.4 MB"),
        (2 * 10**9, "2 GB"),
    ],
)
def test_sizes(count: int, words: str) -> None:
    assert formats.size(count) == words


def test_the_host_of_an_address_that_is_none_is_empty() -> None:
    assert formats.host("https://www.example.org:8080/a") == "example.org"
    assert formats.host("https://[broken/") == ""


def test_a_contact_cannot_add_headers_to_a_message() -> None:
    address = formats.mail_address("a@example.org?bcc=b@example.org", "Record & more")
    assert address == "mailto:a@example.org%3Fbcc%3Db@example.org?subject=Record%20%26%20more"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        ("One sentence here. Another one follows it.", "One sentence here."),
        ("Words without any end that go on and on", "Words without any end…"),
        ("x" * 40, "x" * 25 + "…"),
    ],
)
def test_text_is_cut_at_a_sentence_else_at_a_word(text: str, short: str) -> None:
    assert formats.shorten(text, 25) == short


@given(st.text(alphabet=st.sampled_from("ab1. \n\u3002!\u201d"), max_size=300), st.integers(1, 80))
def test_a_long_text_is_folded_without_losing_a_word(text: str, cut: int) -> None:
    shown, rest = formats.opening(text, 2 * cut, cut)
    together = "".join([*shown, *rest]).replace("\u2026", "")
    assert "".join(together.split()) == "".join(text.split())
    assert all(part.strip() for part in [*shown, *rest])
    if len(text) <= 2 * cut:
        assert rest == []


def test_a_text_is_parted_where_a_sentence_or_a_paragraph_ends() -> None:
    sentence = "A sentence of the invented text, which is not short. "
    shown, rest = formats.opening(sentence * 40)
    assert shown[0].endswith("not short.")
    assert 600 <= len(shown[0]) < 700
    assert rest[0].startswith("A sentence")
    shown, rest = formats.opening(f"{'a' * 500}\n{'b' * 700}")
    assert shown[0] == "a" * 500
    assert shown[1].endswith("b…")
    numbered = " ".join(f"{n}. to do good in an invented town" for n in range(1, 60))
    shown, _ = formats.opening(numbered)
    assert not shown[0].rstrip("…").endswith(".")  # not after the number of a point


def test_a_note_is_left_out_only_where_the_dispute_beside_it_has_it_word_for_word() -> None:
    assert formats.is_told_in("Disputed: the city says 63%.", "The city says 63%.")
    assert not formats.is_told_in("The city says 63% of 12,000.", "The city says 63%.")
    assert not formats.is_told_in("The city says 36%.", "The city says 63%.")
    assert not formats.is_told_in(
        "The trust, not the city, paid.", "The city, not the trust, paid."
    )
    assert not formats.is_told_in("It paid.", None)
