"""``convert`` and ``template`` from the command line."""

import json

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.schema_store import schema_folder

EXAMPLE = schema_folder() / "1.0/examples/full.json"


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def test_convert_there_and_back(tmp_path):
    previous = EXAMPLE
    for ending in (".xlsx", ".csv", ".jsonl", ".ods", ".zip", ".json"):
        target = tmp_path / f"p{ending}"
        result = run("convert", previous, target)
        assert result.exit_code == 0, result.output
        previous = target
    assert json.loads(previous.read_text("utf-8")) == json.loads(EXAMPLE.read_text("utf-8"))
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "p.csv",
        "p.json",
        "p.jsonl",
        "p.ods",
        "p.xlsx",
        "p.zip",
    ]


def test_standard_input(tmp_path):
    target = tmp_path / "p.json"
    result = run("convert", "--from", "csv", "-", target, stdin="Initiative id,Name\nex-a,A\n")
    assert result.exit_code == 0, result.output
    assert json.loads(target.read_text())["initiatives"] == [{"id": "ex-a", "name": "A"}]


def test_what_is_lost_is_said_in_one_line(tmp_path):
    source = tmp_path / "p.csv"
    source.write_text("Initiative id,Name,Colour,Latitude\nex-a,A,x,north\n")
    result = run("convert", source, tmp_path / "p.json", "--quiet")
    assert result.exit_code == 1
    assert "2 things could not be carried over" in result.stderr
    assert result.stderr.count("\n") == 1
    assert f"cpstandard validate {source}" in result.stderr


def test_unknown_fields_do_not_fit_a_table(tmp_path):
    package = json.loads(EXAMPLE.read_text("utf-8"))
    package["initiatives"][0]["colour"] = "red"
    source = tmp_path / "p.json"
    source.write_text(json.dumps(package))
    assert run("convert", source, tmp_path / "q.jsonl").exit_code == 0
    result = run("convert", source, tmp_path / "q.csv")
    assert result.exit_code == 1
    assert "/colour" in result.stderr


@pytest.mark.parametrize(
    ("content", "out", "words"),
    [
        ("[]", "o.csv", "not a package"),
        ("{", "o.docx", "has to end in"),
        ('{"standardVersion": "0.1", "initiatives": []}', "none/o.csv", "cannot be written"),
    ],
)
def test_what_cannot_be_done_leaves_nothing_behind(tmp_path, content, out, words):
    source = tmp_path / "p.json"
    source.write_text(content)
    result = run("convert", source, tmp_path / out)
    assert result.exit_code == 2
    assert words in result.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["p.json"]


def test_a_failure_leaves_the_old_file_whole(tmp_path):
    package = json.loads(EXAMPLE.read_text("utf-8"))
    package["initiatives"][0]["topics"] = [f"{n} " + "x" * 80 for n in range(500)]
    source, target = tmp_path / "p.json", tmp_path / "o.xlsx"
    source.write_text(json.dumps(package))
    target.write_text("old")
    result = run("convert", source, target)
    assert result.exit_code == 2
    assert target.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["t.xlsx", "t.ods", "t.csv"])
@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--simple"],
        ["--language", "cy"],
        ["--extension", "community-shares"],
        ["--standard", "0.1"],
    ],
)
def test_template(tmp_path, name, options):
    assert run("template", tmp_path / name, *options).exit_code == 0
    assert (tmp_path / name).stat().st_size > 100


def test_template_endings(tmp_path):
    result = run("template", tmp_path / "t.docx")
    assert result.exit_code == 2
    assert ".ods or .csv" in result.stderr


def test_help_has_an_example():
    for command in ("convert", "template"):
        assert "Example" in run(command, "--help").output


def test_a_template_never_replaces_what_was_filled_in(tmp_path):
    target = tmp_path / "ours.xlsx"
    target.write_text("the work of days")
    result = run("template", target)
    assert result.exit_code == 2
    assert "is there already; name another, or give --force." in result.stderr
    assert target.read_text() == "the work of days"
    assert run("template", target, "--force").exit_code == 0
    assert target.stat().st_size > 100


def test_the_simple_template_has_no_columns_of_extensions_and_says_so(tmp_path):
    target = tmp_path / "ours.xlsx"
    result = run("template", target, "--simple", "--extension", "community-shares")
    assert result.exit_code == 2
    assert "leave out --simple or --extension" in result.stderr
    assert not target.exists()


def test_each_example_of_the_help_has_a_line_of_its_own():
    for command in ("convert", "template"):
        lines = [line.strip() for line in run(command, "--help").output.splitlines()]
        assert sum(line.startswith("cpstandard ") for line in lines) >= 1
        assert "Examples:" in lines


def test_migrate_names_every_form_that_it_writes():
    assert ".ods" in run("migrate", "--help").output
