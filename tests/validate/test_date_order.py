"""Of a date that has two readings, the other dates of its column tell the likely one."""

import pytest
from click.testing import CliRunner

import cpstandard
from cpstandard.cli import main

HEAD = "Initiative id,Name,Scope,Clusters,Started,Ended,Source 1: title,Package: Standard version"
HEAD += ",Package: Publisher id,Package: Publisher name,Package: Licence\n"


@pytest.mark.parametrize(
    ("started", "ended", "suggested"),
    [
        (["25/03/2021", "03/04/2021", "04/05/20"], ["", "", ""], ["2021-04-03", "2020-05-04"]),
        (["03/25/2021", "03/04/2021", ""], ["", "", ""], ["2021-03-04"]),
        # Both orders in one column, or none, or that of another column, say nothing.
        (["25/03/2021", "03/25/2021", "03/04/2021"], ["", "", ""], [None]),
        (["03/04/2021", "05/05/2021", "2021-03-25"], ["", "", ""], [None]),
        (["03/04/2021", "", ""], ["", "25/03/2023", ""], [None]),
    ],
)
def test_a_reading_is_suggested(tmp_path, started, ended, suggested):
    path = tmp_path / "dates.csv"
    rows = [
        f"anytown-{n},Hall {n} (invented),city,collaboration,{one},{other},Page,1.0,anytown,A,CC0-1.0"
        for n, (one, other) in enumerate(zip(started, ended, strict=True))
    ]
    path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    group = cpstandard.validate(path).of("ambiguous-date")[0]
    assert [finding.suggestion for finding in group.examples] == suggested


def test_a_corrected_copy_still_tells_the_reading(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [
        f"anytown-{n},Hall {n} (invented),city,collaboration,{started},{ended},Page,1.0,anytown,A,CC0-1.0"
        for n, (started, ended) in enumerate([("20/03/2020", "21/04/2022"), ("3/4/21", "")])
    ]
    source, copy = tmp_path / "dates.csv", tmp_path / "mended.csv"
    source.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    CliRunner().invoke(main, ["validate", "dates.csv", "--fix", "mended.csv"])
    text = copy.read_text(encoding="utf-8")
    assert "20/03/2020" in text  # or nothing would tell how 3/4/21 is meant
    assert "2022-04-21" in text  # of a column in which nothing is asked
    (asked,) = cpstandard.validate(copy).of("ambiguous-date")[0].examples
    assert asked.suggestion == "2021-04-03"
    copy.write_text(text.replace("3/4/21", "2021-04-03"), encoding="utf-8")
    CliRunner().invoke(main, ["validate", "mended.csv", "--fix", "again.csv"])
    assert "2020-03-20" in (tmp_path / "again.csv").read_text(encoding="utf-8")
