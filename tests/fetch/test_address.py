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
        ("https://ｅxample。org/", "https://example.org/"),
        ("https://example.org?a=1", "https://example.org/?a=1"),
        ("https://example.org/a%20b%2Fc%zz", "https://example.org/a%20b%2Fc%25zz"),
        ("https://data_store.example.org/", "https://data_store.example.org/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
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
        ("https://example.org:70000/", "port 70000"),
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
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://example.org/b"),
        ("b?c#d", "https://example.org/a/b?c"),
        ("//other.example/b", "https://other.example/b"),
        ("https://other.example", "https://other.example/"),
        ("http://example.org/b", None),
        ("\\\\other.example/b", None),
        ("https://[", None),
        ("ftp://example.org/", None),
        ("x" * 5000, None),
    ],
)
def test_where_a_redirect_leads(location: str, target: str | None) -> None:
    base = read_address("https://example.org/a/x")
    if target is None:
        with pytest.raises(Refused):
            follow(base, location)
    else:
        assert str(follow(base, location)) == target


@pytest.mark.parametrize("location", ["/a\\b", "/a\u202eb", "/" + "x" * 5000])
def test_an_odd_redirect_is_said_to_be_one(location: str) -> None:
    with pytest.raises(Refused, match=r"^it leads to an address with a backslash or a hidden sign"):
        follow(read_address("https://example.org/"), location)


@given(st.text(max_size=60) | st.from_regex(r"https?://[\S]{0,40}(:[0-9]{0,6})?/[\S]{0,20}"))
def test_any_text_is_an_address_or_refused_and_its_form_stays(text: str) -> None:
    try:
        address = read_address(text)
    except Refused:
        return
    assert read_address(str(address)) == address
    assert str(address).isascii()
