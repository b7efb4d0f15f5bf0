"""Files that are small and ask for all memory, all time, or another file: one clear answer each."""

import subprocess
import sys
import zipfile

import pytest
import xlsxwriter

from reliability.judging import faults, judge, judge_one

pytestmark = pytest.mark.reliability("R06")

MEGABYTE = 1 << 20
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text")
)


def xlsx(path, sheet, *, prologue="", more=()):
    """Write a workbook of one sheet, its XML as given (text, or pieces of it)."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("List")
    kept = path.with_suffix(".kept")
    path.rename(kept)
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename != "xl/worksheets/sheet1.xml":
                new.writestr(item, old.read(item))
        with new.open("xl/worksheets/sheet1.xml", "w") as part:
            for piece in (prologue, SHEET, *([sheet] if isinstance(sheet, str) else sheet), END):
                part.write(piece.encode())
        for name, data in more:
            new.writestr(name, data)
    kept.unlink()
    return path


def ods(path, rows, prologue=""):
    """Write an OpenDocument sheet with the XML of its rows as given."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", ODS)
        book.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
        book.writestr(
            "content.xml",
            f"{prologue}<office:document-content {NAMES}><office:body><office:spreadsheet>"
            f'<table:table table:name="List">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def cell(text):
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def laughs(path):
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prologue = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'
    text = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    return xlsx(path, text, prologue=prologue)


def zip_bomb(path):
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("initiatives.csv", "w", force_zip64=True) as part,
    ):
        for _ in range(256):
            part.write(b"\0" * MEGABYTE)
    return path


def same_name_twice(path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        return xlsx(path, HEAD, more=[("xl/worksheets/sheet1.xml", SHEET + END)])


def many_members(path):
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.csv", b"")
    return path


def far_cell(path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return xlsx(path, HEAD + far)


def repeated_row(path):
    rows = f"<table:table-row>{cell('id')}</table:table-row>"
    return ods(
        path,
        f'{rows}<table:table-row table:number-rows-repeated="1048575">{cell("x")}</table:table-row>',
    )


def repeated_in_turns(path):
    turn = "".join(
        f'<table:table-row table:number-rows-repeated="999">{cell(word)}</table:table-row>'
        for word in ("x", "y")
    )
    return ods(path, f"<table:table-row>{cell('id')}</table:table-row>{turn * 500}")


def row_of_cells(path):
    path.write_text("id,name\r\nx," + ",".join(["a" * (4 * MEGABYTE)] * 6) + "\r\n")
    return path


def row_of_lines(path):
    line = "a" * MEGABYTE + "\n"
    path.write_text("id,name\r\nx" + f',"{line * 4}"' * 6 + "\r\n")
    return path


def open_quote(path):
    path.write_text('id,name\r\nx,"' + "a,b\r\n" * 100_000)
    return path


def two_hundred_sheets(path):
    with xlsxwriter.Workbook(path) as book:
        for _ in range(201):
            book.add_worksheet()
    return path


def gzip_bomb(path):
    import gzip

    with gzip.GzipFile(path, "wb", mtime=0) as packed:
        for _ in range(64):
            packed.write(b"\0" * MEGABYTE)
    return path


REFUSED = [
    ("laughs.xlsx", laughs, "document type declaration"),
    ("bomb.zip", zip_bomb, "250 times its size"),
    ("twice.xlsx", same_name_twice, "two files of the same name"),
    ("members.zip", many_members, "10,001 files"),
    ("far.xlsx", far_cell, "XFD1048576 of the sheet “List”"),
    ("row.ods", repeated_row, "below your table"),
    ("turns.ods", repeated_in_turns, "below your table"),
    ("cells.csv", row_of_cells, "10 million characters"),
    ("lines.csv", row_of_lines, "row 2 cannot be read"),
    ("quote.csv", open_quote, "never closed"),
    ("sheets.xlsx", two_hundred_sheets, "200 sheets"),
    ("packed.csv.gz", gzip_bomb, "gzip"),
]


@pytest.mark.parametrize(("name", "make", "words"), REFUSED, ids=lambda each: str(each)[:12])
def test_a_bomb_is_refused_in_one_line(tmp_path, name, make, words):
    path = make(tmp_path / name)
    assert path.stat().st_size < 30 * MEGABYTE
    verdict = judge_one(path)
    assert not verdict.fault()
    assert verdict.code == 2
    assert words in verdict.said


def blank_rows(path):
    rows = (f'<row r="{n}" s="0" customFormat="1"/>' for n in range(2, 1_048_577))
    return xlsx(path, (HEAD, *rows))


def blank_lines(path):
    path.write_text("id,name\r\nx,y\r\n" + ",\r\n" * 1_000_000)
    return path


def all_columns(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("List")
        for row, first in enumerate(("id", "ex-a", "ex-b")):
            name = "name" if row == 0 else "The Swan (invented)"
            sheet.write_row(row, 0, [first, name, *(f"v{n}" for n in range(16_382))])
    return path


def all_columns_numbered(path):
    path.write_text(
        "id,name,"
        + ",".join(f"Claim {n}" for n in range(1, 4001))
        + "\r\nx,y"
        + ",v" * 4000
        + "\r\n"
    )
    return path


@pytest.mark.parametrize(
    ("name", "make", "records"),
    [
        ("blank.xlsx", blank_rows, 0),
        ("blank.csv", blank_lines, 1),
        ("wide.xlsx", all_columns, 2),
        ("claims.csv", all_columns_numbered, 1),
    ],
)
def test_large_and_empty_is_read(tmp_path, name, make, records):
    verdict = judge_one(make(tmp_path / name))
    assert not verdict.fault()
    assert verdict.code == 1
    assert verdict.records == records


def test_no_file_beside_it_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the-canary-sings")
    prologue = f'<!DOCTYPE x [<!ENTITY y SYSTEM "{secret.as_uri()}">]>'
    text = f'{HEAD}<row r="2"><c r="A2" t="inlineStr"><is><t>&y;</t></is></c></row>'
    rows = f"<table:table-row>{cell('id')}</table:table-row><table:table-row>{cell('&y;')}</table:table-row>"
    for path in (
        xlsx(tmp_path / "a.xlsx", text, prologue=prologue),
        # A comment as long as what is looked at hides the declaration; nothing reads it even so.
        xlsx(tmp_path / "b.xlsx", text, prologue=f"<!--{'x' * 70_000}-->{prologue}"),
        ods(tmp_path / "c.ods", rows, prologue),
    ):
        verdict = judge_one(path)
        assert not verdict.fault()
        assert "canary" not in f"{verdict.report} {verdict.said}"


@pytest.fixture(scope="session")
def bombs(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bombs")
    maker = shared / "tools" / "make_bombs.py"
    subprocess.run([sys.executable, str(maker), str(folder)], check=True, capture_output=True)
    return folder


def test_every_bomb_that_we_know_how_to_make(bombs, record_property):
    paths = sorted(bombs.iterdir())
    assert len(paths) > 90
    verdicts = judge(paths)
    record_property(
        "figure",
        f"{len(paths)} bombs, an answer each, at the most {max(v.memory for v in verdicts)} MB",
    )
    assert not faults(verdicts)


def test_the_corpus_of_attacks_in_xml(shared):
    paths = sorted((shared / "data/corpora/xml-attacks/data").glob("*.xml"))
    assert len(paths) >= 10
    for verdict in judge(paths):
        assert not verdict.fault()
        assert verdict.code == 2
        assert "XML" in verdict.said or "web page" in verdict.said
