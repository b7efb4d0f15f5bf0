"""Configuration files, baselines, and what FILE may be, as a person or a script meets them."""

import json

import jsonschema
import pytest
from click.testing import CliRunner

from anytown import HEADER, named
from cpstandard.cli import main
from cpstandard.schema_store import schema_folder


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def made(name, *records):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(json.dumps(line) + "\n" for line in (HEADER, *records))
        path.write_text(text, encoding="utf-8")
        return path

    return made


def run(*arguments, stdin=None):
    return CliRunner().invoke(main, ["validate", *arguments], input=stdin)


DOUBT = {"practices": ["x-y"]}  # unlisted-code, a warning


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("cpstandard.toml", 'fail_on = "warning"'),
        ("pyproject.toml", '[tool.cpstandard]\nfail_on = "warning"'),
        ("cpstandard.toml", '[severity]\nunlisted-code = "error"'),
    ],
)
def test_the_configuration_beside_the_file_is_used(write, tmp_path, file, text):
    write("data/ours.jsonl", named(1, **DOUBT))
    assert run("data/ours.jsonl").exit_code == 0
    (tmp_path / "data" / file).write_text(text)
    assert run("data/ours.jsonl").exit_code == 1
    assert run(str(tmp_path / "data" / "ours.jsonl")).exit_code == 1


def test_the_nearest_configuration_wins_and_none_from_above_the_current_folder(
    write, tmp_path, monkeypatch
):
    write("data/deep/ours.jsonl", named(1, **DOUBT))
    (tmp_path / "cpstandard.toml").write_text('fail_on = "warning"')
    (tmp_path / "pyproject.toml").write_text('[tool.cpstandard]\nfail_on = "never"')
    (tmp_path / "data" / "pyproject.toml").write_text("[tool.other]\nx = 1")
    assert run("data/deep/ours.jsonl").exit_code == 1
    (tmp_path / "data" / "cpstandard.toml").write_text('ignore = ["unlisted-code"]')
    assert run("data/deep/ours.jsonl").exit_code == 0
    (tmp_path / "data" / "cpstandard.toml").unlink()
    monkeypatch.chdir(tmp_path / "data")
    assert run("deep/ours.jsonl").exit_code == 0


def test_the_command_line_wins(write, tmp_path):
    write("ours.jsonl", named(1, **DOUBT))
    (tmp_path / "cpstandard.toml").write_text('ignore = ["unlisted-code"]\nfail_on = "warning"')
    assert run("ours.jsonl").exit_code == 0
    assert run("ours.jsonl", "--severity", "unlisted-code=warning").exit_code == 1
    assert (
        run("ours.jsonl", "--severity", "unlisted-code=error", "--fail-on", "never").exit_code == 0
    )


def test_a_named_configuration_is_the_only_one(write, tmp_path):
    write("theirs/ours.jsonl", named(1, **DOUBT))
    (tmp_path / "theirs" / "cpstandard.toml").write_text('ignore = ["unlisted-code"]')
    (tmp_path / "strict.toml").write_text('fail_on = "warning"')
    assert run("theirs/ours.jsonl", "--config", "strict.toml").exit_code == 1


