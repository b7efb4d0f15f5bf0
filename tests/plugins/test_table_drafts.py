"""A draft of a mapping runs as it stands, gives valid records and leaves no column unread."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from cpstandard import schema_store
from cpstandard.core.importer import ImportReport
from cpstandard.documents import open_document
from cpstandard.ingest.run import new_report, parse_options, run_importer
from cpstandard.normalise import normalise
from cpstandard.plugins import load_plugins
from cpstandard.registry.strict_yaml import parse_yaml

Records = list[dict[str, Any]]


def drafted(path: Path) -> tuple[str, Records, ImportReport]:
    importer, document = load_plugins().importer("table").item, open_document(path)
    text = importer.suggest(document)  # type: ignore[attr-defined]
    options = parse_options(importer, parse_yaml(text.encode(), "draft"))
    report = new_report(importer, document)
    found = normalise(
        run_importer(importer, document, options, report),
        publisher_id="inventon",
        importer=importer,
        document=document,
        licence="CC0-1.0",
        version=schema_store.LATEST,
    )
    return text, [source.data for source in found if source.data is not None], report


def draft(folder: Path, table: str, name: str = "invented-list.csv") -> tuple[str, Records]:
    path = folder / name
    path.write_text(table, encoding="utf-8")
    text, records, report = drafted(path)
    assert report.unread == {}
    assert_valid(records)
    return text, records


def assert_valid(records: Records) -> None:
    validator = jsonschema_rs.validator_for(schema_store.standard().initiative)
    assert [e.message for record in records for e in validator.iter_errors(record)] == []


CHARITIES = (
    "Charity number,CHARITY_NAME,Activities,Date registered,Company number,Web,Email,Phone,Source\n"
    "1126147,INVENTON VILLAGE HALL,A hall for the village of Inventon,26/06/1986 00:00,42,"
    "www.hall.example,a@hall.example,01632 960001,CC\n"
    "1126148,INVENTON PUB,A pub that the village of Inventon owns,13/12/2013 00:00,,"
    "http://pub.example,b@pub.example,01632 960002,CC\n"
)


def test_numbers_dates_people_and_constants_are_known(tmp_path: Path) -> None:
    text, records = draft(tmp_path, CHARITIES)
    assert records[0]["identifiers"] == [
        {"scheme": "GB-CHC", "id": "1126147"},
        {"scheme": "GB-COH", "id": "00000042"},
    ]
    assert [record["started"] for record in records] == ["1986-06-26", "2013-12-13"]
    assert records[0]["website"] == "http://www.hall.example"
    assert "withhold:  # about people, or to reach them\n  - Email\n  - Phone\n" in text
    assert "Source  # always 'CC'" in text
    assert "village-hall" in text


def test_kinds_are_listed_with_a_guess_where_there_is_one(tmp_path: Path) -> None:
    rows = "".join(f"{n},Place {n},{'Community pub' if n % 2 else 'ZZ'}\n" for n in range(8))
    text, records = draft(tmp_path, f"Ref,Name,Type\n{rows}")
    assert "    Community pub: community-pub  # 4 rows; guessed" in text
    assert "    ZZ: null  # 4 rows" in text
    assert sum(record.get("practices") == ["community-pub"] for record in records) == 4


@pytest.mark.parametrize(
    "headings",
    [
        "Enw,Tref,Gwefan",
        "Nom,Ville,Site web",
        "Bezeichnung,Ort,Webseite",
        "Nombre,Ciudad,Sitio web",
    ],
)
def test_headings_in_other_languages(tmp_path: Path, headings: str) -> None:
    table = f"{headings}\nNeuadd,Inventon,www.a.example\nTafarn,Milton,www.b.example\n"
    _, records = draft(tmp_path, table)
    assert records[0]["name"] == "Neuadd"
    assert records[0]["places"][0]["name"] == "Inventon"
    assert records[1]["website"] == "http://www.b.example"


def test_points_and_codes_and_countries(tmp_path: Path) -> None:
    table = (
        "id,name,town,lat,lng,gss_code,nation\n"
        "1,A Hall,Inventon,53.5,-1.5,E08000035,England\n2,B Hall,Milton,51.5,-3.1,W06000015,Wales\n"
    )
    _, records = draft(tmp_path, table)
    assert records[1]["places"][0] == {
        "name": "Milton",
        "country": "GB",
        "latitude": 51.5,
        "longitude": -3.1,
        "precision": "street",
        "areaCodes": [{"scheme": "GSS", "code": "W06000015"}],
    }


def test_a_point_in_one_cell(tmp_path: Path) -> None:
    table = 'id,name,location\n1,A Hall,"53.5, -1.5"\n2,B Hall,"(51.5, -3.1)"\n'
    _, records = draft(tmp_path, table)
    places = [record["places"][0] for record in records]
    assert [(p["latitude"], p["longitude"]) for p in places] == [(53.5, -1.5), (51.5, -3.1)]


def test_a_date_that_may_be_either_is_doubted(tmp_path: Path) -> None:
    doubted, _ = draft(tmp_path, "id,name,opened\n1,A,03/04/2020\n2,B,05/06/2020\n")
    sure, records = draft(tmp_path, "id,name,opened\n1,A,03/14/2020\n2,B,05/06/2020\n")
    assert "could be day first or month first" in doubted
    assert '"%m/%d/%Y"' in sure
    assert records[0]["started"] == "2020-03-14"


def test_every_way_of_writing_dates_in_a_column_is_read(tmp_path: Path) -> None:
    """What is rare is read in the order of day and month that most have."""
    dates = ["20/03/2020", "21/04/2019", "1/12/2018", "03/2023", "3/4/21", "2017", ""]
    rows = "".join(f"{n},Place {n},{day}\n" for n, day in enumerate(dates))
    text, records = draft(tmp_path, f"id,name,opened\n{rows}")
    assert 'format: ["%d/%m/%Y", "%m/%Y", "%d/%m/%y"]' in text
    assert [record.get("started") for record in records] == [
        *("2020-03-20", "2019-04-21", "2018-12-01", "2023-03", "2021-04-03", "2017", None)
    ]


def test_few_dates_that_are_each_written_in_another_way_are_dates(tmp_path: Path) -> None:
    _, records = draft(tmp_path, "id,name,opened\n1,A,20/03/2020\n2,B,3/4/21\n")
    assert [record["started"] for record in records] == ["2020-03-20", "2021-04-03"]
    _, records = draft(tmp_path, "id,name,opened\n1,A,1999\n2,B,2001\n3,C,3/14/2021\n4,D,4/3/21\n")
    assert [record.get("started") for record in records] == ["1999", "2001", "2021-03-14", None]


@pytest.mark.parametrize("nameless", ["Neighbourliness", ""])
def test_a_cluster_is_given_only_where_no_practice_is(tmp_path: Path, nameless: str) -> None:
    kinds = ["Citizens' jury", "Community pub", nameless, "Citizens' jury"]
    rows = "".join(f"{n},Place {n},Town,{kind}\n" for n, kind in enumerate(kinds))
    _, records = draft(tmp_path, f"id,name,town,type\n{rows}")
    assert [record.get("practices") for record in records] == [
        *(["citizens-jury"], ["community-pub"], None, ["citizens-jury"])
    ]
    assert [len(record.get("clusters", ())) for record in records] == [0, 0, 1, 0]


def test_no_cluster_is_drafted_where_every_row_has_a_practice(tmp_path: Path) -> None:
    table = "id,name,town,type\n1,A,Town,Community pub\n2,B,Town,Citizens' jury\n"
    text, records = draft(tmp_path, table)
    assert "clusters" not in text
    assert all(record["practices"] for record in records)


def test_a_column_that_is_left_out_says_why(tmp_path: Path) -> None:
    text, _ = draft(tmp_path, "id,name,town,shoe\n1,A,Town,x\n2,B,Town,y\n")
    assert "  - shoe  # check: no field has a heading like it\n" in text


def test_two_columns_that_together_tell_rows_apart(tmp_path: Path) -> None:
    table = "Council,Library name\nInventon,Central\nMilton,Central\nMilton,Mill\n"
    text, records = draft(tmp_path, table)
    assert "these together do" in text
    assert len({record["id"] for record in records}) == 3


def test_lists_in_json(tmp_path: Path) -> None:
    table = (
        '[{"id": 1, "title": "A Hall", "amountAwarded": 5, "currency": "GBP",'
        ' "fundingOrganization": [{"name": "Invented Fund", "id": "x"}]},'
        ' {"id": 2, "title": "B Hall", "fundingOrganization": [{"name": "Invented Fund"}]}]'
    )
    _, records = draft(tmp_path, table, "list.json")
    assert records[0]["funding"] == [{"funder": "Invented Fund", "amount": 5, "currency": "GBP"}]


@pytest.mark.parametrize(
    "table",
    [
        "a,b\n,\n",
        "a,b\n1,2\n",
        "a,b\n",
        'No: 1,# x,"{y}"\n1,2,3\n',
        "name,yes,null\n~,off,*\n",
        "name,name,name\nA,B,C\n",
        "Type,Typ,Art\n" + "".join(f'"x: #{n} [{{\'a""",b,c\n' for n in range(5)),
        "📚,ü\nA,B\n",
    ],
)
def test_odd_tables_give_a_draft_that_can_be_read(tmp_path: Path, table: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(table, encoding="utf-8")
    _, records, _ = drafted(path)
    assert_valid([record for record in records if "places" in record])


REAL = (
    "libraries/libraries_wales.csv",
    "coops-uk/2017-06_open_data_organisations.csv",
    "coops-uk/2019-06_open_data_outlets.csv",
    "ccew/charities_operating_in_trafford_400.csv",
    "ccni/charitydetails_2023_120.csv",
    "oscr/oscr_raw_head_2019.csv",
    "murmurations/organizations_schema-v1.0.0-example-import.csv",
    "companies-house/BasicCompanyData-2020-06-01-part6_7.csv",
    "geo/mysociety-la/uk_local_authorities_current.csv",
    "geo/boundaries/uk_country_region.geojson",
    "360giving/ab_charitable_trust_783.xlsx",
    "360giving/ab_charitable_trust_783.json",
    "org-id/org-id-lists.json",
)


@pytest.mark.parametrize("name", REAL)
def test_the_draft_for_a_real_register_runs(shared: Path, name: str) -> None:
    _, records, report = drafted(shared / "data/registers" / name)
    assert len(records) == report.rows > 0
    assert len({record["id"] for record in records}) == len(records)
    assert report.unread == {}
    assert_valid(records)


def test_a_number_that_a_total_lacks_and_two_rows_share_is_still_the_id(tmp_path: Path) -> None:
    text, _ = draft(
        tmp_path,
        "RCIL No.,Name of Community Body,Status,Landowner\n"
        "CB1,Invented Trust,Registered,The Invented Estate\n"
        "CB2,Example Trust,Registered,Mx A. Sample\n"
        "CB2,Example Trust,Registered,Mx A. Sample\n"
        "CB3,Sample Woods,Deleted,Private\n"
        "CB4,Inventon Isle,Registered,Private\n"
        ",TOTAL,,\n",
    )
    assert 'id: "RCIL No."  # check: it has to tell rows apart, for ever; 2 of 6 rows' in text
    assert "withhold:  # about people, or to reach them\n  - Landowner\n" in text


def test_eastings_and_northings_become_a_point(tmp_path: Path) -> None:
    text, records = draft(
        tmp_path,
        "No,Name,Town,Easting,Northing\n1,Invented Mill,Inventon,651409,313177\n"
        "2,Invented Hall,Inventon,651510,313277\n3,Invented Barn,Inventon,,\n",
    )
    assert "national_grid: {easting: Easting, northing: Northing}  # check" in text
    points = [record["places"][0].get("latitude") for record in records]
    assert points == [pytest.approx(52.658, abs=0.01), pytest.approx(52.659, abs=0.01), None]
