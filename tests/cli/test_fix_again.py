"""A corrected copy: nothing in it is worse, and to correct it soon changes nothing any more.

What stands behind a mistake is only looked at when the mistake is gone: a record whose structure is
mended is asked questions that it was not asked before. So one more round may find more to mend, and
what it finds was not asked the first time, which the first report says.
"""

import csv
import io
import json
from collections import Counter
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cpstandard.cli import main

HEADER = {
    "standardVersion": "1.0",
    "publisher": {"id": "ab", "name": "Anytown Trust (invented)"},
    "licence": "CC-BY-4.0",
}
# What people write in the cells of each column, of which some has one reading and some has none.
CELLS = {
    "Name": ["One", " Two ", "THREE HALLS", "=1+1", "n/a", "Caf\u00c3\u00a9", "Sta\u00adtion", "12"],
    "Clusters": ["collaboration", "Collaboration", " collaboration", "Capacity and assets",
                 "decision_making;COLLABORATION", "citty", "Entscheidung"],
    "Country": ["GB", "gb", " GB", "United Kingdom", "UK", "XX", "england"],
    "Place name": ["Leeds", " Leeds", "TA7 ONZ", "AB10 1AB", ""],
    "Started": ["1985", "21/06/1985", "01/05/2023", "June 1985", "31/02/1999", "45000", "c. 1985",
                "1985-06-21 00:00:00", "21 Mehefin 1985", "2204"],
    "Scope": ["city", "City", "CITY ", "town", ""],
    "Website": ["https://example.org", "www.example.org", " https://example.org ", "mary@example.org"],
    "Language": ["en", "EN", "cy-GB", "gb", ""],
    "Latitude": ["53.8", " 53.8", "53,8", "north", ""],
    "Longitude": ["-1.5", "-1.5 ", "", "-1,5"],
    "Source title": ["Ours"],
}  # fmt: skip
ROW = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CELLS.items()})
ROWS = st.lists(ROW, min_size=1, max_size=3)

# Like the checks, these are asked of records of sound structure alone.
CODELIST = {"unlisted-code", "deprecated-code", "deprecated-field"}


def table(rows):
    package = {
        "Package: Standard version": "1.0",
        "Package: Publisher id": "ab",
        "Package: Publisher name": "Anytown Trust (invented)",
        "Package: Licence": "CC-BY-4.0",
    }
    whole = [{"Initiative id": f"ab-{n}", **row, **package} for n, row in enumerate(rows, start=1)]
    return [list(whole[0]), *(list(row.values()) for row in whole)]


def write_csv(rows, path):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table(rows))
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def write_xlsx(rows, path):
    book = Workbook()
    for number, row in enumerate(table(rows), start=1):
        for column, value in enumerate(row, start=1):
            if value:
                # A formula stays text here: that is what the check formula-text is for.
                cell = book.active.cell(number, column, value)
                cell.data_type = "s"
    book.save(path)


def records(rows):
    for number, row in enumerate(rows, start=1):
        place = {"name": row["Place name"], "country": row["Country"]}
        if row["Latitude"] and row["Longitude"]:
            place |= {"latitude": row["Latitude"], "longitude": row["Longitude"]}
        yield {
            "id": f"ab-{number}",
            "name": row["Name"],
            "clusters": row["Clusters"].split(";"),
            "places": [place],
            "started": row["Started"],
            "website": row["Website"],
            "sources": [{"id": "s1", "title": row["Source title"]}],
            **({"scope": row["Scope"]} if row["Scope"] else {}),
            **({"language": row["Language"]} if row["Language"] else {}),
        }


def write_json(rows, path):
    path.write_text(json.dumps({**HEADER, "initiatives": list(records(rows))}), encoding="utf-8")


def write_jsonl(rows, path):
    lines = [HEADER, *records(rows)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def checked(path, *more):
    arguments = ["validate", str(path), "--format", "json", "--quiet", "--limit", "1000", *more]
    done = CliRunner().invoke(main, [*arguments, "--fail-on", "never"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def findings(report):
    """Return how often each code is found at each place: what is said of it may change."""
    return Counter(
        (group["code"], found.get("recordId"), found.get("pointer"))
        for group in report["groups"]
        for found in group["findings"]
    )


@pytest.mark.parametrize(
    ("ending", "write"),
    [("csv", write_csv), ("xlsx", write_xlsx), ("json", write_json), ("jsonl", write_jsonl)],
)
def test_a_fixed_copy_is_fixed_and_no_worse(ending, write, tmp_path_factory):
    folder = tmp_path_factory.mktemp(ending)

    @settings(
        max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(rows=ROWS)
    def holds(rows):
        copies = [folder / f"{number}.{ending}" for number in range(4)]
        for copy in copies[1:]:
            copy.unlink(missing_ok=True)  # no copy is written over another
        write(rows, copies[0])
        reports = [checked(a, "--fix", str(b)) for a, b in pairwise(copies)]
        for before, after in pairwise(reports):
            later = {each["code"] for each in before["notRun"]} | CODELIST
            new = {each for each in findings(after) - findings(before) if each[0] not in later}
            assert not new, f"{new} after {before['fixes']}"
        assert not reports[2]["fixes"]
        assert copies[3].read_bytes() == copies[2].read_bytes()

    holds()
