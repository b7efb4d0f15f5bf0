"""R21: twelve ways in which a publisher's file fails, each with and without a last good copy.

Two builds do it all: one on a good day, one on a day on which every publisher fails in a way of
its own. The publishers are invented.
"""

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import cpstandard.pipeline.fetching
from answering import Answer, Web, answering
from cpstandard.fetch.client import Limits
from cpstandard.fetch.web import WebStore
from cpstandard.publish.forms import write_csv
from cpstandard.schema_store import standard
from registry_place import NOW, Place, initiative, package

pytestmark = pytest.mark.reliability("R21")

LATER = "2026-02-28T06:00:00Z"
NAMES = ("swan", "heron", "teal", "wren")

CRASHES = """
from cpstandard.core.importer import Imported, ImporterOptions, Register
from cpstandard.core.location import Location
from cpstandard.core.row import Row
from cpstandard.hookspecs import hookimpl

class Crashing:
    id = "crashing"
    title = "Crashing"
    version = "1.0"
    register = Register("An invented register", "", "CC0-1.0", "")
    media_types = ()
    Options = ImporterOptions
    def recognises(self, document): return False
    def read(self, document, options):
        text = document.text().text
        for name in text.split():
            record = {
                "name": name, "clusters": ["collaboration"], "scope": "city",
                "sources": [{"id": "s", "title": "An invented list"}],
            }
            yield Imported(name, record, (Row({"name": name}, Location(file="x")),))
            if "crash" in text:
                raise RuntimeError("oh no")

@hookimpl
def cpstandard_importers():
    return [Crashing()]
"""


def records(publisher: str, names: tuple[str, ...] = NAMES, **more: Any) -> list[dict[str, Any]]:
    return [initiative(f"{publisher}-{name}", **more) for name in names]


def of_json(publisher: str, names: tuple[str, ...] = NAMES, **more: Any) -> bytes:
    return package(publisher, *records(publisher, names, **more)).encode()


def of_csv(publisher: str) -> bytes:
    header = json.loads(package(publisher))
    del header["initiatives"]
    out = io.BytesIO()
    write_csv(header, records(publisher), out, standard())
    return out.getvalue()


def names_alone(_publisher: str) -> bytes:
    return " ".join(NAMES).encode()


Bad = Callable[[str], Answer]


@dataclass(frozen=True)
class Kind:
    """A way to fail: what is sent, and what is said of it."""

    bad: Bad
    said: str
    good: Callable[[str], bytes] = of_json
    ending: str = "json"
    importer: str = "cpstandard"


def cut(publisher: str) -> Answer:
    return Answer(of_json(publisher)[:700], promised=900)


KINDS = {
    "answers-500": Kind(lambda _: Answer(b"oh no", 500), "the server answered 500"),
    "falls-silent": Kind(lambda p: Answer(of_json(p)[:50], silent=True), "could not be fetched"),
    "hangs-up": Kind(lambda _: Answer(hangs_up=True), "hung up without an answer"),
    "breaks-off": Kind(cut, "broke off"),
    "html-page": Kind(
        lambda _: Answer(b"<!doctype html><html><body>Moved</body></html>", 200, "text/html"),
        "a web page",
        of_csv,
        "csv",
    ),
    "empty-answer": Kind(lambda _: Answer(b""), "empty"),
    "no-records": Kind(lambda p: Answer(of_json(p, ())), "more than half are gone"),
    "one-of-four": Kind(lambda p: Answer(of_json(p, ("swan",))), "more than half are gone"),
    "invalid-records": Kind(
        lambda p: Answer(of_json(p, clusters=["nonsense"])), "more than half are gone"
    ),
    "changed-header": Kind(
        lambda p: Answer(of_csv(p).replace(b"Package:", b"Sheet_").replace(b"Name", b"N.")),
        "The file does not say who publishes it",
        of_csv,
        "csv",
    ),
    "closed-licence": Kind(
        lambda p: Answer(of_json(p).replace(b"CC-BY-4.0", b"CC-BY-NC-4.0")),
        "CC-BY-NC-4.0 is not an open licence",
    ),
    "importer-crashes": Kind(
        lambda _: Answer(b"swan crash", media_type="text/plain"),
        "RuntimeError: oh no",
        names_alone,
        "txt",
        "crashing",
    ),
}


