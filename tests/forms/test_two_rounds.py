"""Whoever mends all that the first run tells is done: the second run has nothing new to say."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from workbooks import fill

# What a parish clerk types (invented), and what is to be written where a suggestion cannot know.
CLERK = [
    {
        "Name": "Example Village Hall",
        "Description": "The parish runs the hall for clubs, lunches and a nursery.",
        "Clusters": "Community assets",
        "Practices": "village hall",
        "Place name": "Example Wenham",
        "Country": "UK",
        "Status": "open",
        "Status as of": "3/4/26",
        "Website": "www.hall.example.org/about us",
        "Source title": "Minutes",
        "Source address": "see website",
    },
    {
        "Initiative id": "Fox Inn",
        "Name": "The Fox Inn",
        "Description": "Villagers bought the inn with shares and run it together.",
        "Clusters": "Community assets",
        "Practices": "Pub",
        "Place name": "Example Wenham",
        "Country": "United Kingdom",
        "Status": "Trading",
        "Status as of": "March 2026",
    },
]
META = {"Publisher id": "Example Council", "Publisher name": "Example Council", "Licence": "open"}
BY_HAND = {
    "Initiatives!H3": "Active",
    "Initiatives!H4": "Active",
    "Initiatives!I3": "2026-04-03",
    "Initiatives!L3": None,
    "Initiatives!K4": "The inn's own page",
    "Meta!B5": "CC-BY-4.0",
}


def told(*arguments):
    result = CliRunner().invoke(main, ["validate", *map(str, arguments), "--format", "json"])
    assert result.exit_code in (0, 1), result.output
    groups = json.loads(result.output)["groups"]
    return [finding for group in groups for finding in group["findings"]]


def bad(findings):
    return [(f["code"], f.get("cell")) for f in findings if f["severity"] != "info"]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_clerk(tmp_path, language):
    path = tmp_path / "ours.xlsx"
    CliRunner().invoke(main, ["template", str(path), "--simple"])
    fill(path, CLERK, META)
    book = openpyxl.load_workbook(path)
    sheet = book["Initiatives"]
    first = told(path, "--language", language)
    for finding in first:
        if finding["severity"] == "info":
            continue
        where = f"{finding['sheet']}!{finding['cell']}"
        new = finding["suggestion"] if "suggestion" in finding else BY_HAND[where]
        book[finding["sheet"]][finding["cell"]].value = new
    assert sheet["A3"].value == "example-council-village-hall"
    assert sheet["E4"].value == "community-pub"
    book.save(path)
    assert bad(told(path)) == []


def test_an_officer_with_headings_of_her_own(tmp_path):
    path = tmp_path / "awards.csv"
    own = "Ref,Project title,What it does,Town,Amount awarded,Theme"
    rows = (
        "1,Café on the Green,A café that its neighbours own and run – open to all,Anytown,"
        '"£10,000",food\n'
        "Total,,,,,\nNote: amounts are rounded to the nearest penny.,,,,,\n"
    )
    path.write_text(f"Awards made,,,,,\n,,,,,\n{own}\n{rows}", encoding="cp1252")
    (finding,) = told(path)
    named = [part.split("”")[0] for part in finding["message"].split("“") if "”" in part]
    assert finding["code"] == "not-a-package"
    assert {"Initiative id", "Name", "Clusters", "Package: Licence"} <= set(named)
    head = (
        "Initiative id,Name,Description,Place name,Amount awarded,Theme,Country,Clusters,"
        "Source title,Package: Standard version,Package: Publisher id,Package: Publisher name,"
        "Package: Licence"
    )
    more = ",GB,capacity-and-assets,Award list,1.0,anytown-fund,Anytown Fund,CC-BY-4.0"
    row, rest = rows.split("\n", 1)
    path.write_text(f"Awards made,,,,,\n{head}\n{row}{more}\n{rest}", encoding="cp1252")
    findings = told(path)
    assert sorted(bad(findings)) == [
        ("invalid-initiative-id", "A3"),
        ("repaired-encoding", None),
        ("unknown-heading", "E2"),
    ]
    assert [f.get("suggestion") for f in findings if f.get("cell") == "A3"] == ["anytown-fund-1"]
    assert len([f for f in findings if f["code"] == "skipped-row"]) == 2


def test_a_developer(tmp_path):
    path = tmp_path / "package.json"
    record = {
        "id": "swan",
        "name": "The Swan ",
        "description": "Residents bought the pub in 2014 with shares and run it themselves.",
        "cluster": ["capacity-and-assets"],
        "practices": ["Pub"],
        "places": [{"name": "Anytown", "country": "UK", "latitude": "53.8", "longitude": -1.5}],
        "started": "13/4/14",
        "ended": "2010",
        "evidence": [{"claim": "All is well.", "direction": "positive", "sources": ["s2"]}],
        "sources": [{"id": "s1", "title": "Minutes", "url": "example.org/minutes"}],
    }
    package = {
        "standardVersion": "1",
        "publisher": {"id": "Anytown", "name": "Anytown Trust"},
        "licence": "CC-BY-4",
        "initiatives": [record],
    }
    text = json.dumps(package)
    path.write_text(f"{text[:-2]},\n]}}")
    comma, *first = sorted(told(path), key=lambda finding: finding["code"] != "invalid-json")
    assert (comma["line"], comma["column"]) == (1, len(text) - 1)
    assert "there is a comma after the last value" in comma["message"]
    assert len(bad(first)) == 12
    assert all(finding["line"] and finding["column"] for finding in first)
    for finding in first:
        whole = record if finding.get("pointer") in _pointers(record) else package
        _put(whole, finding["pointer"].split("/")[1:], finding)
    record["ended"] = "2020"
    record["evidence"][0]["sources"] = ["s1"]
    path.write_text(json.dumps(package))
    assert bad(told(path)) == []


def _pointers(value, at=""):
    found = {at}
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for name, below in parts:
        found |= _pointers(below, f"{at}/{name}") if isinstance(below, dict | list) else set()
        found.add(f"{at}/{name}")
    return found


def _put(whole, tokens, finding):
    for token in tokens[:-1]:
        whole = whole[int(token) if isinstance(whole, list) else token]
    last = int(tokens[-1]) if isinstance(whole, list) else tokens[-1]
    if finding["code"] == "unknown-field":
        whole[finding["suggestion"]] = whole.pop(last)
    elif "suggestion" in finding:
        whole[last] = finding["suggestion"]
