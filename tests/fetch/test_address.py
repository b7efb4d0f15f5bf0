"""The one reading of a web address: usual forms come out, the rest is refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.fetch.address import Refused, follow, read_address


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://EXAMPLE.org:443/A?b=C#d", "https://example.org/A?b=C"),
        ("http://example.org.:8080/x", "http://example.org:8080/x"),
        ("https://bücher.example/ä b".replace(" ", ""), "https://xn--bcher-kva.example/%C3%A4b"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        # Cherokee, of which the capital letters are the usual ones.
        ("https://ᏣᎳᎩ.example/", "https://xn--f9dt7l.example/"),
        ("https://ｅxample。org/", "https://example.org/"),
        ("https://example.org?a=1", "https://example.org/?a=1"),
        ("https://example.org/a%20b%2Fc%2f%zz", "https://example.org/a%20b%2Fc%2f%25zz"),
        ("https://data_store.example.org/", "https://data_store.example.org/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://8。８．8｡8./", "https://8.8.8.8/"),
        ("https://example.org:1024/", "https://example.org:1024/"),
        ("https://example.org:65535/", "https://example.org:65535/"),
        ("https://example.org:00443/", "https://example.org/"),
        ("https://[2606:4700:0:0:0:0:0:1111]:8443/", "https://[2606:4700::1111]:8443/"),
    ],
)
def test_an_address_gets_its_usual_form(written: str, asked: str) -> None:
    assert str(read_address(written)) == asked
    assert str(read_address(asked)) == asked


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("example.org/x.csv", "has to begin with https"),
        ("ftp://example.org/", "begins with ftp://"),
        ("https://me:secret@example.org/", "a name or a password before an @"),
        ("https://example.org\\@evil.example/", "backslash"),
        ("https://example.org/a b", "blank"),
        ("https://example.org/\u202e", "hidden sign"),
        ("https://example.org:22/", "port 22"),
        ("https://example.org:1023/", "port 1023"),
        ("https://example.org:65536/", "port 65536"),
        ("https://example.org:0080800/", "not written as one"),
        ("https://example.org:" + "8" * 3000 + "/", "not written as one"),
        ("https://example.org:8o/", "not written as one"),
        ("https://0x8.8/", "a number for a host"),
        ("https://134744072/", "a number for a host"),
        ("https://010.8.8.8/", "a number for a host"),
        ("https://1.2.3.4.5/", "a number for a host"),
        ("https://[fe80::1%eth0]/", "in brackets that is none"),
        ("https://exa%6dple.org/", "encoded sign"),
        ("https://-example.org/", "cannot be one"),
        ("https://" + "a" * 64 + ".org/", "cannot be one"),
        ("https:///x", "cannot be one"),
        ("https://" + "é" * 70 + ".org/", "cannot be one"),
        ("https://\u0301é.example/", "cannot be one"),
        ("https://example.org/" + "x" * 5000, "longer than any honest one"),
    ],
)
def test_what_is_unusual_is_refused_with_a_reason(written: str, why: str) -> None:
    with pytest.raises(Refused, match=why) as caught:
        read_address(written)
    assert str(caught.value).startswith("its address ")
    assert "secret" not in str(caught.value)


SHORT = "https://example.org/"


@pytest.mark.parametrize(
    ("longest", "longer"),
    [
        (SHORT + "x" * (4000 - len(SHORT)), SHORT + "x" * (4001 - len(SHORT))),
        (f"https://{'abcdefghi.' * 25}org/", f"https://{'abcdefghi.' * 25}info/"),
        (f"https://{'a' * 63}.org/", f"https://{'a' * 64}.org/"),
    ],
    ids=["address", "name", "part of a name"],
)
def test_the_longest_that_is_taken_and_a_sign_more(longest: str, longer: str) -> None:
    assert str(read_address(longest)) == longest
    with pytest.raises(Refused):
        read_address(longer)
    base = read_address(SHORT)
    assert str(follow(base, longest)) == longest
    with pytest.raises(Refused, match=r"^it leads on to another address, and its address "):
        follow(base, longer)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://example.org/b"),
        ("b?c#d", "https://example.org/a/b?c"),
        ("//other.example/b", "https://other.example/b"),
        ("https://other.example", "https://other.example/"),
    ],
)
def test_where_a_redirect_leads(location: str, target: str) -> None:
    assert str(follow(read_address("https://example.org/a/x"), location)) == target


ODD = "it leads to an address with a backslash or a hidden sign in it"
DOWN = "it leads from https to http, where anyone on the way can change what comes"


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("/a\\b", ODD),
        ("\\\\other.example/b", ODD),
        ("/a\u202eb", ODD),
        ("https://[", "it leads to an address that is none"),
        ("http://example.org/b", DOWN),
        ("ftp://example.org/", "it leads on to another address, and its address begins with ftp:/"),
        ("x" * 5000, "it leads on to another address, and its address is longer than any honest"),
    ],
)
def test_a_redirect_that_is_not_followed_is_told_why(location: str, why: str) -> None:
    with pytest.raises(Refused) as caught:
        follow(read_address("https://example.org/a/x"), location)
    assert str(caught.value).startswith(why)


@given(st.text(max_size=60) | st.from_regex(r"https?://[\S]{0,40}(:[0-9]{0,6})?/[\S]{0,20}"))
def test_any_text_is_an_address_or_refused_and_its_form_stays(text: str) -> None:
    try:
        address = read_address(text)
    except Refused:
        return
    assert read_address(str(address)) == address
    assert str(address).isascii()