def enter(place: Place, web: Web, publisher: str, kind: Kind) -> None:
    place.fetched(publisher, web.url(f"{publisher}.{kind.ending}"), kind.importer)


@dataclass
class Days:
    """What the build of the bad day said, its site, and what each publisher's id is."""

    place: Place
    said: str
    exit_code: int


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("installed")
    info = folder / "inv_crashing-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "inv_crashing.py").write_text(CRASHES)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: inv-crashing\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[cpstandard]\ncrashing = inv_crashing\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        patch.setenv("PYTHONPATH", str(folder))
        impatient = partial(WebStore, limits=Limits(silence=1.0, pause=0.01))
        patch.setattr(cpstandard.pipeline.fetching, "WebStore", impatient)
        yield
    sys.modules.pop("inv_crashing", None)


@pytest.fixture(scope="module")
def days(installed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    place = Place(tmp_path_factory.mktemp("days"))
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    with answering() as web:
        for name, kind in KINDS.items():
            enter(place, web, name, kind)
            web.answers[f"{name}.{kind.ending}"] = Answer(kind.good(name))
        first = place.build("--online", "--allow-private")
        assert first.exit_code == 0, first.stderr
        for name, kind in KINDS.items():
            web.answers[f"{name}.{kind.ending}"] = kind.bad(name)
            enter(place, web, f"new-{name}", kind)
            web.answers[f"new-{name}.{kind.ending}"] = kind.bad(f"new-{name}")
        second = place.build("--online", "--allow-private", "--now", LATER)
        yield Days(place, second.stderr, second.exit_code)


def page(place: Place, address: str) -> str:
    return (place.site / address / "index.html").read_text("utf-8")


def test_the_day_is_bad_and_the_site_is_whole(days: Days, record_property: Any) -> None:
    kept = [
        name
        for name in KINDS
        if {f"{name}-{each}" for each in NAMES} <= days.place.pages()
        and days.place.status(name)["state"] == "stale"
    ]
    record_property("figure", f"last good copy of {len(kept)} of {len(KINDS)} kinds of failure")
    assert len(KINDS) == 12
    assert kept == list(KINDS)
    assert days.exit_code == 1
    assert "Traceback" not in days.said
    assert "good-town-swan" in days.place.pages()


@pytest.mark.parametrize("name", KINDS)
def test_with_a_copy_the_last_good_one_is_shown_and_labelled(days: Days, name: str) -> None:
    source = days.place.status(name)["sources"][0]
    said = KINDS[name].said
    assert source["state"] == "stale"
    assert said in source["reason"]
    copy = source["copy"]
    assert said in copy.pop("why")
    assert copy == {
        "of": NOW[:10],
        "until": "2026-07-30",
        "endsSoon": False,
        "expired": False,
    }
    assert source["recordsOut"] == len(NAMES)
    (line,) = [each for each in days.said.splitlines() if f" {name}/initiatives: " in each]
    assert line.startswith("stale")
    assert "31 January 2026, until 30 July 2026" in line
    assert said in line


@pytest.mark.parametrize("name", [name for name in KINDS if name != "one-of-four"])
def test_without_a_copy_it_fails_alone(days: Days, name: str) -> None:
    status = days.place.status(f"new-{name}")
    assert status["state"] in ("failed", "nothing-shown")
    assert status["sources"][0]["reason"]
    assert status["sources"][0]["copy"] is None
    assert status["recordsOut"] == 0
    assert f"new-{name}/initiatives" in days.said


def test_few_records_are_all_that_there_is_where_no_copy_says_otherwise(days: Days) -> None:
    assert days.place.status("new-one-of-four")["state"] == "published"
    assert "new-one-of-four-swan" in days.place.pages()


def test_a_drop_of_half_or_less_is_taken_and_one_of_more_is_not(
    installed: None, tmp_path: Path
) -> None:
    kind = KINDS["one-of-four"]
    place = Place(tmp_path)
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    with answering() as web:
        enter(place, web, "a-town", kind)
        for names in (NAMES, NAMES[:2]):
            web.answers["a-town.json"] = Answer(of_json("a-town", names))
            assert place.build("--online", "--allow-private").exit_code == 0
        assert place.pages() == {"good-town-swan", "a-town-swan", "a-town-heron"}
        web.answers["a-town.json"] = Answer(of_json("a-town", ()))
        held = place.build("--online", "--allow-private")
        assert held.exit_code == 1
        assert "a-town-heron" in place.pages()
        assert f"expect: {{fewer_since: {NOW[:10]}}}" in held.stderr
        # The directory's keeper does as they are told.
        entry = place.registry / "gb/a-town.yaml"
        entry.write_text(entry.read_text() + f"    expect: {{fewer_since: {NOW[:10]}}}\n")
        place.build("--online", "--allow-private")
        assert place.pages() == {"good-town-swan"}
        assert place.status("a-town")["state"] == "nothing-shown"
        web.answers["a-town.json"] = Answer(b"", 500)
        place.build("--online", "--allow-private")
        assert place.pages() == {"good-town-swan"}, "what was rightly taken away came back"
        web.answers["a-town.json"] = Answer(of_json("a-town"))
        assert place.build("--online", "--allow-private", "--now", LATER).exit_code == 0
        web.answers["a-town.json"] = Answer(of_json("a-town", ("swan",)))
        assert place.build("--online", "--allow-private", "--now", LATER).exit_code == 1, (
            "accepted once, for ever"
        )


SITE = "copies: {days: 20, warn: 5}\n"


@pytest.mark.parametrize(
    ("entry", "days_later", "shown", "soon"),
    [
        ("", "2026-02-10", True, False),
        ("", "2026-02-16", True, True),
        ("", "2026-02-20", True, True),
        ("", "2026-02-21", False, True),
        ("    copies: {days: 60}\n", "2026-02-21", True, False),
        ("    copies: {days: 3}\n", "2026-02-10", False, True),
    ],
)
def test_old_copies_expire_with_notice(  # noqa: PLR0917 - cases of a table
    installed: None, tmp_path: Path, entry: str, days_later: str, shown: bool, soon: bool
) -> None:
    place = Place(tmp_path)
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    (place.registry / "site.yaml").write_text(SITE)
    with answering() as web:
        enter(place, web, "a-town", KINDS["answers-500"])
        path = place.registry / "gb/a-town.yaml"
        path.write_text(path.read_text() + entry)
        web.answers["a-town.json"] = Answer(of_json("a-town"))
        assert place.build("--online", "--allow-private").exit_code == 0
        web.answers["a-town.json"] = Answer(b"", 503)
        result = place.build("--online", "--allow-private", "--now", f"{days_later}T06:00:00Z")
    assert result.exit_code == 1
    source = place.status("a-town")["sources"][0]
    assert ("a-town-swan" in place.pages()) is shown
    assert source["copy"]["endsSoon"] is soon
    assert source["copy"]["expired"] is not shown
    assert ("so it is no longer shown" in result.stderr) is not shown
    assert source["state"] == ("stale" if shown else "failed")
    if shown:
        assert ("That is soon" in result.stderr) is soon


def test_what_is_held_is_taken_when_the_copy_has_expired(installed: None, tmp_path: Path) -> None:
    place = Place(tmp_path)
    with answering() as web:
        enter(place, web, "a-town", KINDS["one-of-four"])
        web.answers["a-town.json"] = Answer(of_json("a-town"))
        assert place.build("--online", "--allow-private").exit_code == 0
        web.answers["a-town.json"] = Answer(of_json("a-town", ("teal",)))
        assert place.build("--online", "--allow-private", "--now", LATER).exit_code == 1
        assert len(place.pages()) == 4
        assert (
            place.build("--online", "--allow-private", "--now", "2026-09-01T06:00:00Z").exit_code
            == 0
        )
        assert place.pages() == {"a-town-teal"}
