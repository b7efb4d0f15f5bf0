"""Sentences that all reports share."""

import pytest

from cpstandard.cli.reports.wording import suggested
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Location("a.json", "/practices", line=3, column=4), '["café", "b"]'),
        (Location("a.xlsx", "/practices", sheet="Initiatives", cell="C2"), "“café”, “b”"),
    ],
)
def test_a_suggested_list_is_spelt_as_its_file_writes_one(where: Location, words: str) -> None:
    finding = Finding("wrong-type", Severity.ERROR, "?", where, suggestion=["café", "b"])
    assert suggested(finding) == words
