"""Whatever stands in somebody's file, each form of the report can be read by what reads it."""

import json
import re
import unicodedata
from html.parser import HTMLParser

import click
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cpstandard.cli.reports import text as text_report
from cpstandard.cli.reports.forms import render
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.report import NotRun, Report
from cpstandard.validate.catalogue import all_codes, builtin_checks

# No fixture: a failure would print all of it.
CODES = all_codes(builtin_checks())
NASTY = [
    "\x00\x01\x0b\x1b[31m\x7f\x85",
    "\ud800 \udfff \ufffe \uffff",
    "]]></failure><testcase/>",
    "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>",
    "`|` | **x** [a](https://example.org) ![i](x.png) @bob #1 www.example.org :tada: ~~no~~",
    "$x$ <!-- &amp; &#x0; https://example.org/ bob@example.org GH-1",
    "{0} {{1}} ](x)",
    "\n::error::x\r\n# heading\n\n    code\n---\n> q\n1. x\n\t- y",
    "\u202eturned\u202c \u2028\u2029",
    "a\\b/../c",
    "",
]
words = st.sampled_from(NASTY) | st.text(st.characters(), max_size=40)
maybe = st.none() | words
numbers = st.none() | st.integers(1, 10**9)
severities = st.sampled_from(list(Severity))
values = (
    st.none() | words | st.floats() | st.lists(words, max_size=2) | st.dictionaries(words, words)
)
locations = st.builds(Location, words, words, numbers, numbers, maybe, maybe, numbers, maybe)
findings = st.builds(
    Finding,
    words | st.just("unknown-code"),
    severities,
    words,
    locations,
    maybe,
    values,
    values,
    st.dictionaries(words, words, max_size=2),
    st.integers(1, 10**6),
)


@st.composite
def reports(draw):
    report = Report(draw(words), draw(words), "fast", draw(st.integers(1, 3)), 7)
    report.extend(draw(st.lists(findings, max_size=6)))
    report.not_run = draw(st.lists(st.builds(NotRun, words, words, st.integers(0, 9)), max_size=2))
    return report


hostile = given(found=st.lists(reports(), min_size=1, max_size=2))
unhurried = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


class Tags(HTMLParser):
    """Collects every tag and attribute; a browser forgives what this cannot see either."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def counts(found):
    return [group.count for report in found for group in report.sorted_groups()]


@hostile
@unhurried
def test_sarif(read_sarif, found):
    text = render("sarif", found, CODES)
    text.encode("utf-8")
    results = read_sarif(text)["runs"][0]["results"]
    assert sum(result["occurrenceCount"] for result in results) == sum(counts(found))


@hostile
@unhurried
def test_gitlab(read_gitlab, found):
    text = render("gitlab", found, CODES)
    text.encode("utf-8")
    entries = read_gitlab(text)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


@hostile
@unhurried
def test_junit(read_junit, found):
    document = read_junit(render("junit", found, CODES))
    suites = document.findall("testsuite")
    assert len(suites) == len(found)
    for suite in suites:
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))


@hostile
@unhurried
def test_json_and_github(found):
    def refuse(name: str) -> None:
        raise AssertionError(name)

    text = render("json", found, CODES)
    text.encode("utf-8")
    json.loads(text, parse_constant=refuse)
    lines = render("github", found, CODES)
    lines.encode("utf-8")
    for line in lines.split("\n")[:-1]:
        assert line.startswith(("::error ", "::warning ", "::notice "))


@hostile
@unhurried
def test_text(found):
    text = click.unstyle(text_report.render(found))
    text.encode("utf-8")
    assert {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}} <= {"\n"}


@hostile
@unhurried
def test_markdown_shows_nothing_that_strangers_marked_up(found):
    text = render("markdown", found, CODES)
    text.encode("utf-8")
    bare = re.sub("^### ", "", text, flags=re.MULTILINE)
    # A service also links what looks like an address, a person, an issue or an emoji.
    assert not re.search(r"://|www\.(?!\u200b)|[@#](?!\u200b)|:tada:", bare)
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    seen = Tags(page)
    allowed = {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "ul", "li", "span"}
    assert set(seen.tags) <= allowed
    assert seen.attributes <= {"style"}
    assert seen.tags.count("h3") == len(found)


@hostile
@unhurried
def test_html_holds_no_element_of_strangers(found):
    text = render("html", found, CODES)
    text.encode("utf-8")
    seen = Tags(text)
    for tag in ("script", "img", "iframe", "object", "svg", "link", "base", "form"):
        assert tag not in seen.tags
    assert seen.tags.count("article") == len(counts(found))
    assert seen.tags.count("h2") == len(found)
    assert not {name for name in seen.attributes if name.startswith("on") or name == "src"}
