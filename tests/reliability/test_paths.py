"""R15: no name in what strangers send leads outside, and no two names fall together."""

import gc
import io
import itertools
import json
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.cli import main
from cpstandard.core.slug import slug
from cpstandard.publish.edition import Editions
from cpstandard.publish.manifest import is_path_of_a_site
from registry_place import Place, initiative, package

pytestmark = pytest.mark.reliability("R15")

WAYS_OUT = [
    "..", "../out", "../../../../etc/cron.d/out", "/etc/out", "//host/out", "a/../../out", "./../out",
    "..\\out", "C:\\out", "\\\\host\\out", "%2e%2e%2fout", "..%c0%afout", "....//out", "out\0.json",
    "~/out", "$HOME/out", "`out`", "out\n../out", "con", "NUL.json", "aux.", "out ", ".htaccess",
    "\u2025/out", "\uff0e\uff0e\uff0fout", "a" * 300, "-rf", "", ".",
]  # fmt: skip


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file and link below ``folder`` with what is in it."""
    return {
        str(path.relative_to(folder)): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """A folder in which nothing may change, with one below it to work in, home and temporary."""
    work = tmp_path / "deep/in/here"
    work.mkdir(parents=True)
    (tmp_path / "out").write_text("mine")
    (tmp_path / "deep/out").write_text("mine")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(work)
    return tmp_path


def a_zip(names) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        # A name ends at a NUL, so two of them may be one.
        for info in {
            i.filename: i for i in (zipfile.ZipInfo(name or "x") for name in names)
        }.values():
            archive.writestr(info, "id,name\nanytown-1,The Swan\n")
    return made.getvalue()


def test_no_name_in_a_zip_leads_outside(outside, record_property):
    before = everything(outside)
    for number, name in enumerate(WAYS_OUT):
        for more in ([], ["initiatives.csv"]):
            path = outside / f"deep/in/here/{number}.zip"
            path.write_bytes(a_zip([name, f"{name}.csv", *more]))
            done = CliRunner().invoke(main, ["validate", str(path)])
            assert done.exit_code in (0, 1, 2), (name, done.output, done.exception)
            assert done.exception is None or isinstance(done.exception, SystemExit), name
            path.unlink()
    # What was unpacked goes with the document that held it, at the latest with the process.
    del done
    gc.collect()
    assert everything(outside) == before, "something was written, or left behind"
    record_property("figure", f"{len(WAYS_OUT)} names in zips, each twice: nothing written")


def test_a_link_in_a_zip_or_a_folder_shows_nothing_of_where_it_leads(outside):
    secret = outside / "secret.csv"
    secret.write_text("id,name\nanytown-1,The canary sings\n")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("initiatives.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, str(secret))
    (outside / "deep/in/here/linked.zip").write_bytes(made.getvalue())
    folder = outside / "deep/in/here/submissions"
    folder.mkdir()
    (folder / "initiatives.csv").symlink_to(secret)
    for name, code, said in (
        ("linked.zip", 1, "not-a-package"),
        ("submissions", 2, "it is a link"),
        ("submissions/*.csv", 2, "it is a link"),
        ("**/*.csv", 2, "it is a link"),
    ):
        done = CliRunner().invoke(main, ["validate", "--format", "json", name])
        assert done.exit_code == code, (name, done.output)
        assert said in done.output
        assert "canary" not in done.output


@pytest.mark.parametrize("where", ["id", "publisher", "extension", "practice", "area"])
def test_no_name_in_a_record_leads_out_of_the_site(outside, where, record_property):
    place = Place(outside / "deep/in/here")
    honest = initiative("anytown-0")
    records = [honest, *(_odd(where, name, number) for number, name in enumerate(WAYS_OUT))]
    content = json.loads(package("anytown", *records))
    if where == "extension":
        content["extensions"] = WAYS_OUT
    place.publisher("anytown", json.dumps(content))
    before = everything(outside)
    done = place.build()
    assert done.exit_code in (0, 1, 2), done.output
    assert "Traceback" not in done.output
    after = everything(outside)
    ours = ("site", "site.editions", "site.lock", "workspace")
    changed = {name for name in after if after[name] != before.get(name)}
    stray = [n for n in changed if not n.startswith(tuple(f"deep/in/here/{each}" for each in ours))]
    assert stray == []
    assert set(before) <= set(after)
    if where != "extension":
        assert "anytown-0" in place.pages()
    files = [str(p.relative_to(place.site)) for p in place.site.rglob("*") if p.is_file()]
    assert all(is_path_of_a_site(name) for name in files)
    assert len({name.casefold() for name in files}) == len(files)
    record_property("figure", f"{len(WAYS_OUT)} odd names as {where}: none outside, none together")


def _odd(where, name, number):
    id_ = f"anytown-{number + 1}"
    if where == "id":
        return initiative(f"anytown-{name}")
    if where == "publisher":
        return initiative(id_, organisations=[{"id": "o1", "name": name or "x"}], localId=name)
    if where == "practice":
        return initiative(id_, practices=[name])
    if where == "area":
        return initiative(id_, places=[{"name": name or "x", "country": "GB", "region": name}])
    return initiative(id_)


@pytest.mark.parametrize("name", WAYS_OUT)
@pytest.mark.parametrize("form", ["murmurations", "csv"])
def test_no_id_leads_out_of_the_folder_of_an_export(outside, form, name):
    source = outside / "deep/in/here/source.json"
    source.write_text(package("anytown", initiative("anytown-0"), initiative(name)))
    before = everything(outside)
    words = ["export", form] if form == "murmurations" else ["convert"]
    done = CliRunner().invoke(main, [*words, str(source), "profiles/"])
    assert done.exit_code in (0, 1, 2), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    after = everything(outside)
    new = set(after) - set(before)
    assert all(each.startswith("deep/in/here/profiles") for each in new), new
    assert {each: after[each] for each in before} == before


def test_a_link_planted_where_the_site_is_to_be_is_not_followed(outside):
    place = Place(outside / "deep/in/here")
    place.publisher("anytown", package("anytown", initiative("anytown-1")))
    mine = outside / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    place.site.symlink_to(mine)
    assert "Traceback" not in place.build().output
    assert everything(mine) == {"thesis.txt": b"mine"}


@given(st.text(max_size=200))
def test_any_text_makes_a_path_of_one_step_that_every_system_can_hold(text):
    made = slug(text)
    assert made == made.casefold()
    assert made.isascii()
    assert is_path_of_a_site(f"places/{made}/index.html")
    assert made not in ("", ".", "..")
    assert len(PurePosixPath(made).parts) == 1
    assert len(made) <= 80


def test_what_differs_by_more_than_spelling_makes_two_slugs():
    """Case, accents, spaces and punctuation between words are spelling; all else is kept apart."""
    texts = [
        "Ysbyty",
        "日本",
        "日本語",
        "한국",
        "a" * 90,
        "a" * 91,
        "Ω",
        "ω2",
        "&",
        "£",
        "€",
        "…",
        "🏠",
    ]
    for one, other in itertools.combinations(texts, 2):
        assert slug(one) != slug(other), (one, other)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\..\\x", "", ".", "a//x", "a/./x"])
def test_an_edition_takes_no_path_that_leads_out(outside, path):
    before = everything(outside)
    with pytest.raises(ValueError, match="cannot hold the path"):
        Editions(outside / "deep/in/here/site").publish("1" * 64, [(path, b"")])
    after = everything(outside)
    assert {name for name in after if name not in before} <= {"deep/in/here/site.lock"}
