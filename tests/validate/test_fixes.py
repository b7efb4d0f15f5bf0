"""Which suggestions a machine may follow, and what a package speaks of."""

import pytest

import cpstandard
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.schema_store import standard
from cpstandard.validate import fixes
from cpstandard.validate.coverage import Coverage

CODELIST = "/clusters/0"


def found(code, value, suggestion, pointer=CODELIST):
    where = Location("a.json", pointer, line=1, column=len(str(value)))
    return Finding(code, Severity.ERROR, "", where, value=value, suggestion=suggestion)


@pytest.mark.parametrize(
    ("code", "value", "suggestion", "reason"),
    [
        ("unknown-code", "Capacity and assets", "capacity-and-assets", fixes.CASE),
        ("unknown-code", " collaboration", "collaboration", fixes.TRIMMED),
        ("unknown-code", "COLLABORATION", "collaboration", fixes.CASE),
        ("invalid-country-code", "gb ", "GB", fixes.CASE),
        ("unlisted-country", "UK", "GB", fixes.CASE),
        ("invalid-web-address", " https://example.org", "https://example.org", fixes.TRIMMED),
        ("invalid-partial-date", "21/06/1985", "1985-06-21", fixes.DATE),
        ("padded-text", "\u00a0Leeds\n", "Leeds", fixes.TRIMMED),
        # A browser goes to https:// first where an address has no beginning.
        ("invalid-web-address", "www.example.org", "https://www.example.org", fixes.ADDRESS),
        ("invalid-web-address", "example.org/a?b=1", "https://example.org/a?b=1", fixes.ADDRESS),
        ("invalid-web-address", "hall.co.uk", "https://hall.co.uk", fixes.ADDRESS),
        ("invalid-currency-code", "€", "EUR", fixes.SIGN),
        ("unknown-code", "Timebank", "time-bank", fixes.CASE),
        ("wrong-type", "53.8", 53.8, fixes.TYPE),
        ("wrong-type", 1985, "1985", fixes.TYPE),
    ],
)
def test_what_has_one_reading_and_loses_nothing(code, value, suggestion, reason):
    assert fixes.reading(found(code, value, suggestion), standard()) == reason


def test_a_title_stands_for_its_code():
    codelist = standard().codelists["entry"]
    code = next(c for c in codelist if c.title.casefold().replace(" ", "-") != c.code)
    one = found("unknown-code", code.title, code.code, "/power/entry/0")
    assert fixes.reading(one, standard()) == fixes.TITLE


@pytest.mark.parametrize(
    ("code", "value", "suggestion"),
    [
        ("unknown-code", "colaboration", "collaboration"),
        ("padded-text", " Leeds", "Leeds, GB"),
        ("hidden-characters", "Lee\u00adds", "Leeds"),
        ("deprecated-code", "old", "new"),
        ("invalid-country-code", "England", "GB"),
        ("unlisted-country", "EN", "GB"),
        ("invalid-partial-date", "13/4/21", "2021-04-13"),
        ("invalid-partial-date", "Spring 2018", "2018"),
        # These may be a file, a slip of the keyboard, or two addresses.
        ("invalid-web-address", "minutes.pdf", "https://minutes.pdf"),
        ("invalid-web-address", "st.mary/church", "https://st.mary/church"),
        ("invalid-web-address", "www.a.org/b,www.c.org", "https://www.a.org/b,www.c.org"),
        ("invalid-web-address", 5, "https://5"),
        ("licence-unknown", "CC-BY", "CC-BY-4.0"),
        ("id-prefix", "hall", "anytown-hall"),
        ("unknown-code", "Timebanking", "time-bank"),
        ("invalid-partial-date", "43952", "2020-05-01"),
        ("invalid-partial-date", "2020-05-01 10:30", "2020-05-01"),
        ("invalid-initiative-id", " A 1", "a-1"),
        ("invalid-currency-code", "£", "GBP"),
        ("invalid-licence", "ogl", "OGL-UK-3.0"),
        ("unreadable-value", "£5", 5),
        ("unknown-heading", "Nmae", "Name"),
        ("wrong-type", "1,000", 1000),
        ("wrong-type", "01", 1),
        ("wrong-type", True, "TRUE"),
        ("repeated-value", "a", ["a"]),
        ("ambiguous-date", "01/05/2023", None),
        ("unknown-code", "A" * 250, "a" * 250),
    ],
)
def test_what_stays_a_suggestion(code, value, suggestion):
    assert fixes.reading(found(code, value, suggestion), standard()) is None


def test_no_two_codes_of_a_list_differ_in_what_joins_their_words_alone():
    for codelist in standard().codelists.values():
        joined = [code.replace("-", "") for code in codelist.codes]
        assert len(set(joined)) == len(joined), codelist.name


@pytest.mark.parametrize(
    ("countries", "is_certain"),
    [(["GB"], True), (["UK", "GB"], True), (["GB", "EG"], False), ([], False), ([None], False)],
)
def test_a_pound_is_sterling_where_all_places_are_in_the_united_kingdom(countries, is_certain):
    record = {
        "id": "anytown-hall",
        "name": "Hall (invented)",
        "clusters": ["collaboration"],
        "places": [{"name": "Anytown", "country": country} for country in countries],
        "funding": [{"amount": 5, "currency": "£"}],
        "sources": [{"id": "s1", "title": "Page"}],
    }
    package = {
        "standardVersion": "1.0",
        "publisher": {"id": "anytown", "name": "Anytown"},
        "licence": "CC0-1.0",
        "initiatives": [record],
    }
    (group,) = cpstandard.validate(package).of("invalid-currency-code")
    (one,) = group.examples
    assert one.suggestion == "GBP"
    assert (fixes.reading(one, standard()) == fixes.SIGN) is is_certain


def test_each_place_is_mended_once():
    one = found("invalid-country-code", "gb", "GB")
    assert len(list(fixes.fixes([one, one], standard()))) == 1


def test_records_of_no_shape_are_counted_without_harm():
    coverage = Coverage()
    coverage.add({"clusters": "x", "places": [1, {"name": 5}, {"name": "A"}, {"name": "A"}]})
    coverage.add({"places": {"a": [{}]}, "practices": [None, "p"], "started": 1985})
    coverage.add({})
    counts = coverage.to_dict()
    assert counts["records"] == 3
    assert counts["places"] == {"A": 1}
    assert counts["practices"] == {"p": 1}
    assert counts["years"] == {"1985": 1}
    assert counts["fields"] == {
        "places": 2,
        "clusters": 1,
        "places/a": 1,
        "places/name": 1,
        "practices": 1,
        "started": 1,
    }
