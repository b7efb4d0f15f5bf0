"""--annotate, --fix and --stats as a publisher meets them."""

import json
import shutil
import subprocess
import zipfile

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.styles import Font, PatternFill

from cpstandard.cli import main
from cpstandard.schema_store import schema_folder

FULL = schema_folder() / "1.0/examples/full.json"
HEADINGS = ["Initiative id", "Name", "Clusters", "Country", "Place name", "Started", "Source title",
            "Package: Standard version", "Package: Publisher id", "Package: Publisher name",
            "Package: Licence"]  # fmt: skip
ROWS = [
    ["ab-1", 'One, "quoted"', "collaboration", "GB", "Leeds", "21 June 1985", "Ours",
     "1.0", "ab", "Anytown Trust (invented)", "CC-BY-4.0"],
    ["ab-2", "Two\nlines", "capacity and assets", " GB", "Leeds", "01/05/2023", "Ours", "", "", "", ""],
]  # fmt: skip
RECORD = {
    "id": "ab-1",
    "name": "One",
    "clusters": ["Collaboration", "decision_making", "citty"],
    "places": [{"name": "Leeds", "country": "gb", "latitude": "53.8", "longitude": -1.5}],
    "started": "21 June 1985",
    "ended": "01/05/2023",
    "website": "hall.example",
    "sources": [{"id": "s1", "title": "Ours"}],
}
HEADER = {
    "standardVersion": "1.0",
    "publisher": {"id": "ab", "name": "Anytown Trust (invented)"},
    "licence": "CC-BY-4.0",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["validate", *map(str, arguments)])


def report(run, *arguments):
    return json.loads(run(*arguments, "--format", "json", "--quiet").stdout)


def codes(found):
    return {group["code"]: group["count"] for group in found["groups"]}


def csv_text(delimiter=","):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if set(text) & set('",;\n') else text

    return "".join(delimiter.join(map(cell, row)) + "\r\n" for row in [HEADINGS, *ROWS])


