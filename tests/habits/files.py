"""Habits with the file: how it is saved, and in which form it is sent."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from habits.habit import Expected
from habits.saving import save_text

Saved = tuple[Path, list[Expected]]
FILES: dict[str, tuple[Callable[[Workbook, Path], Saved], str]] = {}
"""By name: what saves the valid workbook, and the form of it that it begins with."""
_READ_ME = "How to use these files: each row is an initiative.\nRing the office with questions.\n"


def file_habit(form):
    def add(function):
        FILES[function.__name__] = (function, form)
        return function

    return add


def text(name, **how):
    return lambda book, folder: (save_text(book, folder / name, **how), [])


FILES["semicolons"] = (text("ours.csv", delimiter=";"), "csv")
FILES["semicolons_and_a_line_that_says_so"] = (
    text("ours.csv", delimiter=";", top="sep=;\n"),
    "csv",
)
FILES["bars"] = (text("ours.csv", delimiter="|"), "csv")
FILES["tabs"] = (text("ours.tsv", delimiter="\t"), "csv")
FILES["tabs_in_a_text_file"] = (text("ours.txt", delimiter="\t"), "csv")
FILES["byte_order_mark"] = (text("ours.csv", encoding="utf-8-sig"), "csv")
FILES["utf_16_with_tabs"] = (text("ours.txt", delimiter="\t", encoding="utf-16"), "csv")
FILES["utf_16_without_a_mark"] = (text("ours.csv", encoding="utf-16-le"), "csv")
FILES["title_rows_and_semicolons"] = (
    text("ours.csv", delimiter=";", top="Our list;;\nOf May 2026;;\n;;\n"),
    "csv",
)
FILES["macro_workbook"] = (lambda book, folder: (_with_macros(book, folder), []), "full")
FILES["xlsx_named_csv"] = (lambda book, folder: (_renamed(book, folder, "ours.csv"), []), "simple")
FILES["xlsx_named_xls"] = (lambda book, folder: (_renamed(book, folder, "ours.xls"), []), "simple")
FILES["csv_named_xlsx"] = (text("ours.xlsx"), "csv")


@file_habit("csv")
def windows_1252(book, folder):
    path = save_text(_without_welsh(book), folder / "ours.csv", encoding="cp1252")
    return path, [Expected("repaired-encoding")]


@file_habit("full")
def folder_of_csv_files(book, folder):
    return _csv_files(book, folder / "ours"), []


@file_habit("full")
def zip_of_csv_files_with_a_read_me(book, folder):
    files = _csv_files(book, folder / "ours")
    (files / "How to.txt").write_text(_READ_ME)
    with zipfile.ZipFile(folder / "ours.zip", "w") as archive:
        for file in sorted(files.iterdir()):
            archive.write(file, file.name)
    return folder / "ours.zip", [Expected("skipped-sheet", "How to!")]


@file_habit("full")
def opendocument(book, folder):
    return _converted(book, folder, "ods"), []


@file_habit("full")
def old_excel(book, folder):
    return _converted(book, folder, "xls"), []


@file_habit("simple")
def merged_title_in_old_excel(book, folder):
    sheet = book["Initiatives"]
    sheet.insert_rows(1)
    sheet["A1"] = "Our list"
    sheet.merge_cells("A1:H1")
    return _converted(book, folder, "xls"), []


def _without_welsh(book):
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("ŷ", "y").replace("’", "'")
    return book


def _renamed(book, folder, name):
    book.save(folder / "made.xlsx")
    return shutil.copy(folder / "made.xlsx", folder / name)


def _with_macros(book, folder):
    book.save(folder / "made.xlsx")
    with (
        zipfile.ZipFile(folder / "made.xlsx") as source,
        zipfile.ZipFile(folder / "ours.xlsm", "w") as target,
    ):
        for info in source.infolist():
            target.writestr(info.filename, source.read(info))
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf macros that nobody runs")
    return folder / "ours.xlsm"


def _csv_files(book, folder):
    folder.mkdir()
    for sheet in book:
        if sheet.title in {"READ ME", "Codelists"}:
            continue
        save_text(book, folder / f"{sheet.title}.csv", sheet=sheet.title)
    return folder


def _converted(book, folder, form):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    book.save(folder / "ours.xlsx")
    subprocess.run(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", form, "--outdir", folder / "out", folder / "ours.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / "out" / f"ours.{form}"