def test_limit_and_engine_come_from_the_configuration(write, tmp_path):
    write("ours.jsonl", *[named(n, scope=f"place {n}") for n in range(9)])
    (tmp_path / "cpstandard.toml").write_text('limit = 7\nengine = "reference"')
    assert run("ours.jsonl").stdout.count("is not one of the codes") == 7
    report = json.loads(run("ours.jsonl", "--format", "json", "--limit", "2").stdout)
    assert report["engine"] == "reference"
    assert [len(group["findings"]) for group in report["groups"]] == [2]
    assert report["groups"][0]["count"] == 9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail-on = 'error'", "There is no setting 'fail-on'. Did you mean fail_on?"),
        ("fail_on = 'warnin'", "fail_on cannot be 'warnin'. Did you mean warning?"),
        ("ignore = ['unlisted-cod']", "Did you mean unlisted-code?"),
        ("ignore = 'unlisted-code'", "ignore must be a list"),
        ("severity = 'error'", "severity must be a table"),
        ("[severity]\nunlisted-code = 'bad'", "The severity of unlisted-code cannot be 'bad'"),
        ("limit = 0", "limit must be a whole number"),
        ("limit = true", "limit must be a whole number"),
        ("engine = 'slow'", "engine cannot be 'slow'. Use fast, reference."),
        ("baseline = 1", "baseline must be the name of a file"),
        ("baseline = 'none.json'", "none.json cannot be opened"),
        ("= 1", "is not TOML"),
        ("a = " + "[" * 5000, "is not TOML"),
        ("\udcff", "is not TOML"),
    ],
)
def test_a_mistake_in_the_configuration_is_one_line_and_2(write, tmp_path, text, said):
    write("ours.jsonl", named(1))
    (tmp_path / "cpstandard.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    write("theirs.jsonl", named(1))
    result = run(".")
    assert result.exit_code == 2
    assert said in result.stderr
    assert str(tmp_path) not in result.stderr
    assert "cpstandard.toml" in result.stderr or "none.json" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_configuration_that_is_not_there_is_2(write):
    write("ours.jsonl", named(1))
    assert run("ours.jsonl", "--config", "none.toml").exit_code == 2


SPOILT = [
    named(1, scope="citty"),
    named(2, name=""),
    named(3, **DOUBT),
    {k: v for k, v in named(4).items() if k not in {"name", "clusters"}},
]


def test_known_findings_are_counted_apart_wherever_their_rows_move(write, tmp_path):
    write("ours.jsonl", *SPOILT)
    before = json.loads(run("ours.jsonl", "--format", "json").stdout)
    total = sum(group["count"] for group in before["groups"])
    written = run("ours.jsonl", "--write-baseline", "known.json")
    assert written.exit_code == 0
    assert f"known.json holds {total} known findings." in written.stderr
    write("moved.jsonl", named(9), *reversed(SPOILT))
    for file in ("ours.jsonl", "moved.jsonl"):
        result = run(file, "--baseline", "known.json", "--fail-on", "info")
        assert result.exit_code == 0, result.output
        assert f"{total} known findings of the baseline were not counted." in result.stdout
        assert "nothing new to mend" in result.stdout
        assert result.stderr == ""
    report = json.loads(run("moved.jsonl", "--baseline", "known.json", "--format", "json").stdout)
    jsonschema.validate(report, json.loads((schema_folder() / "tooling/report.json").read_text()))
    assert report["known"] == total
    assert report["groups"] == []


def test_what_is_new_counts_even_beside_what_is_known(write):
    write("ours.jsonl", *SPOILT)
    run("ours.jsonl", "--write-baseline", "known.json")
    worse = [named(1, scope="cittty"), *SPOILT[1:], SPOILT[2]]
    write("ours.jsonl", *worse)
    report = json.loads(run("ours.jsonl", "--baseline", "known.json", "--format", "json").stdout)
    found = {group["code"]: group["count"] for group in report["groups"]}
    assert found["unknown-code"] == 1  # the value is another
    assert found["unlisted-code"] == 1  # known once, found twice


def test_stale_entries_are_said_but_not_of_files_or_codes_left_out(write):
    write("ours.jsonl", *SPOILT)
    write("other.jsonl", named(5, scope="citty"))
    run("ours.jsonl", "other.jsonl", "--write-baseline", "known.json")
    write("ours.jsonl", *SPOILT[1:])
    result = run("ours.jsonl", "--baseline", "known.json")
    assert result.exit_code == 0
    assert "known.json holds 1 known finding that is not in the data any more" in result.stderr
    left_out = run("ours.jsonl", "--baseline", "known.json", "--ignore", "unknown-code")
    assert left_out.stderr == ""


def test_a_mistake_of_the_package_is_known_in_its_own_file_only(write, tmp_path):
    for name in ("ours.jsonl", "theirs.jsonl"):
        path = write(name, named(1))
        path.write_text(path.read_text().replace("CC-BY-4.0", "CC-BY-NC-4.0"))
    run("ours.jsonl", "--write-baseline", "known.json")
    ours = run("ours.jsonl", "--baseline", "known.json", "--fail-on", "warning")
    theirs = run("theirs.jsonl", "--baseline", "known.json", "--fail-on", "warning")
    assert (ours.exit_code, theirs.exit_code) == (0, 1)


def test_a_baseline_is_sorted_and_the_same_each_time(write, tmp_path):
    write("ours.jsonl", *SPOILT)
    run("ours.jsonl", "--write-baseline", "one.json")
    write("ours.jsonl", *reversed(SPOILT))
    run("ours.jsonl", "--write-baseline", "two.json", "--limit", "1")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"baseline": 1}', '{"baseline": 2, "findings": []}', "\udcff", "[" * 9999,
     '{"baseline": 1, "findings": [1]}', '{"baseline": 1, "findings": [{"code": 5}]}'],
)  # fmt: skip
def test_what_is_no_baseline_is_one_line_and_2(write, tmp_path, text):
    write("ours.jsonl", named(1))
    (tmp_path / "known.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = run("ours.jsonl", "--baseline", "known.json")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "known.json" in result.stderr


def test_no_baseline_is_written_of_half_the_files(write, tmp_path):
    write("ours.jsonl", named(1, scope="citty"))
    result = run("ours.jsonl", "missing.jsonl", "--write-baseline", "known.json")
    assert result.exit_code == 2
    assert not (tmp_path / "known.json").exists()


def files_of(result):
    document = json.loads(result.stdout)
    return [report["file"] for report in document.get("reports", [document])]


def test_folders_and_patterns_stand_for_their_files(write, tmp_path):
    for name in ("in/b.jsonl", "in/a.json.jsonl", "in/deep/c.jsonl", "in/.hidden/d.jsonl"):
        write(name, named(1))
    (tmp_path / "in" / "notes.txt").write_text("not data")
    everything = ["in/a.json.jsonl", "in/b.jsonl", "in/deep/c.jsonl"]
    # Of a folder it is told too what lies in it unread.
    assert files_of(run("in", "--format", "json")) == [*everything, "in"]
    assert files_of(run("in/**/*.jsonl", "--format", "json")) == everything
    assert files_of(run("in/[b]*", "in", "--format", "json")) == ["in/b.jsonl", *(
        name for name in everything if name != "in/b.jsonl"), "in"]  # fmt: skip
    assert files_of(run("in/b.jsonl", "in/b.jsonl", "--format", "json")) == ["in/b.jsonl"] * 2


def test_a_name_with_the_signs_of_a_pattern_is_a_name(write):
    write("a[1].jsonl", named(1))
    assert files_of(run("a[1].jsonl", "--format", "json")) == ["a[1].jsonl"]


def test_sheets_saved_as_csv_are_one_package(write, tmp_path):
    write("ours.jsonl", named(1))
    CliRunner().invoke(main, ["convert", "ours.jsonl", "ours.zip"])
    import zipfile

    with zipfile.ZipFile(tmp_path / "ours.zip") as archive:
        archive.extractall(tmp_path / "in" / "sheets")
    write("in/other.jsonl", named(2))
    assert files_of(run("in", "--format", "json")) == ["in/other.jsonl", "in/sheets"]
    assert files_of(run("in/sheets", "--format", "json")) == ["in/sheets"]


@pytest.mark.parametrize("argument", ["empty", "*.jsonl", "empty/**", "none.jsonl", "a\0b"])
def test_where_there_is_no_file_one_line_says_so(write, tmp_path, argument):
    write("sub/ours.jsonl", named(1))
    (tmp_path / "empty").mkdir()
    result = run(argument)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"cpstandard: {argument}")
    assert result.stderr.count("\n") == 1


def test_each_file_fails_by_its_own_configuration(write, tmp_path):
    write("mild/ours.jsonl", named(1, **DOUBT))
    write("strict/ours.jsonl", named(2))
    (tmp_path / "strict" / "cpstandard.toml").write_text('fail_on = "warning"')
    assert run("mild", "strict").exit_code == 0
    write("strict/ours.jsonl", named(2, **DOUBT))
    assert run("mild", "strict").exit_code == 1