def write_workbook(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Initiatives"
    for row in [HEADINGS, *ROWS]:
        sheet.append(row)
    sheet["D2"].font = Font(italic=True)
    sheet["F2"].fill = PatternFill("solid", fgColor="FF112233")
    sheet["Z2"] = "=LEN(B2)"
    other = book.create_sheet("Sums")
    other["A1"] = "=1+2"
    other["A2"] = 1234.5
    other["A2"].number_format = "#,##0.00"
    book.save(path)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_corrected_csv_differs_in_the_cells_alone(run, tmp_path, codec, delimiter):
    text = csv_text(delimiter).replace("Leeds", "Llandudno – café £")
    (tmp_path / "a.csv").write_bytes(text.encode(codec))
    found = report(run, "a.csv", "--fix", "b.csv")
    wanted = text.replace("21 June 1985", "1985-06-21").replace(" GB", "GB")
    assert (tmp_path / "b.csv").read_bytes() == wanted.encode(codec)
    assert [(fix["cell"], fix["from"], fix["to"]) for fix in found["fixes"]] == [
        ("F2", "21 June 1985", "1985-06-21"),
        ("D3", " GB", "GB"),
    ]
    left = codes(report(run, "b.csv"))
    assert "invalid-partial-date" not in left
    assert left["ambiguous-date"] == 1


def test_after_a_correction_the_report_is_of_what_is_left(run, tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(), newline="")
    result = run("a.csv", "--fix", "b.csv")
    first, *lines = result.stdout.splitlines()
    left = report(run, "b.csv")
    counts = left["counts"]
    assert first.startswith(f"2 corrected, and left for you in b.csv: {counts['error']} error")
    assert first.endswith(". Go on with b.csv.")
    assert result.stdout.count("1985-06-21") == 1  # in the list of what was corrected
    assert "  a.csv F2: “21 June 1985” → “1985-06-21”" in result.stdout
    codes_told = {line.split()[1] for line in lines if line.startswith(("error ", "warning "))}
    assert codes_told == {g["code"] for g in left["groups"] if g["severity"] != "info"}
    assert lines[-1] == "Next: mend the errors in b.csv from the top, save it, and check b.csv."
    assert codes(report(run, "a.csv", "--fix", "c.csv")) == codes(report(run, "a.csv"))
    welsh = run("a.csv", "--fix", "d.csv", "--language", "cy").stdout
    assert welsh.startswith("Nifer y cywiriadau: 2; ar ôl i chi yn d.csv: ")


def test_a_corrected_copy_that_somebody_went_on_with_is_never_written_over(run, tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(), newline="")
    run("a.csv", "--fix", "b.csv")
    (tmp_path / "b.csv").write_text("my own work", encoding="utf-8")
    again = run("a.csv", "--fix", "b.csv")
    assert again.exit_code == 2
    assert "b.csv is there already, and may have corrections of your own" in again.stderr
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == "my own work"


def test_a_copy_in_which_nothing_was_corrected_is_said_to_be_equal(run, tmp_path):
    text = csv_text().replace("21 June 1985", "1985").replace(" GB", "GB")
    (tmp_path / "a.csv").write_text(text, newline="")
    result = run("a.csv", "--fix", "b.csv")
    assert "b.csv says what a.csv says: nothing was corrected." in result.stderr
    assert "Go on with" not in result.stdout
    assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()


def test_known_findings_are_not_told_again_of_a_corrected_copy(run, tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(), newline="")
    run("a.csv", "--write-baseline", "known.json")
    (tmp_path / "a.csv").write_text(csv_text().replace("1985", "1986"), newline="")
    assert "ambiguous-date" in run("a.csv").stdout
    told = run("a.csv", "--baseline", "known.json", "--fix", "b.csv").stdout
    assert told.startswith("a.csv ")
    assert "Corrected in the copy (2):" in told
    assert "ambiguous-date" not in told


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_corrected_json_differs_in_the_values_alone(run, tmp_path, form):
    if form == "json":
        text = json.dumps({**HEADER, "initiatives": [RECORD]}, indent=3, ensure_ascii=False)
    else:
        text = json.dumps(HEADER) + "\r\n" + json.dumps(RECORD) + "\r\n"
    (tmp_path / f"a.{form}").write_bytes(b"\xef\xbb\xbf" + text.encode())
    found = report(run, f"a.{form}", "--fix", f"b.{form}")
    wanted = text
    for old, new in (
        ('"Collaboration"', '"collaboration"'),
        ('"decision_making"', '"decision-making"'),
        ('"gb"', '"GB"'),
        ('"53.8"', "53.8"),
        ('"21 June 1985"', '"1985-06-21"'),
    ):
        assert old in text
        wanted = wanted.replace(old, new)
    assert (tmp_path / f"b.{form}").read_bytes() == b"\xef\xbb\xbf" + wanted.encode()
    assert len(found["fixes"]) == 5
    left = codes(report(run, f"b.{form}", "--fix", f"c.{form}"))
    assert left["unknown-code"] == 1
    assert left["invalid-web-address"] == 1
    assert (tmp_path / f"c.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_a_corrected_workbook_differs_in_the_cells_alone(run, tmp_path):
    write_workbook(tmp_path / "a.xlsx")
    result = run("a.xlsx", "--fix", "b.xlsx")
    assert "Corrected in the copy (2):" in result.stdout
    assert "a.xlsx Initiatives!F2: “21 June 1985” → “1985-06-21”" in result.stdout
    before, after = (openpyxl.load_workbook(tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    changed = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in after
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != before[sheet.title][cell.coordinate].value
    }
    assert changed == {("Initiatives", "F2"): "1985-06-21", ("Initiatives", "D3"): "GB"}
    assert after["Initiatives"]["D2"].font.italic
    assert after["Initiatives"]["F2"].fill.fgColor.rgb == "FF112233"
    assert "invalid-partial-date" not in codes(report(run, "b.xlsx"))


def test_a_marked_workbook_opens_elsewhere_as_it_was(run, tmp_path):
    write_workbook(tmp_path / "a.xlsx")
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not here")
    assert run("a.xlsx", "--annotate", "b.xlsx").exit_code == 1
    for name in ("a", "b"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out",
             tmp_path / f"{name}.xlsx"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    for values in (False, True):
        before, after = (
            openpyxl.load_workbook(tmp_path / f"out/{name}.xlsx", data_only=values)
            for name in ("a", "b")
        )
        assert after.sheetnames == [*before.sheetnames, "cpstandard findings"]
        for sheet in before:
            for row in sheet.iter_rows():
                for cell in row:
                    other = after[sheet.title][cell.coordinate]
                    assert other.value == cell.value
                    assert repr(other.font) == repr(cell.font)
                    assert other.number_format == cell.number_format
                    if other.comment is None:
                        assert repr(other.fill) == repr(cell.fill)
    marked = after["Initiatives"]
    # Nobody has calculated the formula in Z2 yet, which is a finding too.
    assert after["Sums"]["A1"].value == 3
    assert {c.coordinate for r in marked.iter_rows() for c in r if c.comment} == {
        "F2",
        "F3",
        "Z2",
    }
    assert "was read as 1985-06-21" in marked["F2"].comment.text


def test_a_template_with_its_notes_choices_and_macros_keeps_them(run, tmp_path):
    CliRunner().invoke(main, ["convert", str(FULL), "full.xlsx", "--quiet"])
    with zipfile.ZipFile("full.xlsx") as source, zipfile.ZipFile("a.xlsm", "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "[Content_Types].xml":
                data = data.replace(
                    b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                    b"vnd.ms-excel.sheet.macroEnabled.main",
                )
            target.writestr(info.filename, data)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf macros")
    result = run("a.xlsm", "--annotate", "b.xlsm")
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile("b.xlsm") as archive:
        assert archive.read("xl/vbaProject.bin") == b"\xd0\xcf macros"
    assert codes(report(run, "b.xlsm")) == codes(report(run, "a.xlsm"))


def test_csv_becomes_a_marked_workbook(run, tmp_path):
    (tmp_path / "a.csv").write_text(
        csv_text().replace("Two", "=1+1 \x07 _x0041_"), "utf-8", newline=""
    )
    run("a.csv", "--annotate", "b.xlsx")
    sheet = openpyxl.load_workbook("b.xlsx")["a"]
    assert sheet["F2"].fill.fgColor.rgb == "FFDDEBF7"  # a date that was read, and is no error
    assert "was read as 1985-06-21" in sheet["F2"].comment.text
    assert sheet["F3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["A2"].value == "ab-1"
    assert sheet["B3"].data_type == "s"


@pytest.mark.parametrize("option", ["--annotate", "--fix"])
def test_nothing_is_written_over_the_file_or_for_what_cannot_be(run, tmp_path, option):
    (tmp_path / "a.csv").write_text(csv_text(), newline="")
    (tmp_path / "a.json").write_text(json.dumps({**HEADER, "initiatives": [RECORD]}))
    (tmp_path / "link.csv").symlink_to("a.csv")
    before = (tmp_path / "a.csv").read_bytes()
    assert run("a.csv", option, "link.csv").exit_code == 2
    assert run("a.csv", "a.json", option, "b.xlsx").exit_code == 2
    assert run("-", option, "b.xlsx").exit_code == 2
    CliRunner().invoke(main, ["convert", str(FULL), "a.ods", "--quiet"])
    result = run("a.ods", option, "b.xlsx")
    assert result.exit_code == 2
    assert "save it as XLSX" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "b.xlsx").exists()
    assert (tmp_path / "a.csv").read_bytes() == before


def test_a_copy_has_an_ending_by_which_it_opens(run, tmp_path):
    write_workbook(tmp_path / "a.xlsx")
    for option in ("--annotate", "--fix"):
        result = run("a.xlsx", option, "b.xlsm")
        assert result.exit_code == 2
        assert "let its name end in .xlsx" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_stats_count_records_and_fit_the_schema(run, tmp_path):
    second = {**RECORD, "id": "ab-2", "started": "1985-06-21", "clusters": ["collaboration"]}
    lines = [json.dumps(line) for line in (HEADER, RECORD, second)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = report(run, "a.jsonl", "--stats", "--fix", "b.jsonl")
    schema = json.loads((schema_folder() / "tooling/report.json").read_text("utf-8"))
    jsonschema.validate(found, schema)
    coverage = found["coverage"]
    assert coverage["records"] == 2
    assert coverage["fields"]["places/country"] == 2
    assert coverage["clusters"]["collaboration"] == 1
    assert coverage["places"] == {"Leeds": 2}
    assert coverage["years"] == {"1985": 1}
    text = run("a.jsonl", "--stats").stdout
    assert "Places:\n  Leeds        2  100%  ####################" in text
    assert "coverage" not in report(run, "a.jsonl")


def test_the_limit_of_the_report_stays(run, tmp_path):
    rows = [HEADINGS, *([f"ab-{n}", *ROWS[0][1:]] for n in range(150))]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save("a.xlsx")
    found = report(run, "a.xlsx", "--annotate", "b.xlsx", "--fix", "c.xlsx", "--limit", "7")
    (group,) = [group for group in found["groups"] if group["code"] == "read-as"]
    assert len(group["findings"]) == 7
    assert (
        group["count"] == len([fix for fix in found["fixes"] if fix["to"] == "1985-06-21"]) == 150
    )
    sheet = openpyxl.load_workbook("b.xlsx").worksheets[0]
    assert all(sheet.cell(row, 6).comment for row in range(2, 152))
