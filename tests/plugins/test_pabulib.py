"""Pabulib's .pb files: what is counted and not kept, what is refused, and hostile ones."""

import json
import random
import tracemalloc
import zipfile
from functools import partial
from pathlib import Path

import pytest

import importing
from cpstandard.core.errors import UnusableInput
from cpstandard.ingest.run import parse_options
from cpstandard.plugins import load_plugins

CASE = Path(__file__).resolve().parents[2] / "plugins/cpstandard-pabulib/tests/cases"
HEAD = "META\nkey;value\ncountry;Poland\nunit;Wymyslow\ninstance;2020\nbudget;100\n"
PROJECTS = "PROJECTS\nproject_id;cost;name;selected\n1;50;A bench;1\n"


run = partial(importing.run, "pabulib")


def put(folder: Path, text: str | bytes, name: str = "a.pb") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_votes_are_counted_in_constant_memory_and_never_kept(tmp_path: Path) -> None:
    votes = "".join(f"voter{n};{n % 90};1,2,3,4,5,6,7,8,9,10,11,12\n" for n in range(200_000))
    path = put(tmp_path, f"{HEAD}{PROJECTS}VOTES\nvoter_id;age;vote\n{votes}")
    assert path.stat().st_size > 8_000_000
    tracemalloc.start()
    [record], report = run(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 << 20
    [voted] = [p for p in record["participation"] if p["counted"] == "voted"]
    assert voted["value"] == 200_000
    assert report.withheld == {"VOTES/age": 1, "VOTES/vote": 1, "VOTES/voter_id": 1}
    assert "voter1" not in json.dumps(record)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    text = f"{HEAD}{PROJECTS}VOTES\nvoter_id;vote\n1;1\n".replace("Wymyslow", "Ville-Inventée")
    [record], report = run(put(tmp_path, text.replace("\n", end).encode(encoding)))
    assert record["places"] == [{"name": "Ville-Inventée", "country": "PL"}]
    assert report.unread == {}
    assert bool(report.notes) == (encoding == "cp1252")


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_file_that_a_spreadsheet_saved_anew(tmp_path: Path, delimiter: str) -> None:
    text = f"{HEAD}{PROJECTS}VOTES\nvoter_id;vote\n1;1\n".replace(";", delimiter)
    again = text.replace("META\n", f"META{delimiter * 3}\n").replace("VOTES\n", '"VOTES"\n')
    assert run(put(tmp_path, again))[0] == run(put(tmp_path, text))[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("META\nkey;value\nunit;X\n", "META, PROJECTS and VOTES were expected, found META"),
        ("project_id;cost\n1;2\n", "CSV file, not what its name says"),
        (f"{HEAD}PROJECTS\nname;place\nA;B\n", "project_id and cost, found name, place"),
        (f'{HEAD}num_projects;2\nPROJECTS\nproject_id;cost\n1;"2\n2;3\nVOTES\n', "quotation mark"),
        (f'{HEAD}PROJECTS\nproject_id;cost\n1;"{"x" * (2 << 20)}\n', "quotation mark"),
        ("META\nPROJECTS\nproject_id;cost\n1;2\n", "is no .pb file of Pabulib"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    assert said in importing.refusal(run, put(tmp_path, text))


def test_another_register_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="META, PROJECTS and VOTES were expected, found none"):
        run(put(tmp_path, "name,place\na,b\n", "a.csv"))


def test_a_zip_of_files_and_one_cut_short(tmp_path: Path) -> None:
    whole = tmp_path / "all.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((CASE / "folder/document").rglob("*.*")):
            archive.write(path, f"pb/{path.relative_to(CASE / 'folder/document')}")
    options = {"countries": ["FR", "GB"], "country": "GB"}
    zipped, report = run(whole, options)
    assert zipped == run(CASE / "folder/document", options)[0]
    assert report.rows == 13
    cut = put(tmp_path, whole.read_bytes()[:-400], "cut.zip")
    with pytest.raises(UnusableInput, match="damaged or cut short"):
        run(cut)
    empty = tmp_path / "other.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("charity.csv", "a,b\n1,2\n")
    with pytest.raises(UnusableInput, match=r"holds no \.pb file of Pabulib: found charity\.csv"):
        run(empty)
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("a.pb", "META\nkey;value\nunit;X\n")
    with pytest.raises(UnusableInput, match=r"none of its \.pb files can be read"):
        run(broken)


def test_the_options_are_checked() -> None:
    importer = load_plugins().importer("pabulib").item
    with pytest.raises(UnusableInput, match="'Poland' is no two-letter code"):
        parse_options(importer, {"country": "Poland"})


def test_spoilt_files_never_break_the_importer(tmp_path: Path) -> None:
    chance = random.Random(11)
    lines = (CASE / "one-file/document.pb").read_text("utf-8-sig").splitlines()
    junk = ["", ";", ";;;;", '"', "META", "VOTES", "unit;", "budget;1e400", "date_begin;99.99.9999",
            "currency;XXX", "num_votes;-5", "num_projects;1e9", "date_begin;0001", "unit;" + "x" * 9000,
            "\0", "1;NaN;\u202e;;;;1", "date_end;99999", "country;" + "Z" * 400]  # fmt: skip
    made = 0
    for _ in range(150):
        spoilt = list(lines)
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(spoilt))
            if chance.random() < 0.3:
                del spoilt[at]
            else:
                spoilt.insert(at, chance.choice(junk))
        try:
            made += len(run(put(tmp_path, "\n".join(spoilt)))[0])
        except UnusableInput:
            continue
    assert made > 60
