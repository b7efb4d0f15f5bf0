"""Feeds that come in pages: whole or not at all, each page a document, and never without end."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cpstandard.core.errors import NotTried, SourceFailed
from cpstandard.fetch.addresses import allowed
from cpstandard.fetch.client import Limits, Manners
from cpstandard.fetch.pages import Pages
from cpstandard.fetch.web import Wanted, WebStore
from raw_server import RawServer, raw_server, sends


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server() as made:
        yield made


def store(folder: Path, *, online: bool = True, **limits: Any) -> WebStore:
    return WebStore(
        folder,
        online=online,
        now="2026-01-01T00:00:00Z",
        limits=Limits(pause=0.01, **limits),
        manners=Manners(allowed(["all"])),
    )


def page(items: list[int], **more: Any) -> bytes:
    return json.dumps({"items": items, **more}).encode()


def found(folder: Path) -> dict[str, Any]:
    return {each.name: json.loads(each.read_bytes()) for each in sorted(folder.iterdir())}


def test_a_field_leads_from_page_to_page(server: RawServer, tmp_path: Path) -> None:
    server.behaviours["/feed"] = sends(200, page([1], links={"next": "/feed?after=1"}))
    server.behaviours["/feed?after=1"] = sends(200, page([2], links={"next": "?after=2"}))
    server.behaviours["/feed?after=2"] = sends(200, page([3], links={"next": None}))
    wanted = Wanted(f"{server.base}/feed", Pages(next="links/next"))
    got = store(tmp_path).retrieve(wanted)
    pages = found(got.path)
    assert list(pages) == ["page-00001.json", "page-00002.json", "page-00003.json"]
    assert [each["items"] for each in pages.values()] == [[1], [2], [3]]
    assert (got.url, got.stale_because) == (wanted.url, "")
    assert found(store(tmp_path, online=False).retrieve(wanted).path) == pages


def test_links_are_taken_from_where_a_redirect_led(server: RawServer, tmp_path: Path) -> None:
    with raw_server("127.0.0.2") as other:
        server.behaviours["/feed"] = sends(302, b"", f"Location: {other.base}/v2/feed")
        other.behaviours["/v2/feed"] = sends(200, page([1], next="feed-2"))
        other.behaviours["/v2/feed-2"] = sends(200, page([2]))
        got = store(tmp_path).retrieve(Wanted(f"{server.base}/feed", Pages(next="next")))
    assert [each["items"] for each in found(got.path).values()] == [[1], [2]]


def test_the_header_link_does_too(server: RawServer, tmp_path: Path) -> None:
    link = f'Link: <{server.base}/b>; rel="next", <{server.base}/z>; rel="last"'
    server.behaviours["/a"] = sends(200, b"Id\n1\n", link, kind="text/csv")
    server.behaviours["/b"] = sends(200, b"Id\n2\n", kind="text/csv")
    got = store(tmp_path).retrieve(Wanted(f"{server.base}/a", Pages(next="link")))
    texts = {each.name: each.read_text() for each in got.path.iterdir()}
    assert texts == {"page-00001.csv": "Id\n1\n", "page-00002.csv": "Id\n2\n"}


def test_pages_are_counted_to_the_first_with_nothing_in_it(
    server: RawServer, tmp_path: Path
) -> None:
    for number, items in ((0, [1]), (1, [2]), (2, [])):
        server.behaviours[f"/feed?q=a&p={number}"] = sends(200, page(items))
    pages = Pages(parameter="p", first=0, items="items")
    got = store(tmp_path).retrieve(Wanted(f"{server.base}/feed?q=a", pages))
    assert [each["items"] for each in found(got.path).values()] == [[1], [2]]


def test_pages_are_counted_to_the_number_that_they_give(server: RawServer, tmp_path: Path) -> None:
    for number in (1, 2):
        server.behaviours[f"/feed?page={number}"] = sends(200, page([number], total={"pages": 2}))
    pages = Pages(parameter="page", total="total/pages")
    got = store(tmp_path).retrieve(Wanted(f"{server.base}/feed?page=9", pages))
    assert len(found(got.path)) == 2
    asked = [each.split(b" ")[1] for each in server.requests if b"robots" not in each]
    assert asked == [b"/feed?page=1", b"/feed?page=2"]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (sends(500), "page 2 of it: the server answered 500"),
        (sends(200, b"{"), "is not JSON"),
        (sends(200, page([2], next="/feed")), "page 3 leads back to page 1, so it never ends"),
        (sends(200, page([2], next="/b")), "page 3 leads back to page 2"),
        (sends(200, page([1], next="/b")), "page 2 is the same as page 1, so it never ends"),
        (sends(200, page([2], next=7)), "its field next holds no address"),
        (sends(200, page([2], next="http://127.0.0.9/c")), "on another server"),
        (sends(200, page([2], next="file:///etc/passwd")), "only https and http"),
        (sends(200, page([2], next="/private/c")), "robots.txt does not allow"),
        (sends(200, b"<html><title>Oops</title>"), "page 2 of it: the server sent a web page"),
    ],
)
def test_where_one_page_fails_the_feed_has_failed_and_the_last_one_stands(
    server: RawServer, tmp_path: Path, second: Any, why: str
) -> None:
    server.behaviours["/robots.txt"] = sends(200, b"User-agent: *\nDisallow: /private/\n")
    server.behaviours["/feed"] = sends(200, page([1], next="/b"))
    server.behaviours["/b"] = second
    wanted = Wanted(f"{server.base}/feed", Pages(next="next"))
    with pytest.raises(SourceFailed, match=why):
        store(tmp_path).retrieve(wanted)
    server.behaviours["/b"] = sends(200, page([9]))
    store(tmp_path).retrieve(wanted)
    server.behaviours["/feed"] = sends(200, page([1], changed=True, next="/b"))
    server.behaviours["/b"] = second
    got = store(tmp_path).retrieve(wanted)
    assert got.stale_because
    assert [each["items"] for each in found(got.path).values()] == [[1], [9]]
    assert "changed" not in found(got.path)["page-00001.json"]


def test_there_are_no_more_pages_than_the_entry_says(server: RawServer, tmp_path: Path) -> None:
    for number in range(1, 9):
        server.behaviours[f"/feed?page={number}"] = sends(200, page([number]))
    pages = Pages(parameter="page", items="items", most=3)
    with pytest.raises(SourceFailed, match="more than 3 pages; where it truly has, raise most"):
        store(tmp_path).retrieve(Wanted(f"{server.base}/feed", pages))
    with pytest.raises(SourceFailed, match="its pages are larger than 40 bytes"):
        store(tmp_path, max_bytes=40).retrieve(Wanted(f"{server.base}/feed", pages))


def test_a_page_that_has_not_changed_is_not_sent_again(server: RawServer, tmp_path: Path) -> None:
    server.behaviours["/feed"] = sends(200, page([1], next="/b"), 'ETag: "1"')
    server.behaviours["/b"] = sends(200, page([2]), 'ETag: "2"')
    wanted = Wanted(f"{server.base}/feed", Pages(next="next"))
    before = found(store(tmp_path).retrieve(wanted).path)
    server.behaviours["/feed"] = sends(304)
    server.behaviours["/b"] = sends(304)
    assert found(store(tmp_path).retrieve(wanted).path) == before
    assert b'If-None-Match: "1"' in server.asked("/feed")[1]


def test_robots_are_asked_once_and_only_where_a_link_is_followed(
    server: RawServer, tmp_path: Path
) -> None:
    server.behaviours["/robots.txt"] = sends(200, b"User-agent: cpstandard\nDisallow: /alone\n")
    server.behaviours["/alone"] = sends(200, b"{}")
    store(tmp_path).retrieve(Wanted(f"{server.base}/alone"))
    assert server.asked("/robots.txt") == []
    for number in (1, 2, 3):
        server.behaviours[f"/f?page={number}"] = sends(200, page([number], total=3))
    pages = Pages(parameter="page", total="total")
    store(tmp_path).retrieve(Wanted(f"{server.base}/f", pages))
    assert len(server.asked("/robots.txt")) == 1


def test_robots_that_cannot_be_had_are_no_permission(server: RawServer, tmp_path: Path) -> None:
    server.behaviours["/robots.txt"] = sends(500)
    for number in (1, 2):
        server.behaviours[f"/f?page={number}"] = sends(200, page([number], total=2))
    with pytest.raises(SourceFailed, match=r"robots\.txt.*answered 500"):
        store(tmp_path).retrieve(Wanted(f"{server.base}/f", Pages(parameter="page", total="total")))


def test_what_no_entry_names_any_more_is_swept(server: RawServer, tmp_path: Path) -> None:
    server.behaviours["/a"] = sends(200, b"[1]")
    server.behaviours["/b"] = sends(200, b"[2]")
    server.behaviours["/feed"] = sends(200, page([1], next="/c"))
    server.behaviours["/c"] = sends(200, page([2]))
    a, b = Wanted(f"{server.base}/a"), Wanted(f"{server.base}/b")
    feed = Wanted(f"{server.base}/feed", Pages(next="next"))
    for wanted in (a, b, feed):
        store(tmp_path).retrieve(wanted)
    (tmp_path / ".part-1-2").write_bytes(b"left by a crash")
    store(tmp_path).sweep([a, feed])
    offline = store(tmp_path, online=False)
    assert offline.retrieve(a).path.read_bytes() == b"[1]"
    assert len(found(offline.retrieve(feed).path)) == 2
    with pytest.raises(NotTried):
        offline.retrieve(b)
    assert b"[2]" not in [each.read_bytes() for each in tmp_path.iterdir() if each.is_file()]
    assert not list(tmp_path.glob(".part-*"))
    store(tmp_path).sweep([])
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
