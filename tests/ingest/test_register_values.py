"""The rough values of registers: dates, countries, texts."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.ingest.country import country_code, country_name
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.partial_date import partial_date


@pytest.mark.parametrize(
    ("raw", "formats", "found"),
    [
        ("2023-09-07 00:00:00.0000000", (), "2023-09-07"),
        ("2015-06-01T00:00:00+00:00", (), "2015-06-01"),
        ("26/06/1986 00:00", ("%d/%m/%Y %H:%M",), "1986-06-26"),
        ("07.03.1999", ("%d.%m.%Y",), "1999-03-07"),
        ("31 March 2023", (), "2023-03-31"),
        (" March  2023 ", (), "2023-03"),
        ("2023-5", (), "2023-05"),
        ("06/2019", ("%m/%Y",), "2019-06"),
        ("1985", (), "1985"),
        (1985.0, (), "1985"),
        (1985, (), "1985"),
        (date(2020, 2, 29), (), "2020-02-29"),
        (datetime(2020, 2, 29, 10, 0, tzinfo=UTC), (), "2020-02-29"),
        ("c. 1985", (), "1985~"),
        ("C1985", (), "1985~"),
        ("circa May 1985", (), "1985-05~"),
        ("about 06/2019", ("%m/%Y",), "2019-06~"),
        ("1985-06~", (), "1985-06~"),
        ("about", (), None),
        ("~", (), None),
        ("c. c. 1985", (), None),
        ("03/04/2020", (), None),
        ("2020-02-30", (), None),
        ("0", (), None),
        (-1, (), None),
        (True, (), None),
        (None, (), None),
        ("NA", (), None),
        ("x" * 10_000, ("%Y",), None),
    ],
)
def test_dates_are_as_exact_as_they_were_written(raw, formats, found) -> None:
    assert partial_date(raw, formats) == found


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_comes_back(day: date) -> None:
    assert partial_date(day.isoformat()) == partial_date(day) == day.isoformat()
    assert partial_date(day.strftime("%d/%m/%Y"), ["%d/%m/%Y"]) == day.isoformat()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("GB", "GB"), ("gbr", "GB"), ("United Kingdon", "GB"), ("England", "GB"), ("U.K.", "GB"),
        ("South Korea", "KR"), ("Cape Verde", "CV"), ("Bolivia", "BO"), ("Atlantis", None),
        ("", None), ("ZZ", None), ("x" * 200, None),
    ],
)  # fmt: skip
def test_five_spellings_of_a_country(name: str, code: str | None) -> None:
    assert country_code(name) == code


def test_countries_have_plain_names() -> None:
    assert country_name("BO") == "Bolivia"
    assert country_name("ZZ") == "ZZ"


def test_broken_encodings_are_mended_and_sound_text_is_left_alone() -> None:
    assert mend_mojibake("Â£100 for a cafÃ©") == "£100 for a café"
    assert mend_mojibake("Â£1 of 日本") == "£1 of 日本"
    for sound in ("São João", "£100", "Âge d’or", "plain"):
        assert mend_mojibake(sound) == sound


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Write to a.person@invented.example.", 1),
        ("Call 01632 960123 or +44 1632 960124", 2),
        ("In 2009-2010 it spent 1,000,000 on 12 homes at 0.25 per cent", 0),
        ("GB-COH-01234567 and 360G-inv-0012345678901", 0),
    ],
)
def test_contact_details_are_withheld(text: str, count: int) -> None:
    plain, found = without_contacts(text)
    assert found == count
    assert "@" not in plain


def test_a_cut_ends_with_a_sentence_or_a_word() -> None:
    assert cut("One two. Three four.", 12) == "One two."
    assert cut("One two three four", 12) == "One two …"
    assert cut("short", 12) == "short"


@given(st.text(), st.integers(min_value=4, max_value=50))
def test_a_cut_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit
