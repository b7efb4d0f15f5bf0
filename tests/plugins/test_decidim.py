"""Exports of Decidim: whole ones, damaged ones, other people's, and what is never taken."""

import json
import zipfile
from functools import partial
from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from importing import imported, refusal

CASES = Path(__file__).resolve().parents[2] / "plugins/cpstandard-decidim/tests/cases"
OPEN_DATA = CASES / "open-data/document"


run = partial(imported, "decidim")


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return target


def test_a_zip_gives_what_its_folder_gives(tmp_path: Path) -> None:
    from_zip, report = run(zipped(OPEN_DATA, tmp_path / "open-data.zip"))
    from_folder, _ = run(OPEN_DATA)
    assert [m.record for m in from_zip] == [m.record for m in from_folder]
    assert {m.licence for m in from_zip} == {"ODbL-1.0"}
    assert report.licences == {"ODbL-1.0": 2}


def test_proposals_and_meetings_are_counted_for_their_own_space() -> None:
    made, _ = run(OPEN_DATA, {"organisation": "The invented council"})
    by_id = {m.local_id: m.record for m in made}
    counted = {p["counted"]: p["value"] for p in by_id["processes-plan"]["participation"]}
    assert counted == {"proposals": 3, "events": 2, "took-part": 20}
    answers = {r["answer"]: r["count"] for r in by_id["processes-plan"]["responses"]}
    assert answers == {"accepted": 1, "rejected": 1}
    [line] = by_id["assemblies-plan"]["participation"]
    assert (line["counted"], line["value"]) == ("proposals", 1)


@pytest.mark.parametrize("case", ["open-data", "assemblies-json", "processes-json"])
def test_no_person_is_taken(case: str) -> None:
    path = next((CASES / case).glob("document*"))
    made, _ = run(path, {"country": "GB"})
    text = json.dumps([m.record for m in made], ensure_ascii=False)
    assert made
    for name in ("A person", "Another person", "Personne Invent", "inventada.example", "A fifth"):
        assert name not in text


def test_a_table_alone_is_read_whatever_stands_between_its_cells(tmp_path: Path) -> None:
    source = OPEN_DATA / "decidim.inventon.org.uk-open-data-assemblies.csv"
    made, report = run(source)
    text = source.read_text("utf-8").replace(";", "\t").replace("id\t", " ID \t", 1)
    other = tmp_path / "assemblies.csv"
    other.write_text(text.replace("short_description/en", "Short_Description/en"), "utf-16")
    assert [m.record for m in run(other)[0]] == [m.record for m in made]
    assert report.unread == {}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", '[{"id": 1, "type": "case", "country": "UK"}]', "found id, type, country"),
        ("a.json", '{"grants": []}', "found grants"),
        ("a.json", "[]", "title, slug and short_description"),
        ("a.json", '{"title": ', "is not JSON"),
        ("a.csv", "name,place\na,b\n", "found name, place"),
        ("a.csv", "title/en;slug\na;b\n", "found title/en, slug"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert said in refusal(run, path)


def test_a_zip_cut_short_and_one_of_another_register(tmp_path: Path) -> None:
    whole = zipped(OPEN_DATA, tmp_path / "open-data.zip")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:-300])
    with pytest.raises(UnusableInput, match="damaged or cut short"):
        run(cut)
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("charity.csv", "a,b\n1,2\n")
    with pytest.raises(UnusableInput, match=r"is no export of Decidim: .*found charity\.csv"):
        run(other)


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("https://participer.ville.fr/processes/a", "FR"),
        ("http://www.decide.town.gov.uk:8080/processes/a", "GB"),
        ("https://someone@decide.town.es?x=1", "ES"),
        ("https://decidim.town.io/processes/a", ""),
        ("https://decidim.org/processes/a", ""),
        ("https://192.168.0.1/processes/a", ""),
        ("not an address", ""),
    ],
)
def test_the_country_of_an_address(tmp_path: Path, address: str, country: str) -> None:
    path = tmp_path / "a.json"
    space = {"id": 1, "title": {"en": "A"}, "slug": "a", "start_date": None, "url": address}
    path.write_text(json.dumps([space]))
    made, report = run(path)
    assert [p["country"] for m in made for p in m.record["places"]] == (
        [country] if country else []
    )
    assert report.rows == 1
