"""A registry in, a site out: what is published, what is not, and why."""

import errno
import json
import shutil
from pathlib import Path

import pytest

from cpstandard.publish.edition import Editions
from cpstandard.workspace import Workspace
from registry_place import ENTRY, Place, initiative, package

ROOT = Path(__file__).resolve().parents[2]


def test_publishes_what_is_sound(place: Place) -> None:
    place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    result = place.build()
    assert result.exit_code == 0, result.output
    assert "Published 1 initiative from 1 of 1 source," in result.stderr
    assert result.stdout == ""
    assert (place.site / "index.html").is_file()
    assert place.pages() == {"example-town-swan"}
    assert place.status("example-town")["state"] == "published"


def test_a_package_of_an_older_version_is_brought_to_the_latest(place: Place) -> None:
    old = initiative("example-town-swan", identifiers=["GB-CHC-1234567"], otherNames=["The Bird"])
    place.publisher("example-town", package("example-town", old, version="0.1"))
    assert place.build().exit_code == 0
    path = place.site / "data" / "initiatives.json"
    published = json.loads(path.read_text(encoding="utf-8"))
    assert published["standardVersion"] == "1.0"
    (record,) = published["initiatives"]
    assert record["identifiers"] == [{"scheme": "GB-CHC", "id": "1234567"}]
    assert record["otherNames"] == [{"name": "The Bird"}]


def test_nothing_changed_is_said_and_a_change_is_seen(place: Place) -> None:
    place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    place.build()
    before = (place.site / "index.html").resolve()
    again = place.build()
    assert "Nothing changed" in again.stderr
    assert (place.site / "index.html").resolve() == before
    place.publisher("example-town", package("example-town", initiative("example-town-heron")))
    assert "Published" in place.build().stderr
    assert place.pages() == {"example-town-heron"}


def test_the_workspace_may_be_deleted_and_the_site_is_the_same(place: Place) -> None:
    place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    place.build()
    first = {
        p.relative_to(place.site): p.read_bytes() for p in place.site.rglob("*") if p.is_file()
    }
    shutil.rmtree(place.folder / "workspace")
    shutil.rmtree(place.folder / "site.editions")
    place.site.unlink()
    place.build("--now", "2026-01-31T18:00:00Z")
    again = {
        p.relative_to(place.site): p.read_bytes() for p in place.site.rglob("*") if p.is_file()
    }
    assert again == first


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file"),
        ("", "is empty"),
        ("<!doctype html><html><body>Not found</body></html>", "HTML"),
        ('{"standardVersion": "0.1", "publisher": ', "initiatives.json"),
        ("[" * 100_000, "initiatives.json"),
    ],
    ids=["missing", "empty", "html", "truncated", "deep"],
)
def test_a_source_that_cannot_be_read_fails_alone(
    place: Place, content: str | None, said: str
) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    place.publisher("bad-town", content)
    result = place.build()
    assert result.exit_code == 1, result.output
    assert "failed     bad-town/initiatives" in result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert place.pages() == {"good-town-swan"}
    assert place.status("bad-town")["state"] == "failed"
    assert said in place.status("bad-town")["sources"][0]["reason"]


def test_a_record_that_breaks_the_standard_is_not_shown_and_is_said(place: Place) -> None:
    broken = initiative("example-town-broken")
    del broken["sources"]
    place.publisher(
        "example-town", package("example-town", initiative("example-town-swan"), broken)
    )
    result = place.build()
    assert result.exit_code == 1
    assert "1 of 2 records is not shown" in result.stderr
    assert place.pages() == {"example-town-swan"}
    source = place.status("example-town")["sources"][0]
    assert (source["recordsIn"], source["recordsOut"]) == (2, 1)
    assert source["errors"][0]["recordId"] == "example-town-broken"


def test_nobody_publishes_in_anothers_name(place: Place) -> None:
    place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    impostor = initiative("example-town-swan", name="Not the Swan")
    place.publisher("other-town", package("other-town", impostor, initiative("other-town-hall")))
    result = place.build()
    assert result.exit_code == 1
    assert place.pages() == {"example-town-swan", "other-town-hall"}
    page = (place.site / "initiatives" / "example-town-swan" / "index.html").read_text("utf-8")
    assert "Not the Swan" not in page


def test_the_second_record_of_an_id_is_not_shown(place: Place) -> None:
    twice = initiative("example-town-swan", name="Once more (invented)")
    place.publisher("example-town", package("example-town", initiative("example-town-swan"), twice))
    result = place.build()
    assert result.exit_code == 1
    assert place.status("example-town")["sources"][0]["recordsOut"] == 1
    page = (place.site / "initiatives" / "example-town-swan" / "index.html").read_text("utf-8")
    assert "Once more" not in page


