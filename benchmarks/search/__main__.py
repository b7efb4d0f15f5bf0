"""Measures the search: its index as it is made, and in headless Chromium until results are shown.

Usage: python benchmarks/search [RECORDS ...]      (default: 10,000 100,000)

Records are made up (``made_up.py``). Making the index is a process of its own, from entries of all
records to files on the disk; then again, from the parts that the first kept. Each query opens the
search page anew, in a browser that kept nothing, from a server on this machine that compresses as
hosts do; the clock stops when the results, the counts of the facets and the first cards are on the
page. At 10,000 records Pagefind is asked the same (``make bench`` installs it). Ends with 1 where
more is taken than is promised.
"""

import importlib.util
import json
import multiprocessing
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import made_up

sys.path.insert(0, str(made_up.ROOT / "benchmarks"))
import peer
from browser import Answer, ask, opened, served, statistics_of
from measuring import Measured, measure, measured_with

from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory, PublisherView
from cpstandard.publish.search import search_entry
from cpstandard.publish.site import render_site
from cpstandard.schema_store import standard

QUERIES = (
    "?q=energy&practice=community-energy",
    "?q=community+land+trust&place=gb-wls",
    "?q=comm&cluster=capacity-and-assets",
    "?q=villige+hal&status=active",
    "?q=citizens+jury&evidence=mixed&sort=newest",
    "?practice=food-bank&began=2020s",
)
"""Of each kind one: a common word, several, the beginning of words, misspelt ones, sorted, none."""

SECONDS = {10_000: 0.5, 100_000: 1.0}  # to the first faceted result
MOST_MOVED = 700_000  # bytes for it
MOST_TIME, MOST_MEMORY = 10, 300  # seconds and MB to make an index of 100,000
PAGEFIND_UP_TO = 10_000
_OBSERVER = """
    new MutationObserver(() => {
      const form = document.getElementById("search");
      if (form?.dataset.shown && !window.shown) window.shown = performance.now();
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-shown"] });
"""
_FOUND = "return document.getElementById('count').textContent"


def directory(count: int) -> Directory:
    records = list(made_up.records(count))
    publishers = {
        name: PublisherView(name, f"{name.title()} (invented)", "CC-BY-4.0")
        for name in (made_up.publisher(n) for n in range(made_up.PUBLISHERS))
    }
    owner = {record["id"]: made_up.publisher(n) for n, record in enumerate(records)}
    return Directory("Invented", "2026-01-31", standard(), records, owner, publishers)


def write_entries(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        for entry in Contents(directory(count)).entries:
            out.write(json.dumps(search_entry(standard(), entry)) + "\n")


def write_site(site: Path) -> None:
    """Write the pages of a directory of nothing, to which the index is added."""
    for path, content in render_site(directory(0)):
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def apart(work: Callable[..., None], *given: object) -> None:
    """Do ``work`` in a process of its own.

    The system counts what a process holds as a peak of each one that it starts later.
    """
    process = multiprocessing.get_context("fork").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"{work.__name__} exited with {process.exitcode}")


def told(what: str, answer: Answer) -> str:
    return (
        f"  {what:<50} {answer.milliseconds:>6.0f} ms {answer.bytes / 1000:>6.0f} kB "
        f"{answer.requests:>4} requests  {answer.found}"
    )


def made(who: str, measured: Measured, site: Path) -> str:
    files = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    return (
        f"  {who}'s index: {measured.seconds:.1f} s, {measured.memory:,.0f} MB, "
        f"{len(files):,} files, {sum(files) / 1e6:.1f} MB on disk"
    )


def ours(entries: Path, folder: Path, times: int) -> tuple[Measured, Answer]:
    site = folder / "site"
    apart(write_site, site)
    making = Path(__file__).with_name("making.py")
    kept = folder / "kept.sqlite"
    command = [sys.executable, *map(str, (making, entries, kept, site))]
    measured = measure(command)
    print(made("cpstandard", measured, site / "search"), flush=True)
    again = measure(command)
    print(
        f"  and again, of {kept.stat().st_size / 1e6:.1f} MB that are kept: "
        f"{again.seconds:.1f} s, {again.memory:,.0f} MB",
        flush=True,
    )
    answers = []
    with served(site) as host, opened(_OBSERVER) as driver:
        for query in QUERIES:
            answers.append(ask(driver, host, f"search/{query}", _FOUND, times))
            print(told(query, answers[-1]), flush=True)
    return measured, statistics_of(answers, max)


def theirs(entries: Path, folder: Path, times: int) -> tuple[Measured, Answer]:
    site = folder / "pagefind"
    peer.write_pages(peer.read(entries), site)
    measured = peer.index(site)
    print(made("Pagefind", measured, site / "pagefind"), flush=True)
    answers = peer.queries(site, [query.split("&sort")[0] for query in QUERIES], times)
    for query, answer in answers:
        print(told(query, answer), flush=True)
    return measured, statistics_of([answer for _, answer in answers], max)


def run(count: int, times: int = 3) -> list[str]:
    """Measure at ``count`` records; return what is over what is promised."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(write_entries, folder / "entries.jsonl", count)
        print(f"{count:,} records", flush=True)
        measured, slowest = ours(folder / "entries.jsonl", folder, times)
        if count <= PAGEFIND_UP_TO and importlib.util.find_spec("pagefind"):
            other, slow = theirs(folder / "entries.jsonl", folder, times)
            print(
                f"  Pagefind beside it: {other.seconds / measured.seconds:.1f} times as long and "
                f"{other.memory / measured.memory:.1f} times the memory to make; the slowest "
                f"answer {slow.milliseconds / slowest.milliseconds:.1f} times as long, "
                f"the largest {slow.bytes / slowest.bytes:.1f} times the bytes"
            )
    return list(over(count, measured, slowest))


def over(count: int, measured: Measured, slowest: Answer) -> list[str]:
    found = []
    limit = min((s for most, s in SECONDS.items() if count <= most), default=None)
    if limit and slowest.milliseconds > 1000 * limit:
        found.append(f"{slowest.milliseconds:.0f} ms to the first result of {count:,}")
    if slowest.bytes > MOST_MOVED:
        found.append(f"{slowest.bytes:,} bytes moved for it")
    if measured.seconds > MOST_TIME or measured.memory > MOST_MEMORY:
        found.append(f"{measured.seconds:.1f} s and {measured.memory:.0f} MB for the index")
    return found


def main() -> None:
    counts = [int(text.replace(",", "")) for text in sys.argv[1:]] or [10_000, 100_000]
    print(measured_with(), flush=True)
    broken = [each for count in counts for each in run(count)]
    if broken:
        sys.exit(f"More than is promised: {'; '.join(broken)}")


if __name__ == "__main__":
    main()
