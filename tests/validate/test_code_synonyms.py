"""Words that people use for codes are understood, and the code is suggested."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from anytown import named, package
from cpstandard import schema_store
from cpstandard.cli import main
from cpstandard.validate import code_synonyms
from cpstandard.validate.code_meant import code_meant

HEAD = (
    "Package: Standard version,Package: Publisher id,Package: Publisher name,Package: Licence,"
    "Initiative id,Name,Scope,Clusters,Practices,Status,Status as of,Source title\n"
)
ENTRIES = [
    (name, code, word)
    for language in code_synonyms._LANGUAGES
    for name, codes in language.items()
    for code, words in codes.items()
    for word in words
]


def findings(*arguments: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(main, ["validate", *arguments, "--format", "json"])
    assert done.exit_code == 1, done.output
    report = json.loads(done.stdout)
    return [finding for group in report["groups"] for finding in group["findings"]]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write invented halls, each of which says its status in a word that is no code."""
    words = ["Open", "Closed", "CLOSED ", "Inactive", "on hold", "Ar gau", "Running"]
    rows = [
        f"1.0,anytown,Anytown,CC0-1.0,anytown-{n},Hall {n} (invented),city,"
        f"Community ownership,Village shop,{word},2025-05,Page\n"
        for n, word in enumerate(words)
    ]
    path = tmp_path / "halls.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def test_the_words_of_a_table_are_understood(table: Path) -> None:
    found = findings(str(table))
    assert [(f["cell"], f["suggestion"]) for f in found if f["heading"] == "Status"] == [
        ("J2", "active"), ("J3", "ended"), ("J4", "ended"), ("J5", "dormant"), ("J6", "paused"),
        ("J7", "ended"), ("J8", "active"),
    ]  # fmt: skip
    of_clusters = {f["suggestion"] for f in found if f["heading"] == "Clusters"}
    of_practices = {f["suggestion"] for f in found if f["heading"] == "Practices"}
    assert (of_clusters, of_practices) == ({"capacity-and-assets"}, {"community-shop"})


@pytest.mark.parametrize(
    ("language", "question"),
    [("en", "Did you mean “active”?"), ("cy", "Ai “active” oeddech chi’n ei feddwl?")],
)
def test_the_code_is_asked_about_in_words(table: Path, language: str, question: str) -> None:
    done = CliRunner().invoke(main, ["validate", str(table), "--language", language])
    assert question in done.stdout


def test_a_word_is_a_suggestion_and_never_put_in(table: Path) -> None:
    fixed = table.with_name("fixed.csv")
    CliRunner().invoke(main, ["validate", str(table), "--fix", str(fixed)])
    assert ",Open," in fixed.read_text(encoding="utf-8")


def test_the_words_of_json_are_understood(tmp_path: Path) -> None:
    record = named(
        1,
        status={"code": "Closed", "asOf": "2025-05"},
        evidence=[{"id": "c1", "direction": "good", "claim": "It is full.", "sources": ["s1"]}],
    )
    path = tmp_path / "halls.json"
    path.write_text(json.dumps(package(record)), encoding="utf-8")
    told = {f["pointer"]: f["suggestion"] for f in findings(str(path))}
    assert told == {"/evidence/0/direction": "positive", "/status/code": "ended"}


@pytest.mark.parametrize(("name", "code", "word"), ENTRIES)
def test_each_word_leads_to_a_code_that_it_does_not_hide(name: str, code: str, word: str) -> None:
    codelist = schema_store.standard().codelists[name]
    assert code_meant(word, codelist) == code
    assert word.casefold() not in codelist.by_title()
