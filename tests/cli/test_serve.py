"""The preview: what a browser is answered, byte for byte, and who is let in."""

import gzip
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.cli import main
from cpstandard.cli.preview.answers import OutsideError, asked_range, locate
from cpstandard.cli.preview.server import Server

PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body>" + "word " * 500 + "</body></html>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site as a build leaves it: a link to an edition."""
    edition = tmp_path / "site.editions" / "one"
    (edition / "places" / "d\u00fcn").mkdir(parents=True)
    (edition / "index.html").write_text(PAGE)
    (edition / "places" / "index.html").write_text("places")
    (edition / "places" / "d\u00fcn" / "index.html").write_text("far")
    (edition / "404.html").write_text('<a href="index.html" class="x">Home</a><a href="#m">M</a>')
    (edition / "data.csv").write_text("id,name\n" * 100)
    (edition / "data.sqlite").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "secret.txt").write_text("not for you")
    (tmp_path / "site").symlink_to(edition)
    return tmp_path / "site"


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    yield from running(Server(site, 0))


def running(server: Server) -> Iterator[Server]:
    with server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=30)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    link.request(method, path, headers=names)
    answer = link.getresponse()
    content = answer.read()
    link.close()
    return answer, content


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/places/", "text/html; charset=utf-8"),
        ("/places/d%C3%BCn/", "text/html; charset=utf-8"),
        ("/data.csv?x=1", "text/csv; charset=utf-8"),
        ("/data.sqlite", "application/vnd.sqlite3"),
    ],
)
def test_files_have_their_media_types(server: Server, path: str, media_type: str) -> None:
    answer, content = ask(server, path)
    assert (answer.status, answer.getheader("Content-Type")) == (200, media_type)
    assert len(content) == int(answer.getheader("Content-Length", "0")) > 0
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_a_folder_leads_to_its_page(server: Server) -> None:
    answer, _ = ask(server, "/places?q=a")
    assert (answer.status, answer.getheader("Location")) == (301, "/places/?q=a")


def test_text_is_compressed_for_those_who_take_it(server: Server) -> None:
    answer, content = ask(server, "/", Accept_Encoding="br, gzip")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(content).decode() == PAGE
    assert len(content) < len(PAGE) / 5
    for accepted in ("", "gzip;q=0", "br"):
        answer, content = ask(server, "/", Accept_Encoding=accepted)
        assert (answer.getheader("Content-Encoding"), content.decode()) == (None, PAGE)
    answer, _ = ask(server, "/data.sqlite", Accept_Encoding="gzip")
    assert answer.getheader("Content-Encoding") is None


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=100-", 100, 2048),
        ("bytes=-5", 2043, 2048),
        ("bytes=9-9999", 9, 2048),
    ],
)
def test_ranges(server: Server, asked: str, start: int, end: int) -> None:
    whole = bytes(range(256)) * 8
    answer, content = ask(server, "/data.sqlite", Range=asked, Accept_Encoding="gzip")
    assert (answer.status, content) == (206, whole[start:end])
    assert answer.getheader("Content-Range") == f"bytes {start}-{end - 1}/2048"


def test_what_is_no_range_is_answered_whole_and_what_is_past_the_end_is_refused(
    server: Server,
) -> None:
    for asked in ("bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=-"):
        assert ask(server, "/data.sqlite", Range=asked)[0].status == 200
    answer, content = ask(server, "/data.sqlite", Range="bytes=2048-")
    assert (answer.status, content) == (416, b"")
    assert answer.getheader("Content-Range") == "bytes */2048"


def test_a_range_of_another_edition_is_answered_whole(server: Server) -> None:
    answer, content = ask(server, "/data.sqlite", Range="bytes=0-1", If_Range='"older"')
    assert (answer.status, len(content)) == (200, 2048)


def test_what_a_browser_has_is_not_sent_again(server: Server) -> None:
    tag = ask(server, "/data.csv")[0].getheader("ETag")
    answer, content = ask(server, "/data.csv", If_None_Match=tag)
    assert (answer.status, content) == (304, b"")


def test_head_has_no_body(server: Server) -> None:
    answer, content = ask(server, "/data.csv", "HEAD")
    assert (answer.status, answer.getheader("Content-Length"), content) == (200, "800", b"")


def test_what_is_not_there_has_the_sites_own_page_whose_links_hold(server: Server) -> None:
    answer, content = ask(server, "/no/such/page/")
    assert answer.status == 404
    assert content.decode() == '<a href="/index.html" class="x">Home</a><a href="#m">M</a>'


@pytest.fixture
def withdrawn(site: Path) -> Path:
    """The site after two take-downs, in two languages, with a record that is left."""
    stones = [{"id": "ex-gone"}, {"publisher": "ex-left"}]
    pages = ["initiatives/ex-gone", "cy/initiatives/ex-gone", "publishers/ex-left"]
    for folder in [*pages, "initiatives/ex-here", "publishers/ex-gone"]:
        (site / folder).mkdir(parents=True)
        (site / folder / "index.html").write_text(folder)
    (site / "api/v1/initiatives").mkdir(parents=True)
    for name in ("ex-gone", "ex-here"):
        (site / f"api/v1/initiatives/{name}.json").write_text("{}")
    (site / "api/v1/withdrawn.json").write_text(json.dumps({"withdrawn": stones}))
    return site


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/initiatives/ex-gone/", 410),
        ("/initiatives/ex-gone/index.html", 410),
        ("/cy/initiatives/ex-gone/", 410),
        ("/publishers/ex-left/", 410),
        ("/api/v1/initiatives/ex-gone.json", 410),
        ("/initiatives/ex-here/", 200),
        ("/api/v1/initiatives/ex-here.json", 200),
        ("/publishers/ex-gone/", 200),
        ("/api/v1/withdrawn.json", 200),
    ],
)
@pytest.mark.usefixtures("withdrawn")
def test_what_was_withdrawn_is_gone(server: Server, path: str, status: int) -> None:
    answer, content = ask(server, path)
    assert answer.status == status
    assert content, "the page says that it is gone"
    again, _ = ask(server, path, If_None_Match=answer.getheader("ETag") or '"x"')
    assert again.status == (304 if status == 200 else 410)


@pytest.mark.parametrize("listed", ["", "[", "[]", '{"withdrawn": [1]}', '{"withdrawn": null}'])
def test_a_list_of_take_downs_that_cannot_be_read_ends_nothing(
    withdrawn: Path, server: Server, listed: str
) -> None:
    (withdrawn / "api/v1/withdrawn.json").write_text(listed)
    assert ask(server, "/initiatives/ex-gone/")[0].status == 200


WAYS_OUT = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/places/..%2f..%2fsecret.txt",
    "/places/%2e%2e/%2e%2e/secret.txt",
    "/..%5csecret.txt",
    "/data.csv%00.html",
    "/%ff",
    "//secret.txt",
    "/out/secret.txt",
]


@pytest.mark.reliability("R15")
@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_path_leads_out_of_the_site(server: Server, site: Path, path: str) -> None:
    (site.resolve() / "out").symlink_to(site.parent)
    answer, content = ask(server, path)
    assert answer.status in (400, 404)
    assert b"not for you" not in content


@given(st.text(st.sampled_from("./%2e5cf\\\x00a\u00fc"), max_size=30))
def test_no_writing_of_a_path_leads_out(text: str) -> None:
    root = Path(__file__).parent
    try:
        found = locate(root, quote(text, safe="%/.\\"))
    except (OutsideError, UnicodeDecodeError):
        return
    assert found is None or isinstance(found, str) or found.path.is_relative_to(root)


@given(st.text("bytes=-0123456789, ", max_size=20), st.integers(0, 50))
def test_any_range_is_within_the_file(header: str, size: int) -> None:
    try:
        found = asked_range(header, size)
    except ValueError:
        return
    assert found is None or 0 <= found[0] < found[1] <= size


def test_only_this_machine_is_answered(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    for host in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        assert ask(server, "/", Host=host)[0].status == 200
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", ""):
        answer, content = ask(server, "/", Host=host)
        assert (answer.status, b"word" in content) == (421, False)


def test_other_methods_are_refused(server: Server) -> None:
    assert ask(server, "/", "POST")[0].status == 501
    assert ask(server, "/", "DELETE")[0].status == 501


def test_a_site_below_a_path(site: Path) -> None:
    for server in running(Server(site, 0, base="/a/power/")):
        assert ask(server, "/a/power/data.csv")[0].status == 200
        assert ask(server, "/a/power")[0].getheader("Location") == "/a/power/"
        assert ask(server, "/a/power/places")[0].getheader("Location") == "/a/power/places/"
        answer, content = ask(server, "/data.csv")
        assert (answer.status, b'href="/a/power/index.html"' in content) == (404, True)


def test_a_build_that_switches_the_site_is_seen_at_once(site: Path) -> None:
    other = site.parent / "site.editions" / "two"
    other.mkdir()
    (other / "index.html").write_text("<head></head>two")
    for server in running(Server(site, 0, reload=True)):
        before = ask(server, "/_preview/edition")[1]
        assert b'<script src="/_preview/reload.js" defer></script></head>' in ask(server, "/")[1]
        link = site.parent / "link"
        link.symlink_to(other)
        link.replace(site)
        assert ask(server, "/")[1].endswith(b"</head>two")
        assert ask(server, "/_preview/edition")[1] != before
        assert b"location.reload" in ask(server, "/_preview/reload.js")[1]


def test_nothing_is_added_to_pages_where_nobody_watches(server: Server) -> None:
    assert b"_preview" not in ask(server, "/")[1]
    assert ask(server, "/_preview/reload.js")[0].status == 404


def test_a_port_in_use_and_what_to_do_is_said(site: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = CliRunner().invoke(main, ["serve", str(site), "--port", str(port)])
    assert run.exit_code == 2
    said = f"Port {port} cannot be used: another program uses it. Name another with --port"
    assert said in run.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "There is no site at nowhere"),
        (["SITE", "--base", "/a b/"], "cannot be a path"),
        (["SITE", "--base", "../x"], "cannot be a path"),
        (["SITE", "--watch", "--registry", "none"], "There is no registry at none"),
    ],
)
def test_what_cannot_be_served_is_said(site: Path, arguments: list[str], said: str) -> None:
    named = [str(site) if each == "SITE" else each for each in arguments]
    run = CliRunner().invoke(main, ["serve", *named])
    assert (run.exit_code, said in run.output) == (2, True)
