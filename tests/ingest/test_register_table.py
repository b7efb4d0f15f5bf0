"""Known registers under headings that are misspelt, moved, or another table's."""

from pathlib import Path

import pytest

from cpstandard.core.errors import UnusableInput
from cpstandard.documents import open_document
from cpstandard.ingest.register_table import Layout, read_register

LISTED = Layout(
    "list",
    {
        "Full Registration Number": ("Full Registation Number",),
        "Society Name": ("Name",),
        "Registration Date": (),
        "Deregistration Date": (),
        "Code level 2": (),
        "Code level 3": (),
    },
    ("Full Registration Number", "Society Name"),
)
IDS = Layout("ids", {"org_id": (), "org_name": ()}, ("org_id", "org_name"))


def read(tmp_path: Path, content: str, encoding: str = "utf-8") -> tuple[str, list[dict]]:
    path = tmp_path / "register.csv"
    path.write_text(content, encoding=encoding)
    layout, rows = read_register(open_document(path), "the register", [LISTED, IDS])
    return layout.name, [{name: row.take(name) for name in row.unread()} for row in rows]


@pytest.mark.parametrize(
    "head",
    [
        "Full Registration Number,Society Name",
        "Full Registation Number,Society Name",
        "Full Registraton Number,society  name",
        " FULL REGISTRATION NUMBER ,SOCIETY_NAME,",
        "\ufefffull-registration-number,Name",
        "Full\u00a0Registration Number,Society Name:",
    ],
)
def test_headings_are_known_in_any_spelling(tmp_path: Path, head: str) -> None:
    name, rows = read(tmp_path, f"{head}\n7216,A\n")
    assert name == "list"
    assert rows == [{"Full Registration Number": "7216", "Society Name": "A"}]


def test_what_looks_alike_is_not_the_same(tmp_path: Path) -> None:
    head = "Full Registration Number,Name,Deregistration Date,Code level 4,Society Name"
    _, rows = read(tmp_path, f"{head}\n1,A,2020-01-01,x,B\n")
    [row] = rows
    assert (row["Society Name"], row["Name"]) == ("B", "A")
    assert row["Deregistration Date"] == "2020-01-01"
    assert row["Code level 4"] == "x"
    assert "Registration Date" not in row


def test_the_headings_may_stand_below_a_title(tmp_path: Path) -> None:
    name, rows = read(
        tmp_path, 'The register,as of 2020\n\norg_id,org_name\nX-1,"Caf\u00e9, B"\n', "cp1252"
    )
    assert (name, rows) == ("ids", [{"org_id": "X-1", "org_name": "Caf\u00e9, B"}])


def test_what_was_found_is_the_headings_and_not_the_title_above_them(tmp_path: Path) -> None:
    title = "The register of Inventon,,,,,\nAs of 2020,,,,,\n"
    with pytest.raises(UnusableInput, match=r"found Society Name, Town\.$"):
        read(tmp_path, f"{title}Society Name,Town\nA,B\n1,2,3,4,5\n")
    with pytest.raises(UnusableInput, match=r"found Species, Seen\.$"):
        read(tmp_path, f"{title}Species,Seen\nHeron,2\n")


def test_a_needed_heading_is_one_of_the_headings() -> None:
    with pytest.raises(ValueError, match=r"'Societe Name'.* did you mean 'Society Name'"):
        Layout("list", {"Number": (), "Society Name": ()}, needed=("Societe Name",))


@pytest.mark.parametrize(
    "content",
    ["A,B\n1,2\n", "only\n1\n", "<html><body>Not found</body></html>", "Society Name,Other\n1,2\n"],
)
def test_another_table_is_one_failure_that_names_both(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        read(tmp_path, content)
    assert "\n" not in str(caught.value)
    assert "register.csv" in str(caught.value)
