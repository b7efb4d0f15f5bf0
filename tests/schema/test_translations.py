"""Every language has a title for every code and every field, and no title stands for two."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from cpstandard.core.standard import Standard
from cpstandard.core.table_form import table_form
from cpstandard.schema_store import schema_folder, standard

VERSION = "1.0"
FOLDER = schema_folder() / VERSION / "translations"
WHOLE = sorted(path for path in FOLDER.glob("*.csv") if path.stem != "en")
COLUMNS = ["Kind", "Key", "Title", "Description", "Status"]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle)
        assert rows.fieldnames == COLUMNS
        return list(rows)


def titles(path: Path, kind: str) -> dict[str, str]:
    return {row["Key"]: row["Title"] for row in rows_of(path) if row["Kind"] == kind}


def key_of(path: tuple[str, ...], prefix: str = "") -> str:
    return prefix + ".".join(path).replace(".*", "[]")


def field_keys(of: Standard) -> set[str]:
    keys = {key_of(field.path) for field in of.fields()}
    keys |= {key_of(field.path, "package.") for field in of.envelope_fields()}
    return {*keys, "package.initiatives"}


@pytest.fixture(params=WHOLE, ids=lambda path: path.stem)
def language(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_welsh_is_there() -> None:
    assert "cy" in {path.stem for path in WHOLE}


def test_every_code_has_a_title_that_no_other_code_of_its_list_has(language: Path) -> None:
    kinds = {row["Kind"] for row in rows_of(language)} - {"field", "text"}
    codelists = standard(VERSION).codelists
    assert kinds == {f"codelist:{name}" for name in codelists}
    for name, codelist in codelists.items():
        found = titles(language, f"codelist:{name}")
        assert set(found) == set(codelist.codes), name
        folded = Counter(title.casefold() for title in found.values())
        assert [title for title, count in folded.items() if count > 1] == [], name
        assert [title for title in found.values() if len(title) > 60] == []


def test_every_field_has_a_title(language: Path) -> None:
    found = titles(language, "field")
    assert set(found) == field_keys(standard(VERSION))
    assert [title for title in found.values() if len(title) > 40] == []


def test_headings_are_told_apart_on_every_sheet(language: Path) -> None:
    found = titles(language, "field")
    form = table_form(standard(VERSION))
    sheets = {(): form.main, **{sheet.at: sheet for sheet in form.lists}}
    for at, sheet in sheets.items():
        start = (*at, "*") if at else ()
        used = Counter(found[key_of((*start, *c.path))].casefold() for c in sheet.columns)
        assert [heading for heading, count in used.items() if count > 1] == [], sheet.name
    meta = Counter(found[key_of(c.path, "package.")].casefold() for c in form.meta)
    assert max(meta.values()) == 1


def test_sheets_have_names_that_workbooks_allow(language: Path) -> None:
    found, texts = titles(language, "field"), titles(language, "text")
    names = [found[key_of(sheet.at)] for sheet in table_form(standard(VERSION)).lists]
    names += [text for key, text in texts.items() if key.startswith("sheet.")]
    assert len({name.casefold() for name in names}) == len(names)
    assert [name for name in names if len(name) > 31 or set("[]:*?/\\'") & set(name)] == []


def test_every_list_says_what_one_row_is_called(language: Path) -> None:
    items = {f"item.{'.'.join(sheet.at)}" for sheet in table_form(standard(VERSION)).lists}
    assert items | {"item.initiative"} == {
        key for key in titles(language, "text") if key.startswith("item.")
    }


def test_texts_have_the_keys_and_the_gaps_of_the_english(language: Path) -> None:
    english, found = titles(FOLDER / "en.csv", "text"), titles(language, "text")
    assert set(found) == set(english)
    for key, text in english.items():
        assert sorted(re.findall(r"\{\w+\}", found[key])) == sorted(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_rows_are_whole_and_stand_once(path: Path) -> None:
    rows = rows_of(path)
    seen = Counter((row["Kind"], row["Key"]) for row in rows)
    assert [key for key, count in seen.items() if count > 1] == []
    assert {row["Status"] for row in rows} <= {"draft", "established"}
    for row in rows:
        assert row["Title"], row
        assert all(text == text.strip() for text in row.values()), row
