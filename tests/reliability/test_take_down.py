"""R22: what is withdrawn is in no byte of any output or cache after one build, also offline.

Everything that is to vanish has one invented word in it, which is then looked for in every file,
also within zips, but in the registry itself: its files are its keepers' own.
"""

import contextlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import cpstandard.pipeline.fetching
from answering import Answer, Web, answering
from cpstandard.fetch.client import Limits
from cpstandard.fetch.web import WebStore
from registry_place import Place, initiative, package

pytestmark = pytest.mark.reliability("R22")

MARK = "Zyxwolin"
ONLINE = ("--online", "--allow-private")
LATER = ("--now", "2026-02-28T06:00:00Z")
WITHDRAWN = """\
withdrawn:
  - {id: a-town-larder, reason: Those who run it asked for it., date: 2026-02-27}
  - {id: a-town-broken, reason: It named a person., date: 2026-02-27}
  - {id: c-town-larder, reason: Those who run it asked for it., date: 2026-02-27}
  - {id: e-town-larder, reason: Those who run it asked for it., date: 2026-02-27}
  - {publisher: d-town, reason: They asked for it., date: 2026-02-28}
"""


def marked(id_: str, **more: Any) -> dict[str, Any]:
    return initiative(
        id_,
        name=f"The {MARK} Larder",
        description=f"An invented larder that {MARK} keeps.",
        places=[{"name": f"{MARK} Green", "country": "GB", "latitude": 51.5, "longitude": -0.1}],
        organisations=[{"name": f"{MARK} Society", "roles": ["lead"]}],
        sources=[
            {"id": "s1", "title": f"On {MARK}", "url": f"https://example.org/{MARK}", "says": MARK}
        ],
        **more,
    )


def pointing(id_: str) -> dict[str, Any]:
    """A record of another publisher that names what is withdrawn, and something that is not."""
    relations = [
        {"kind": "partner", "name": f"The {MARK} Larder", "initiative": "a-town-larder"},
        {"kind": "partner", "name": f"The {MARK} Barn", "initiative": "d-town-barn"},
        {"kind": "partner", "name": "The Swan", "initiative": "a-town-swan"},
    ]
    return initiative(id_, relations=relations)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    impatient = partial(WebStore, limits=Limits(silence=1.0, pause=0.01))
    monkeypatch.setattr(cpstandard.pipeline.fetching, "WebStore", impatient)
    with answering() as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, web: Web) -> Place:
    """A site of two editions and a workspace, in both of which the word is to be found."""
    place = Place(tmp_path)
    broken = marked("a-town-broken")
    broken["clusters"] = [MARK]
    files = {
        "a-town": [initiative("a-town-swan"), marked("a-town-larder"), broken],
        "b-town": [pointing("b-town-heron"), marked("a-town-larder")],
        "d-town": [marked("d-town-barn"), initiative("d-town-hall")],
        "e-town": [initiative("e-town-teal"), marked("e-town-larder")],
    }
    for name, records in files.items():
        web.answers[name] = Answer(package(name, *records).encode())
        called = f"{MARK} Town" if name == "d-town" else name
        place.fetched(name, web.url(name), name=called)
    own = package("c-town", initiative("c-town-owl"), marked("c-town-larder"))
    place.publisher("c-town", own)
    place.build(*ONLINE)
    place.publisher("f-town", package("f-town", initiative("f-town-swan")))
    place.build(*ONLINE)
    assert len(list((place.folder / "site.editions").iterdir())) == 2
    assert {"a-town-larder", "c-town-larder", "d-town-barn", "e-town-larder"} <= place.pages()
    assert len(hits(place)) > 50
    return place


