"""Pagefind as a peer: slim pages of the same records, its command, and its own script."""

import html
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from browser import Answer, ask, opened, served
from measuring import Measured, measure

_PAGE = """<!doctype html><html lang="en"><head><title>{name}</title></head><body>
<main data-pagefind-body><h1>{name}</h1><p>{place}</p><p>{text}</p><p>{words}</p>{facets}</main>
</body></html>
"""
_SCRIPT = """\
const query = new URLSearchParams(location.search);
const pagefind = await import("./pagefind/pagefind.js");
await pagefind.init();
const filters = {};
for (const [name, value] of query) if (name !== "q") filters[name] = value;
const search = await pagefind.search(query.get("q") || null, { filters });
const cards = await Promise.all(search.results.slice(0, 20).map((each) => each.data()));
document.body.dataset.counts = Object.keys(search.filters).length;
document.body.append(...cards.map((card) => {
  const item = document.createElement("p");
  item.textContent = `${card.meta.title} ${card.excerpt}`;
  return item;
}));
document.body.dataset.found = search.results.length;
window.shown = performance.now();
"""


def write_pages(entries: Iterable[dict[str, Any]], site: Path) -> None:
    """Write a page for each entry with the words and facets that our index has of it."""
    for number, entry in enumerate(entries):
        folder = site / f"{number % 256:02x}"
        folder.mkdir(parents=True, exist_ok=True)
        facets = "".join(
            f'<i data-pagefind-filter="{facet}" hidden>{html.escape(code)}</i>'
            for facet, codes in entry["facets"].items()
            for code in codes
        )
        words = " ".join(word for level in entry["words"].values() for word in level)
        text = {key: html.escape(entry[key]) for key in ("name", "place", "text")}
        page = _PAGE.format(**text, words=html.escape(words), facets=facets)
        (folder / f"{number}.html").write_text(page, "utf-8")
    (site / "search.js").write_text(_SCRIPT, "utf-8")
    page = '<!doctype html><html lang="en"><body><script type="module" src="search.js"></script>'
    (site / "index.html").write_text(page, "utf-8")


def index(site: Path) -> Measured:
    """Make Pagefind's index of the pages."""
    return measure([sys.executable, "-m", "pagefind", "--site", str(site), "--silent"])


def queries(site: Path, asked: Iterable[str], times: int) -> list[tuple[str, Answer]]:
    """Ask Pagefind what ours was asked."""
    with served(site) as host, opened("") as driver:
        found = "return document.body.dataset.found"
        return [(query, ask(driver, host, query, found, times)) for query in asked]


def read(entries: Path) -> Iterable[dict[str, Any]]:
    with entries.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
