"""``--language cy``: every form of the report is in Welsh, and what machines read is the same."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from click.testing import CliRunner, Result

import cpstandard
from cpstandard.cli import main

TABLE = """\
Initiative id,Name,Clusters,Scope,Latitude,Started,Source id,Source title,Notes,Wibble,Amount
example-town-a,The Swan,decision making,neighbourhood,,21 June 1985,s1,Page,hello,x,lots
example-town-b,The Bell,cooking,neighbourhood,95,01/05/2023,s1,,,y,
"""
ENGLISH = re.compile(
    r"\b(?:the|is|are|of|and|not|error|warning|note|row|line|file|next|was|has|mend|more)\b",
    re.IGNORECASE,
)
FORMS = ("text", "html", "markdown", "json", "sarif", "junit", "gitlab", "github")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["validate", *words])


def english_in(text: str) -> set[str]:
    """The English words in a text, but for codes, commands, files and what stands in the data."""
    text = re.sub(r"cpstandard [a-z-]+(?: --[a-z]+(?: [a-z-]+)?)*|[\w/-]*-[\w-]+|“[^”]*”", "", text)
    return {found[0].lower() for found in ENGLISH.finditer(text)}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("form", ["text", "markdown", "github"])
def test_the_report_is_in_welsh(form: str) -> None:
    result = run("t.csv", "--language", "cy", "--format", form, "--stats")
    assert result.exit_code == 1
    assert "Enw" in result.stdout
    told = re.sub(r"^::\w+ [^:]*::", "", result.stdout, flags=re.MULTILINE)
    assert english_in(told.replace("The Bell", "")) == set()
    assert len(english_in(run("t.csv", "--format", form).stdout)) > 5


@pytest.mark.usefixtures("place")
def test_the_page_is_in_welsh_and_says_so() -> None:
    page = run("t.csv", "--language", "cy", "--format", "html").stdout
    assert '<html lang="cy">' in page
    body = re.sub(r"<[^>]*>", " ", page.split("<main>")[1])
    assert english_in(body) == set()
    assert '<html lang="en-GB">' in run("t.csv", "--format", "html").stdout


@pytest.mark.usefixtures("place")
def test_json_differs_in_its_sentences_alone() -> None:
    english, welsh = (
        json.loads(run("t.csv", "--format", "json", "--language", each).stdout)
        for each in ("en", "cy")
    )
    told = []
    for one, other in zip(english["groups"], welsh["groups"], strict=True):
        for each, twin in zip(one["findings"], other["findings"], strict=True):
            told.append((each.pop("message"), twin.pop("message")))
            each.pop("parameters", None)
            twin.pop("parameters", None)
    for each, twin in zip(english["notRun"], welsh["notRun"], strict=True):
        told.append((each.pop("reason"), twin.pop("reason")))
    assert english == welsh
    assert len(told) > 10
    assert [pair for pair in told if pair[0] == pair[1]] == []


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("form", ["sarif", "gitlab", "junit"])
def test_what_other_software_reads_is_in_welsh_too(form: str) -> None:
    text = run("t.csv", "--language", "cy", "--format", form).stdout
    said = []
    if form == "sarif":
        (found,) = json.loads(text)["runs"]
        said = [each["message"]["text"] for each in found["results"]]
        said += [each["fullDescription"]["text"] for each in found["tool"]["driver"]["rules"]]
    elif form == "gitlab":
        said = [each["description"] for each in json.loads(text)]
    else:
        said = [each.text or "" for each in ET.fromstring(text).iter("failure")]
    assert len(said) > 5
    assert [text for text in said if english_in(text.replace("t.csv", ""))] == []


@pytest.mark.usefixtures("place")
def test_fingerprints_do_not_depend_on_the_language() -> None:
    known = [
        {
            entry["fingerprint"]
            for entry in json.loads(run("t.csv", "--format", "gitlab", *more).stdout)
        }
        for more in ((), ("--language", "cy"))
    ]
    assert known[0] == known[1]


def test_a_baseline_does_not_depend_on_the_language(place: Path) -> None:
    run("t.csv", "--write-baseline", "known.json", "--language", "cy")
    result = run("t.csv", "--baseline", "known.json")
    assert result.exit_code == 0, result.output
    assert "known findings of the baseline were not counted" in result.stdout
    again = (place / "known.json").read_bytes()
    run("t.csv", "--write-baseline", "known.json")
    assert (place / "known.json").read_bytes() == again


def test_the_marked_copy_is_in_welsh(place: Path) -> None:
    result = run("t.csv", "--language", "cy", "--annotate", "out.xlsx", "--fix", "out.csv")
    assert "copi yw hwn" in result.stderr
    assert "dim ond hyn y gall ei olygu" in result.stdout
    book = openpyxl.load_workbook(place / "out.xlsx")
    notes = [cell.comment.text for row in book["t"] for cell in row if cell.comment]
    assert len(notes) > 5
    assert [note for note in notes if english_in(note)] == []
    summary = book["cpstandard findings"].iter_rows(values_only=True, max_col=1, max_row=4)
    assert [row[0] for row in summary][2:] == [
        "Copi yw hwn: cywirwch eich llyfr gwaith eich hun, a gwiriwch hwnnw eto.",
        "Difrifoldeb",
    ]


def test_the_configuration_names_the_language_and_the_command_line_goes_before_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "cy_GB.UTF-8")
    assert "cannot be published" in run("t.csv").stdout
    (place / "cpstandard.toml").write_text('language = "cy"\n', encoding="utf-8")
    assert "Ni ellir cyhoeddi" in run("t.csv").stdout
    assert "cannot be published" in run("t.csv", "--language", "en").stdout
    (place / "cpstandard.toml").write_text('language = "cyy"\n', encoding="utf-8")
    result = run("t.csv")
    assert result.exit_code == 2
    assert "language cannot be 'cyy'" in result.stderr


@pytest.mark.usefixtures("place")
def test_what_cannot_be_used_is_said_in_welsh() -> None:
    result = run("none.csv", "--language", "cy")
    assert (result.exit_code, result.stderr) == (
        2,
        "cpstandard: none.csv: nid oes ffeil na ffolder o’r enw hwn.\n",
    )
    result = run("--explain", "unknown-cod", "--language", "cy")
    assert (result.exit_code, "oeddech chi’n ei feddwl" in result.stderr) == (2, True)
    # The next command speaks English again.
    assert "no such file" in run("none.csv").stderr


def test_a_code_is_explained_in_welsh() -> None:
    result = run("--explain", "unknown-code", "--language", "cy")
    assert "Cywiro:" in result.stdout
    assert english_in(result.stdout) == set()
    listed = CliRunner().invoke(main, ["checks", "--language", "cy"]).stdout
    assert [line for line in listed.splitlines() if english_in(line)] == []


@pytest.mark.usefixtures("place")
def test_the_programs_door_speaks_welsh() -> None:
    seen: list[str] = []
    report = cpstandard.validate(
        "t.csv",
        language="cy",
        on_record=lambda checked: seen.extend(f.message for f in checked.findings),
    )
    told = [finding.message for finding in report.findings()]
    assert "Lledred: 95. Dyma a ganiateir: rhwng -90 a 90." in told
    assert set(seen) <= set(told)
    assert seen
    assert [text for text in told if english_in(text)] == []
    with pytest.raises(cpstandard.UnusableInput, match="no language 'xx'"):
        cpstandard.validate("t.csv", language="xx")