def test_an_expectation_that_is_not_met_is_a_failure(place: Place) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    place.publisher(
        "example-town",
        package("example-town", initiative("example-town-swan")),
        "    expect: {records: {min: 5}}\n",
    )
    result = place.build()
    assert result.exit_code == 1
    assert "gave 1 usable records, where its entry expects 5 or more" in result.stderr
    assert place.pages() == {"good-town-swan"}


def test_an_address_is_not_tried_without_online_and_that_is_no_failure(place: Place) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    path = place.registry / "gb" / "web-town.yaml"
    text = ENTRY.format(name="web-town", path="x").replace("path: x", "url: https://example.org/x")
    path.write_text(text, encoding="utf-8")
    result = place.build()
    assert result.exit_code == 0
    assert "not tried  web-town/initiatives" in result.stderr
    assert "--online" in result.stderr


def test_a_paused_source_is_left_alone_and_says_why(place: Place) -> None:
    place.publisher("good-town", package("good-town", initiative("good-town-swan")))
    place.publisher(
        "slow-town", None, "    status: {state: paused, since: '2025-11', reason: Moving house}\n"
    )
    result = place.build()
    assert result.exit_code == 0
    assert "paused since 2025-11: Moving house" in result.stderr


def test_only_one_publisher(place: Place) -> None:
    for name in ("a-town", "b-town"):
        place.publisher(name, package(name, initiative(f"{name}-swan")))
    assert place.build("--only", "b-town").exit_code == 0
    assert place.pages() == {"b-town-swan"}
    wrong = place.build("--only", "c-town")
    assert wrong.exit_code == 2
    assert "there are a-town, b-town" in wrong.stderr


def test_nothing_to_publish_leaves_the_old_site_whole(place: Place) -> None:
    path = place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    place.build()
    path.unlink()  # one that cannot be read would keep its last good copy
    result = place.build()
    assert result.exit_code == 2
    assert "There is no initiative to publish" in result.stderr
    assert place.pages() == {"example-town-swan"}


@pytest.mark.parametrize(
    ("where", "withdrawn", "words"),
    [
        ((Workspace, "sweep"), "", "but what is no longer needed could not all"),
        (
            (Editions, "drop"),
            "withdrawn: [{id: anytown-b, reason: Asked for., date: 2026-01-02}]",
            "but what is withdrawn or no longer needed could not all",
        ),
    ],
)
def test_what_cannot_be_deleted_once_the_site_is_published_is_said(
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    where: tuple[type, str],
    withdrawn: str,
    words: str,
) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "old")

    first = [initiative("anytown-a"), initiative("anytown-b")]
    place.publisher("anytown", package("anytown", *first))
    assert place.build().exit_code == 0
    place.publisher("anytown", package("anytown", *first, initiative("anytown-c")))
    if withdrawn:
        (place.registry / "withdrawn.yaml").write_text(withdrawn, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(*where, broken)
        result = place.build()
    assert result.exit_code == 1
    assert words in result.stderr
    assert "(old: Input/output error)" in result.stderr
    assert "anytown-c" in place.pages()
    again = place.build()
    assert again.exit_code == 0
    assert (
        "1 older edition, made before the last change of withdrawn.yaml" in again.stderr
        or not withdrawn
    )


def test_a_mistake_in_the_registry_stops_the_build_before_anything_is_done(place: Place) -> None:
    place.publisher(
        "example-town", package("example-town", initiative("example-town-swan")), "nam: x\n"
    )
    result = place.build()
    assert result.exit_code == 2
    assert "nam: nobody knows this key; did you mean name?" in result.stderr
    assert not place.site.exists()


def test_log_json_gives_a_line_of_json_for_each_thing_said(place: Place) -> None:
    place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    lines = [json.loads(line) for line in place.build("--log", "json").stderr.splitlines()]
    assert lines[0]["state"] == "published"
    assert lines[1]["initiatives"] == 1


def test_quiet_says_nothing_when_all_is_well(place: Place) -> None:
    place.publisher("example-town", package("example-town", initiative("example-town-swan")))
    assert place.build("--quiet").output == ""


def test_a_time_that_is_none_is_refused(place: Place) -> None:
    result = place.build("--now", "tomorrow")
    assert result.exit_code == 2
    assert "2026-01-31T06:00:00Z" in result.stderr
