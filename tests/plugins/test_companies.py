"""Community interest companies: the real sample, and what becomes of a file that is none."""

import io
import zipfile
from functools import partial
from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.run import parse_options
from cpstandard.plugins import load_plugins
from importing import imported, refusal

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "plugins/cpstandard-cic/tests/cases/as-published/document.csv"


run = partial(imported, "cic")


def test_the_real_sample(shared: Path) -> None:
    folder = shared / "data/registers/companies-house"
    made, report = run(folder / "BasicCompanyData-2020-06-01-part6_7.csv")
    assert report.rows == 87
    assert report.skipped == {
        "not a community interest company": 77,
        "no rule takes it for community power": 8,
    }
    assert report.unread == report.unknown == {}
    assert {item.record["name"]: item.record["practices"] for item in made} == {
        "Wilsden Community Company": ["community-business"],
        "Yate Outdoor Sports Complex (Facilities Management)": ["community-sport"],
    }
    assert {item.record["status"]["asOf"] for item in made} == {"2020-06-01"}


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, CASE.read_bytes())
    return path


def test_zipped_and_in_parts(tmp_path: Path) -> None:
    plain, _ = run(CASE, {"as_of": "2020-06-01"})
    one, _ = run(zipped(tmp_path / "one.zip", "BasicCompanyData-2020-06-01-part1_2.csv"))
    assert [item.record for item in one] == [item.record for item in plain]
    both = zipped(tmp_path / "two.zip", "part1_2.csv", "part2_2.csv")
    twice, report = run(both, {"as_of": "2020-06-01"})
    assert [item.record for item in twice] == [item.record for item in plain]
    assert report.rows == 32
    # The ten with a number that the first part holds, one of them twice, are known again.
    assert report.skipped["the number occurred before in this file"] == 1 + 10


def test_no_street_postcode_or_person_gets_through() -> None:
    made, report = run(CASE)
    text = repr([item.record for item in made])
    assert "INVENTED STREET" not in text.upper()
    assert "ZZ1" not in text
    assert "A. PERSON" not in text.upper()
    assert report.withheld == {"RegAddress.CareOf": 1}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"reg_charity_number,charity_name\n1,A\n", "found reg_charity_number, charity_name"),
        (b"CompanyName,CompanyNumber,Status\nA,1,x\n", "expected a table with the headings"),
        (b"[1, 2]", "cannot"),
        (b"", "empty"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "document.csv"
    path.write_bytes(content)
    told = refusal(run, path)
    assert said in told or "basic company data" in told


def test_a_truncated_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path / "whole.zip", "companies.csv")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnusableInput, match=r"cut\.zip"):
        run(cut)


def test_the_first_rows_need_no_more_than_themselves(tmp_path: Path) -> None:
    """The real file has five million rows: what comes out first must not wait for the last."""
    header, *rows = CASE.read_bytes().splitlines(keepends=True)
    path = tmp_path / "long.csv"
    out = io.BytesIO()
    out.write(header)
    for _ in range(2000):
        out.writelines(rows[-3:])
    path.write_bytes(out.getvalue())
    importer = load_plugins().importer("cic").item
    document = open_document(path)
    outcomes = importer.read(document, parse_options(importer, {}))
    assert next(outcomes).rows[0].location.row == 2
    assert sum(1 for _ in outcomes) == 5999
