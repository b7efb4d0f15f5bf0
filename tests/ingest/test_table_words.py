"""The words above columns: numbered lists, synonyms, other languages, extensions, own notes."""

import openpyxl
import pytest

from cpstandard.documents import open_document
from cpstandard.ingest.package import open_package
from cpstandard.publish.forms.template import write_template_xlsx
from cpstandard.publish.forms.template_book import template_book
from cpstandard.schema_store import extensions, standard

START = "Initiative id,Name,"


def codes(source):
    return [f.code for f in source.findings if f.code != "missing-envelope"]


def test_numbered_columns_of_a_list_inside_a_list(opened):
    text = (
        f"{START}Place 1: Place name,Place 1: Area code 2: Area scheme,"
        "Place 1: Area code 2: Area code,place 1 area code 7: area scheme,Area code 1: Area scheme\n"
        "ex-a,A,Leeds,GSS,E08000035,OSM,\n"
    )
    source, (record,) = opened("t.csv", text)
    assert record.data["places"] == [
        {"name": "Leeds", "areaCodes": [{"scheme": "GSS", "code": "E08000035"}, {"scheme": "OSM"}]}
    ]
    assert str(record.locate("/places/0/areaCodes/0/code")) == "t.csv E2"
    assert str(record.locate("/places/0/areaCodes/1/scheme")) == "t.csv F2"
    assert str(record.locate("/places/0/areaCodes/1/code")) == "t.csv row 2"
    assert codes(source) == ["unknown-heading"]


def test_numbered_columns_of_the_envelope(opened):
    text = (
        f"{START}Package: Standard version,Package: Identifier 2: Scheme,"
        "Package: Identifier 2: Number\nex-a,A,1.0,GB-CHC,0012\n"
    )
    source, _records = opened("t.csv", text)
    assert source.header == {
        "standardVersion": "1.0",
        "publisher": {"identifiers": [{"scheme": "GB-CHC", "id": "0012"}]},
    }
    assert str(source.locate_header("/publisher/identifiers/0/id")) == "t.csv E2"
    assert codes(source) == []


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("Cluster", "collaboration", "clusters", ["collaboration"]),
        ("practice", "community-pub", "practices", ["community-pub"]),
        ("Town", "Leeds", "places", [{"name": "Leeds"}]),
        ("Source", "A leaflet", "sources", [{"id": "s1", "title": "A leaflet"}]),
        ("Source", "www.example.org", "sources", [{"id": "s1", "url": "www.example.org"}]),
        ("Summary", "Words", "description", "Words"),
        ("Disgrifiad", "Geiriau", "description", "Geiriau"),
        ("Country", "Cymru", "places", [{"country": "GB"}]),
        ("Country", "gbr", "places", [{"country": "GB"}]),
        ("Country", "UK", "places", [{"country": "UK"}]),
        ("Country", "Narnia", "places", [{"country": "Narnia"}]),
    ],
)
def test_words_that_people_use(opened, heading, cell, field, value):
    source, (record,) = opened("t.csv", f"{START}{heading}\nex-a,A,{cell}\n")
    assert record.data[field] == value
    assert codes(source) == []


def test_a_heading_of_the_standard_goes_before_a_synonym(opened):
    text = f"{START}Place,Place name\nex-a,A,the square,Leeds\n"
    source, (record,) = opened("t.csv", text)
    assert codes(source) == ["unknown-heading"]
    assert record.data["places"] == [{"name": "Leeds"}]


@pytest.mark.parametrize(
    "heading", ["Notes", "Our notes", "Internal comments", "TO DO", "notes (internal)", "Sylwadau"]
)
def test_columns_of_notes_are_left_alone(opened, heading):
    source, (record,) = opened("t.csv", f"{START}{heading}\nex-a,A,ask Ann\n")
    assert [(f.code, f.severity) for f in source.findings[:1]] == [("ignored-column", "info")]
    assert record.data == {"id": "ex-a", "name": "A"}


@pytest.mark.parametrize("typed", ["1", "1.0"])
def test_a_version_that_a_spreadsheet_program_took_for_a_number(opened, typed):
    text = f"{START}Package: Standard version\nex-a,A,{typed}\nex-b,B,1.0\n"
    source, _records = opened("t.csv", text)
    assert source.header == {"standardVersion": "1.0"}
    assert codes(source) == []


def test_an_extension_brings_its_columns(opened):
    text = (
        f"{START}Package: Standard version,Package: Extensions,Place indicator 1: Area,"
        "Place indicator 1: Indicator\nex-a,A,1.0,place-indicators,E01012345,Deprivation decile\n"
    )
    source, (record,) = opened("t.csv", text)
    assert codes(source) == []
    assert record.data["placeIndicators"] == [
        {"place": "E01012345", "indicator": "deprivation-decile"}
    ]


def test_an_extension_that_is_not_named_is_said_to_be_missing(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(
        f"{START}Package: Standard version,Place indicator 1: Area,Colour\n"
        "ex-a,A,1.0,E01012345,red\n"
    )
    source = open_package(open_document(path), standard, extensions())
    assert [(f.code, f.location.cell) for f in source.findings] == [
        ("undeclared-extension", "D1"),
        ("unknown-heading", "E1"),
    ]
    assert "Write place-indicators as the value of Extensions" in source.findings[0].message


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_sheet_of_advice_saved_as_csv(opened, language):
    book = template_book(standard("1.0"), language=language)
    text = "".join(f'"{line}"\n' for line in book.read_me)
    source, _records = opened("t.csv", text)
    (finding,) = source.findings
    assert finding.code == "not-a-package"
    assert "it is the sheet of advice of the template alone" in finding.message


def test_the_welsh_sheet_of_advice_leads_to_a_welsh_template():
    lines = template_book(standard("1.0"), simple=True, language="cy").read_me
    assert any("cpstandard template full.xlsx --language cy" in line for line in lines)


def test_a_sheet_of_an_extension_that_is_not_named(tmp_path):
    path = tmp_path / "t.xlsx"
    with path.open("wb") as out:
        write_template_xlsx(out, standard("1.0", ["community-shares"]))
    book = openpyxl.load_workbook(path)
    for name, value in book["Meta"].iter_rows(max_col=2):
        if name.value.startswith("Extensions"):
            value.value = None
    book.save(path)
    source = open_package(open_document(path), standard, extensions())
    found = [f for f in source.findings if f.severity == "error"]
    assert {f.code for f in found} == {"undeclared-extension"}
    assert "Share offers" in {f.location.sheet for f in found}


def test_a_table_without_an_envelope_is_told_once_where_to_write_it(opened):
    source, _records = opened("t.csv", f"{START}Country\nex-a,A,GB\n")
    (finding,) = source.findings
    assert finding.code == "missing-envelope"
    assert "“Package: Publisher id”" in finding.message
    assert not source.whole


def test_examples_are_skipped_wherever_they_stand(opened):
    text = (
        f"{START}Country\nex-a,A,GB\nexample-hall-example,EXAMPLE: x,GB\nexample-example-b,B,GB\n"
    )
    source, records = opened("t.csv", text)
    assert [record.data["id"] for record in records] == ["ex-a", "example-example-b"]
    (finding,) = [f for f in source.findings if f.code == "skipped-example"]
    assert str(finding.location) == "t.csv row 3"