def pieces(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    with contextlib.suppress(zlib.error):  # a block of the search's index
        yield f"{name}!", zlib.decompress(content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from pieces(f"{name}!{member}", archive.read(member))


def hits(place: Place, word: str = MARK) -> list[str]:
    """Return every file in which the word stands, in any letters, or that is called by it."""
    forms = [word.lower().encode(), word.lower().encode("utf-16-le")]
    return [
        where
        for path in sorted(place.folder.rglob("*"))
        if path.is_file() and not path.is_relative_to(place.registry)
        for where, content in pieces(str(path.relative_to(place.folder)), path.read_bytes())
        if any(form in content.lower() for form in forms) or word.lower() in where.lower()
    ]


def text(place: Place, path: str) -> str:
    return (place.site / path).read_text("utf-8")


DAYS = {
    "online": ONLINE,
    "offline": (),
    "every server fails": ONLINE,
    "one publisher alone": ("--only", "f-town"),
    "a file that broke off": ONLINE,
}


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_left_after_one_build(
    place: Place, web: Web, day: str, record_property: Any
) -> None:
    before = len(hits(place))
    (place.registry / "withdrawn.yaml").write_text(WITHDRAWN)
    if day == "every server fails":
        web.answers = {name: Answer(b"", 500) for name in web.answers}
    if day == "a file that broke off":
        whole = web.answers["a-town"].body
        web.answers["a-town"] = Answer(whole[: whole.rindex(MARK.encode()) + 20])
    result = place.build(*DAYS[day], *LATER)
    assert "Traceback" not in result.output
    assert result.exit_code in (0, 1), result.stderr
    assert hits(place) == []
    record_property("figure", f"0 hits of {before} after one build ({day})")
    assert (
        "1 older edition, made before the last change of withdrawn.yaml, was deleted."
        in result.stderr
    )
    kept = {"f-town-swan"} if day == "one publisher alone" else {
        "a-town-swan", "b-town-heron", "c-town-owl", "e-town-teal", "f-town-swan",
    }  # fmt: skip
    gone = {"a-town-larder", "a-town-broken", "c-town-larder", "e-town-larder"}
    assert place.pages() == kept | gone, "what is not withdrawn stays, and tombstones are there"


def test_it_stays_away_while_publishers_still_give_it(place: Place, web: Web) -> None:
    (place.registry / "withdrawn.yaml").write_text(WITHDRAWN)
    for number, options in enumerate([ONLINE, (), ONLINE, ()]):
        place.publisher("g-town", package("g-town", initiative(f"g-town-{number}")))
        result = place.build(*options, *LATER)
        assert hits(place) == [], f"build {number}"
        assert "a-town-swan" in place.pages()
    assert "withdrawn, so left out" in result.stderr
    web.answers["a-town"] = Answer(b"<html>", 200, "text/html")
    place.build(*ONLINE, *LATER)
    assert hits(place) == []
    assert "a-town-swan" in place.pages()


def test_a_tombstone_says_that_when_and_why(place: Place) -> None:
    (place.registry / "withdrawn.yaml").write_text(WITHDRAWN)
    place.build(*LATER)
    page = text(place, "initiatives/a-town-larder/index.html")
    assert "410 Gone" in page
    assert "27 February 2026" in page
    assert "Those who run it asked for it." in page
    assert "noindex" in page
    assert "They asked for it." in text(place, "publishers/d-town/index.html")
    assert json.loads(text(place, "api/v1/initiatives/a-town-larder.json")) == {
        "status": 410,
        "id": "a-town-larder",
        "withdrawn": "2026-02-27",
        "reason": "Those who run it asked for it.",
    }
    listed = json.loads(text(place, "api/v1/withdrawn.json"))["withdrawn"]
    assert [each.get("id") or each["publisher"] for each in listed] == [
        "a-town-broken", "a-town-larder", "c-town-larder", "e-town-larder", "d-town",
    ]  # fmt: skip
    for path in ("search/index.json", "api/v1/index.json", "data/initiatives.json", "status.json"):
        assert "a-town-larder" not in text(place, path)
        assert "d-town" not in text(place, path)


def test_of_a_record_that_pointed_to_it_the_rest_stays(place: Place) -> None:
    (place.registry / "withdrawn.yaml").write_text(WITHDRAWN)
    place.build(*LATER)
    package_ = json.loads(text(place, "api/v1/initiatives/b-town-heron.json"))
    (record,) = package_["initiatives"]
    assert record["relations"] == [
        {"kind": "partner", "name": "The Swan", "initiative": "a-town-swan"}
    ]


def test_the_last_record_of_all_can_be_withdrawn(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.publisher("c-town", package("c-town", marked("c-town-larder")))
    assert place.build().exit_code == 0
    (place.registry / "withdrawn.yaml").write_text(
        "withdrawn: [{id: c-town-larder, reason: Asked for., date: 2026-02-27}]\n"
    )
    result = place.build(*LATER)
    assert result.exit_code == 0, result.output
    assert hits(place) == []
    assert "410 Gone" in text(place, "initiatives/c-town-larder/index.html")


def test_what_is_no_longer_withdrawn_comes_back(place: Place) -> None:
    path = place.registry / "withdrawn.yaml"
    path.write_text(WITHDRAWN)
    place.build(*ONLINE, *LATER)
    path.unlink()
    place.build(*ONLINE, *LATER)
    assert MARK in text(place, "initiatives/a-town-larder/index.html")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("withdrawn: [{id: a-town-x, publisher: a, reason: x, date: 2026-01-31}]", "not both"),
        ("withdrawn: [{id: a-town-x, date: 2026-01-31}]", "reason: is missing"),
        ("withdrawn: [{id: a-town-x, reason: x, date: yesterday}]", "has to be a day"),
        ("withdrawn: [{id: A Town, reason: x, date: 2026-01-31}]", "words or numbers in small"),
        ("withdrawn: [{di: a-town-x, reason: x, date: 2026-01-31}]", "nobody knows this key"),
        (
            "withdrawn:" + 2 * "\n  - {id: a-b, reason: x, date: 2026-01-31}",
            "stands here twice",
        ),
        ("- a-town-x", "the whole file"),
    ],
)
def test_a_mistake_in_the_list_stops_the_build(tmp_path: Path, content: str, said: str) -> None:
    place = Place(tmp_path)
    place.publisher("c-town", package("c-town", initiative("c-town-owl")))
    (place.registry / "withdrawn.yaml").write_text(content)
    for result in (place.check(), place.build()):
        assert result.exit_code == 2
        assert "withdrawn.yaml" in result.stderr
        assert said in result.stderr


def test_a_letter_wrong_in_a_new_take_down_is_asked_about_once(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.publisher("good-town", package("good-town", initiative("good-town-jury")))
    assert place.build().exit_code == 0
    stone = "  - {{id: {}, reason: It was asked for., date: 2026-01-30}}\n"
    withdrawn = place.registry / "withdrawn.yaml"
    withdrawn.write_text("withdrawn:\n" + stone.format("good-town-jurry"), encoding="utf-8")
    said = "good-town-jurry is withdrawn, but no record of this id was shown. Is good-town-jury"
    result = place.build()
    assert (result.exit_code, said in result.stderr) == (1, True)
    assert (place.site / "initiatives/good-town-jurry/index.html").is_file(), "it is published"
    assert place.pages() >= {"good-town-jury"}, "nobody withdrew that one"
    with withdrawn.open("a", encoding="utf-8") as more:
        more.write(stone.format("good-town-jury"))
    result = place.build()
    assert (result.exit_code, "no record of this id" in result.stderr) == (0, False)


def test_a_job_learns_of_a_take_down_that_reached_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.publisher("good-town", package("good-town", initiative("good-town-jury")))
    assert place.build().exit_code == 0
    (place.registry / "withdrawn.yaml").write_text(
        "withdrawn: [{id: good-town-jurry, reason: Asked for., date: 2026-01-30}]"
    )
    result = place.build("--log", "json", "--quiet")
    [line] = map(json.loads, result.stderr.splitlines())
    assert (line["event"], line["level"], result.exit_code) == ("doubt", "warning", 1)


@pytest.mark.parametrize("since", [1, 3])
def test_what_was_shown_once_and_is_gone_may_be_withdrawn_still(tmp_path: Path, since: int) -> None:
    place = Place(tmp_path)
    owl, hen = initiative("good-town-owl"), initiative("good-town-hen")
    place.publisher("good-town", package("good-town", owl, hen, initiative("good-town-elm")))
    assert place.build().exit_code == 0
    for number in range(since):  # it is gone from every edition that there is
        more = [initiative(f"good-town-{each}") for each in range(number)]
        place.publisher("good-town", package("good-town", owl, hen, *more))
        assert place.build("--keep", "1").exit_code == 0
    (place.registry / "withdrawn.yaml").write_text(
        "withdrawn: [{id: good-town-elm, reason: Asked for., date: 2026-01-30}]"
    )
    result = place.build()
    assert (result.exit_code, "no record of this id" in result.stderr) == (0, False)


def test_an_id_that_nobody_could_have_is_asked_about(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.publisher("c-town", package("c-town", initiative("c-town-owl")))
    (place.registry / "withdrawn.yaml").write_text(
        "withdrawn: [{id: ctown-owl, reason: x, date: 2026-01-31}]"
    )
    result = place.check()
    assert result.exit_code == 0
    assert "ctown-owl begins as the ids of no publisher here do" in result.stderr
