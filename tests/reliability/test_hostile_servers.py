"""Hostile servers end by their deadline and under the caps, and keep nobody else waiting (R11)."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cpstandard.core.errors import CpstandardError
from cpstandard.fetch.addresses import allowed
from cpstandard.fetch.client import Limits, Manners
from cpstandard.fetch.retrieved import Retrieved
from cpstandard.fetch.web import WebStore
from cpstandard.pipeline.fetching import Fetched, fetch_all
from cpstandard.registry import Entry, Publisher, Registry, SiteSettings, Source
from raw_server import hostile, raw_server, sends

pytestmark = pytest.mark.reliability("R11")

DEADLINE = 6
CAP = 20_000_000
MEMORY = 150 << 20
GOOD = b'{"version": "1.0", "records": [{"id": "a"}, {"id": "b"}]}' * 40

# What the shared server answers, and the words in which that is told; None where it is a document.
SHARED: dict[str, str | None] = {
    "/ok": None,
    "/status/403": "answered 403",
    "/status/500": "answered 500",
    "/empty": "empty document",
    "/half": "broke off",
    "/half_json_ok_length": None,  # whole for HTTP: the importer says that it is not
    "/html200": "web page, called \u201cLog in\u201d",
    "/redir_loop": "redirects without end",
    "/redir_local": "/secret, and its host 127.0.0.1 has a number that is not public (loopback)",
    "/redir_local6": "not public (another number in disguise)",
    "/redir_dec": "in a way that hides which",
    "/redir_file": "it leads on to another address, and its address begins with file://",
    "/redir_meta": "not public (link-local)",
    "/secret": None,  # asked for by its own address it is a file like any other
    "/gzip_bomb": "larger than",
    "/gzip_gzip": "compressed it more than once",
    "/gzip_cut": "damaged or cut short",
    "/gzip_ok": None,
    "/infinite": "larger than",
    "/cl_10tb": "larger than 20,000,000 bytes: 10,000,000,000,000, it says",
    "/drip": "took longer than 6 s",
    "/drip_headers": "took longer than 6 s",
    "/hang": "took longer than 6 s",
    "/reset": "broke off",
    "/many_headers": "makes no sense",
    "/big_header": "line without end",
    "/bad_chunk": "makes no sense",
    "/chunk_cut": "broke off",
    "/garbage": "makes no sense",
    "/204": "empty document",
    "/nothing-there": "answered 404",
}
_SERVE = """
import sys, time
sys.path.insert(0, sys.argv[1])
import hostile_server
hostile_server.the_bomb()
print(hostile_server.serve("127.0.0.2"), flush=True)
time.sleep(600)
"""


@contextmanager
def shared_server(tools: Path) -> Iterator[str]:
    child = subprocess.Popen(
        [sys.executable, "-B", "-c", _SERVE, str(tools)], stdout=subprocess.PIPE, text=True
    )
    with child:
        try:
            assert child.stdout is not None
            yield f"http://127.0.0.2:{int(child.stdout.readline())}"
        finally:
            child.kill()


def registry_of(urls: list[str], folder: Path) -> Registry:
    def publisher(number: int, url: str) -> Publisher:
        source = Source(id="data", url=url, importer="table", deadline=DEADLINE)
        entry = Entry(name="Invented", licence="CC-BY-4.0", sources=[source])
        return Publisher(f"p-{number:03}", "GB", folder / "none.yaml", entry)

    publishers = tuple(publisher(number, url) for number, url in enumerate(urls))
    return Registry(folder, publishers, SiteSettings())


def fetch(urls: list[str], folder: Path, *may: str) -> tuple[Fetched, list[str]]:
    """Fetch all at once; return what came, and whom the bar said that it waits for."""
    labels: list[str] = []

    @contextlib.contextmanager
    def progress(label: str, total: int | None) -> Iterator[Callable[..., None]]:
        yield lambda step, label="": labels.append(label)

    store = WebStore(
        folder / "documents",
        online=True,
        now="2026-01-31T06:00:00Z",
        limits=Limits(max_bytes=CAP, pause=0.05),
        manners=Manners(allowed(may)),
    )
    registry = registry_of(urls, folder)
    chosen = [(each, each.entry.sources[0]) for each in registry.publishers]
    return fetch_all(registry, chosen, store, progress), labels


def held_now() -> int:
    """Return the bytes that this process holds, and let the most be counted anew from now on."""
    Path("/proc/self/clear_refs").write_text("5")
    return held_at_most()


def held_at_most() -> int:
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    (peak,) = (line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(peak) << 10


def judged(result: Retrieved | CpstandardError, words: str | None) -> bool:
    if words is None:
        return isinstance(result, Retrieved) and not result.stale_because
    return isinstance(result, CpstandardError) and words in str(result)


def held_to(
    cases: dict[str, str | None], base: str, honest: str, folder: Path, *may: str
) -> tuple[dict[str, str], list[str], str]:
    """Fetch all cases with an honest one.

    Return those that went otherwise, the bar's words, and how long it took.
    """
    held = held_now()
    started = time.monotonic()
    urls = [base + path for path in cases]
    fetched, labels = fetch([*urls, honest], folder, *may)
    took = time.monotonic() - started
    names = [f"p-{number:03}/data" for number in range(len(urls) + 1)]
    results = dict(zip([*cases, "honest"], (fetched.found[name] for name in names), strict=True))
    wrong = {
        path: str(result) for path, result in results.items() if not judged(result, cases.get(path))
    }
    order = list(fetched.found)
    late = [names[i] for i, words in enumerate(cases.values()) if "took longer" in str(words)]
    assert len(late) >= 3
    assert all(order.index(names[-1]) < order.index(name) for name in late)
    assert held_at_most() - held < MEMORY, "an answer was held in memory"
    kept = [path.stat().st_size for path in (folder / "documents").iterdir()]
    assert max(kept) <= CAP
    assert not list((folder / "documents").glob(".part-*"))
    return wrong, labels, f"in {took:.1f} s, with a deadline of {DEADLINE} s"


def test_every_way_of_being_bad_that_we_know_ends_in_words(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with raw_server() as bad, raw_server() as good:
        cases: dict[str, str | None] = dict(hostile(bad, GOOD))
        good.behaviours["/ok"] = sends(200, GOOD)
        wrong, labels, took = held_to(cases, bad.base, f"{good.base}/ok", tmp_path, "127.0.0.0/8")
    assert bad.most_at_once >= sum("took longer" in str(words) for words in cases.values())
    figure = f"{len(cases) - len(wrong)} of {len(cases)} behaviours of our own end in words, {took}"
    record_property("figure", figure)
    assert wrong == {}
    assert labels[-1] == "Fetching"
    assert any(label.startswith("Fetching: waiting for p-") for label in labels)


def test_all_behaviours_of_the_shared_hostile_server(
    shared: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    if not (shared / "tools" / "hostile_server.py").is_file():
        pytest.skip("no hostile server beside the shared data")
    # The server may be reached, and nothing else of what is not public.
    with shared_server(shared / "tools") as base:
        wrong, _, took = held_to(SHARED, base, f"{base}/ok", tmp_path, "127.0.0.2")
    figure = f"{len(SHARED) - len(wrong)} of {len(SHARED)} behaviours end as they should, {took}"
    record_property("figure", figure)
    assert wrong == {}


def test_a_server_that_never_shakes_hands_is_left(tmp_path: Path) -> None:
    with raw_server() as server:
        secure = server.base.replace("http:", "https:")
        fetched, _ = fetch([f"{secure}/x"], tmp_path, "all")
    (result,) = fetched.found.values()
    assert "took longer than 6 s" in str(result)
