"""Of a date that has two readings, the other dates of its column tell the likely one."""

import pytest

import cpstandard

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
