"""Tables as people make them: what is read, what is said, and in which cell it stands."""

import io
import zipfile
from datetime import datetime

import pytest
import xlsxwriter

MAY_DAY = datetime(2024, 5, 1)  # noqa: DTZ001 - workbooks have no zones
HEADINGS = "Initiative id,Name,Clusters,Place name,Country,Source title,Started\n"
ROW = "ex-hall,Village hall,Building community capacity and assets,Leeds,GB,A page,1985\n"


def workbook(sheets):
    """Return the bytes of a workbook made of ``{name: rows}``."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(number, column, cell, day)
                    elif cell is not None:
                        (sheet.write_string if isinstance(cell, str) else sheet.write)(
                            number, column, cell
                        )
    return out.getvalue()


def said(source):
    """Return what was found of the file, but that a table of a test has no envelope."""
    return [finding for finding in source.findings if finding.code != "missing-envelope"]


def found(source, records):
    return said(source) + [f for r in records for f in r.findings]


def test_a_plain_hand_made_table(opened):
    source, (record,) = opened("t.csv", HEADINGS + ROW)
    assert found(source, [record]) == []
    assert source.header == {}
    assert record.data == {
        "id": "ex-hall",
        "name": "Village hall",
        "clusters": ["capacity-and-assets"],
        "places": [{"name": "Leeds", "country": "GB"}],
        "started": "1985",
        "sources": [{"id": "s1", "title": "A page"}],
    }


def test_a_value_is_located_in_its_cell(opened):
    _source, (record,) = opened("t.csv", HEADINGS + ROW)
    assert str(record.locate("/name")) == "t.csv B2"
    assert str(record.locate("/clusters/0")) == "t.csv C2"
    assert record.locate("/places/0/country").heading == "Country"
    assert str(record.locate("/places/0/country")) == "t.csv E2"
    assert str(record.locate("/places/0/latitude")) == "t.csv row 2"
    assert str(record.locate("/description")) == "t.csv row 2"
    assert str(record.location) == "t.csv row 2"


def test_titles_above_blank_rows_and_odd_headings(opened):
    text = "Our initiatives 2024\n\n INITIATIVE-ID ,name *,Place 2: Country,place_2 name,places/0/name,Places 1 country\n\nex-a,A,FR,Lyon,Leeds,GB\n"
    source, (record,) = opened("t.csv", text)
    assert found(source, [record]) == []
    assert record.data["places"] == [
        {"name": "Leeds"},
        {"country": "GB"},
        {"country": "FR", "name": "Lyon"},
    ] or record.data["places"][1] == {"country": "FR", "name": "Lyon"}
    assert record.location.row == 5


def test_headings_that_are_wrong(opened):
    text = "Initiative id,Name,Descripton,Colour,NAME\nex-a,A,Words,private,B\n"
    source, (record,) = opened("t.csv", text)
    by_heading = {f.value: f for f in said(source)}
    assert by_heading["Descripton"].code == "unknown-heading"
    assert by_heading["Descripton"].suggestion == "Description"
    assert str(by_heading["Descripton"].location) == "t.csv C1"
    assert by_heading["Colour"].suggestion is None
    assert by_heading["NAME"].code == "repeated-heading"
    # A slip of one letter has one reading, so the column is read; another heading is not guessed at.
    assert record.data == {"id": "ex-a", "name": "A", "description": "Words"}


def test_a_column_without_a_heading_is_said(opened):
    source, _records = opened("t.csv", "Initiative id,Name,\nex-a,A,\nex-b,B,stray\n")
    assert [(f.code, str(f.location)) for f in said(source)] == [("missing-heading", "t.csv C3")]


def test_numbers_that_are_none(opened):
    text = 'Initiative id,Name,Place name,Latitude,Longitude,Amount\nex-a,A,Leeds,north,-1.5,"£1,200"\nex-b,B,York,1,2,"1,200.50"\n'
    _source, (bad, good) = opened("t.csv", text)
    assert [(f.code, str(f.location)) for f in bad.findings] == [
        ("unreadable-value", "t.csv D2"),
        ("unreadable-value", "t.csv F2"),
    ]
    assert bad.findings[0].location.pointer == "/places/0/latitude"
    assert bad.findings[1].suggestion == 1200
    assert "Did you mean 1200, with GBP in the column of its currency?" in bad.findings[1].message
    assert bad.data["places"] == [{"name": "Leeds", "longitude": -1.5}]
    assert good.data["funding"] == [{"amount": 1200.5}]


def test_a_number_that_is_about_right_is_asked_with_where_to_say_so(opened):
    text = (
        "Initiative id,Name,Latitude,Funding 1: Amount,Funding 1: Currency,Funding 1: Amount is\n"
        "ex-a,A,1.5 west,approx £5k,GBP,\n"
    )
    _source, (record,) = opened("t.csv", text)
    side, sum_ = record.findings
    assert side.suggestion is None  # or -1.5 would become 1.5
    assert sum_.suggestion == 5000
    assert (
        "Did you mean 5000, with GBP in the column of its currency and “About” in "
        "“Funding 1: Amount is”?"
    ) in sum_.message
    assert record.data["funding"] == [{"currency": "GBP"}]  # never without asking


def test_a_number_that_is_about_right_where_no_column_would_say_so(opened):
    text = "Initiative id,Name,Amount\nex-a,A,about 60\n"
    _source, (record,) = opened("t.csv", text)
    assert record.findings[0].message.endswith("Did you mean 60?")


def test_a_percentage_typed_with_its_sign(opened):
    text = (
        "Initiative id,Name,Edition 1: Edition name,Edition 1: Edition turnout\nex-a,A,2024,3.5%\n"
    )
    _source, (record,) = opened("t.csv", text)
    (finding,) = record.findings
    assert (finding.code, finding.suggestion) == ("unreadable-value", 3.5)


def test_a_workbook_with_sheets(opened):
    data = workbook(
        {
            "READ ME": [["Fill this in"]],
            "Contacts": [["Town", "Ward"], ["York", "City"]],
            "Initiatives": [
                ["Initiative id", "Name", "Started", "Status as of", "Website"],
                ["ex-a", "A", 1985, MAY_DAY, None],
                [None] * 5,
                ["ex-b", 2020.0, "1990-06", None, "https://example.org/b"],
            ],
            "Places": [
                ["Initiative id", "Place name", "Country"],
                ["ex-b", "York", "GB"],
                ["ex-a", "Leeds", "GB"],
                ["ex-b", "Hull", "GB"],
                ["ex-c", "Ripon", "GB"],
                [None, "Nowhere", "GB"],
            ],
            "Meta": [["Field", "Value"], ["Standard version", 0.1], ["Publisher id", "ex"], ["License", "x"]],
        }
    )  # fmt: skip
    source, (first, second) = opened("w.xlsx", data)
    assert source.form == "xlsx"
    assert source.header == {"standardVersion": "0.1", "publisher": {"id": "ex"}}
    assert str(source.locate_header("/publisher/id")) == "w.xlsx Meta!B3"
    assert first.data["started"] == "1985"
    assert first.data["status"] == {"asOf": "2024-05-01"}
    assert [p["name"] for p in second.data["places"]] == ["York", "Hull"]
    assert second.data["name"] == "2020"
    assert str(second.locate("/name")) == "w.xlsx Initiatives!B4"
    assert str(second.locate("/places/1/name")) == "w.xlsx Places!B4"
    assert str(second.locate("/places/1/latitude")) == "w.xlsx Places!row 4"
    codes = {(f.code, str(f.location)) for f in source.findings}
    assert codes == {
        ("skipped-sheet", "w.xlsx Contacts"),
        ("orphan-row", "w.xlsx Places!A5"),
        ("orphan-row", "w.xlsx Places!A6"),
        ("unknown-heading", "w.xlsx Meta!B4"),
    }


def test_rows_in_order_and_out_of_order_give_the_same(opened):
    ids = [f"ex-{n}" for n in range(20)]
    main = [["Initiative id", "Name"], *([i, i] for i in ids)]
    ordered = [["Initiative id", "Topic"], *([i, f"{i} {n}"] for i in ids for n in (1, 2))]
    lists = [["Initiative id", "Place name"], *ordered[1:]]
    shuffled = [lists[0], *sorted(lists[1:], key=lambda row: row[1][-1])]
    results = []
    for places in (lists, shuffled):
        _source, records = opened("w.xlsx", workbook({"Initiatives": main, "Places": places}))
        results.append([record.data for record in records])
    assert results[0] == results[1]
    assert results[0][3]["places"] == [{"name": "ex-3 1"}, {"name": "ex-3 2"}]


def test_codes_titles_and_lists(opened):
    text = (
        "Initiative id,Name,Clusters,Practices,Topics,Scope\n"
        'ex-a,A,"Community decision-making; COLLABORATION","citizens’ assembly, my-own-practice",a\\;b; c,Town\n'
        'ex-b,B,"decision-making, collaboration",Citizens\' assembly;timebank,x,nowhere at all\n'
    )
    _source, (a, b) = opened("t.csv", text)
    assert a.data["clusters"][0] == "decision-making"
    assert a.data["topics"] == ["a;b", "c"]
    assert b.data["clusters"] == ["decision-making", "collaboration"]
    assert b.data["practices"] == ["citizens-assembly", "timebank"]
    assert b.data["scope"] == "nowhere at all"


def test_formula_escapes_are_undone_in_csv_only(opened):
    _source, (record,) = opened("t.csv", "Initiative id,Name,Description\nex-a,'=1+1,-5\n")
    assert record.data["name"] == "=1+1"
    assert record.data["description"] == "-5"
    sheet = workbook({"Initiatives": [["Initiative id", "Name"], ["ex-a", "'=1+1"]]})
    assert opened("w.xlsx", sheet)[1][0].data["name"] == "'=1+1"


def test_package_columns(opened):
    text = "Package: Standard version,Package: Publisher id,Package: Licence,Initiative id,Name\n0.1,ex,x,ex-a,A\n,ex,y,ex-b,B\n,,z,ex-c,C\n"
    source, records = opened("t.csv", text)
    assert source.header == {"standardVersion": "0.1", "publisher": {"id": "ex"}, "licence": "x"}
    assert len(records) == 3
    assert [(f.code, str(f.location)) for f in source.findings] == [
        ("conflicting-value", "t.csv C3")
    ]


def test_tables_of_something_else(opened):
    source, records = opened("t.csv", "Postcode,Ward\nLS1,City\n")
    assert (records, [f.code for f in source.findings]) == ([], ["not-a-package"])
    assert "cpstandard template" in source.findings[0].message


def test_encoding_repairs_are_said(opened):
    source, (record,) = opened("t.csv", "Initiative id,Name\nex-a,Café\n".encode("cp1252"))
    assert record.data["name"] == "Café"
    assert [f.code for f in said(source)] == ["repaired-encoding"]


def test_a_folder_or_zip_of_tables(opened):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Initiatives.csv", "Initiative id,Name\nex-a,A\n")
        archive.writestr("Sources.csv", "Initiative id,Source title\nex-a,T\n")
        archive.writestr("Meta.csv", "Field,Value\nStandard version,0.1\n")
    source, (record,) = opened("p.zip", out.getvalue())
    assert source.header == {"standardVersion": "0.1"}
    assert record.data["sources"] == [{"id": "s1", "title": "T"}]
    assert str(record.locate("/sources/0/title")) == "p.zip Sources!B2"


def test_an_unknown_version_is_left_to_the_validator(opened):
    source, _records = opened("t.csv", "Package: Standard version,Initiative id,Name\n9.9,ex-a,A\n")
    assert source.header == {"standardVersion": "9.9"}


@pytest.mark.parametrize("rows", [1, 3])
def test_error_cells_are_said(opened, rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Initiatives")
        for column, heading in enumerate(["Initiative id", "Name"]):
            sheet.write_string(0, column, heading)
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, f"ex-{row}")
            sheet.write_formula(row, 1, "=NA()", None, "#N/A")
    _source, records = opened("w.xlsx", out.getvalue())
    lost = [f for record in records for f in record.findings if f.code == "error-cell"]
    assert [str(f.location) for f in lost] == [
        f"w.xlsx Initiatives!B{row}" for row in range(2, rows + 2)
    ]


def chosen(source, positions):
    return [(r.data, str(r.location), r.findings) for r in source.chosen(positions)]


def test_chosen_records_of_one_table_are_those_of_the_whole(opened):
    # Between the records: blank rows, an example, a row with nothing of an initiative.
    heads = "Initiative id,Name,Topics,Colour\n"
    rows = (
        "ex-a,A,,\n,,,\nexample-not-read-example,X,,\n,,,red\nex-b,B,,\n,,; ;,\n"
        "ex-c,C,,\nex-d,D,,\n"
    )
    source, records = opened("t.csv", heads + rows)
    assert [record.data["id"] for record in records] == ["ex-a", "ex-b", "ex-c", "ex-d"]
    whole = chosen(source, range(4))
    assert [data for data, _where, _found in whole] == [record.data for record in records]
    assert chosen(source, [1, 3]) == [whole[1], whole[3]]
    assert whole[3][1] == "t.csv row 9"
    assert chosen(source, []) == []


def test_chosen_records_have_the_rows_of_their_lists(opened):
    main = [["Initiative id", "Name"], ["ex-a", "A"], ["ex-b", "B"], ["ex-c", "C"]]
    places = [["Initiative id", "Place name"], ["ex-a", "P"], ["ex-b", "Q"], ["ex-c", "R"]]
    source, records = opened("w.xlsx", workbook({"Initiatives": main, "Places": places}))
    assert [data for data, _where, _found in chosen(source, [0, 2])] == [
        records[0].data,
        records[2].data,
    ]
    assert records[2].data["places"] == [{"name": "R"}]
