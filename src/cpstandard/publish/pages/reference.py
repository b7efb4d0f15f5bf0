"""The pages about the directory itself: about, reliability, not found, and files for robots."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from cpstandard.core.phrase import say
from cpstandard.publish.directory import Directory, Measured
from cpstandard.publish.entry import PublisherName
from cpstandard.publish.messages import VERDICTS
from cpstandard.publish.renderer import File, Output, Renderer, json_file

_IN_MAP = 50_000
STATIC = Path(__file__).resolve().parents[1] / "static"


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield about, 404, what was measured of the software, and the static files."""
    directory = renderer.directory
    measured = directory.measured
    yield renderer.page("about/", "about.html", measured=measured is not None)
    if measured:
        yield renderer.page("reliability/", "reliability.html", **_results(measured))
        yield json_file("reliability/reliability.json", measured.scoreboard.model_dump())
    owners = [PublisherName.of(view) for view in directory.publishers.values() if view.records]
    yield renderer.page("correct/", "correct.html", owners=owners)
    yield renderer.page("404.html", "404.html")
    own = directory.look.static()
    for path in sorted(STATIC.rglob("*.*")):
        name = path.relative_to(STATIC).as_posix()
        if name not in own:
            yield f"static/{name}", path.read_bytes()
    sitemap = f"Sitemap: {directory.base_url.rstrip('/')}/sitemap.xml\n"
    robots = "User-agent: *\nAllow: /\n" + (sitemap if directory.base_url else "")
    yield "robots.txt", robots.encode()
    if directory.base_url:
        yield "opensearch.xml", _opensearch(directory)


def _results(measured: Measured) -> dict[str, object]:
    """Return what the page on reliability shows: how many rows hold, and each, failures first."""
    board = measured.scoreboard
    return {
        "board": board,
        "commit": board.commit[:12],
        "is_this_software": measured.is_this_software,
        "counts": {each: sum(row.verdict == each for row in board.rows) for each in VERDICTS},
        "rows": sorted(board.rows, key=lambda row: row.verdict != "fail"),
    }


def sitemap(base_url: str, pages: Sequence[str]) -> Iterator[File]:
    """Yield the site's map for search engines; ``pages`` are the paths of its HTML files.

    A map has room for 50,000 addresses; of more, there are several, and a map of them.
    """
    base = base_url.rstrip("/")
    addresses = [f"{base}/{path.removesuffix('index.html')}" for path in sorted(pages)]
    if len(addresses) <= _IN_MAP:
        yield "sitemap.xml", _map("urlset", "url", addresses)
        return
    parts = [addresses[n : n + _IN_MAP] for n in range(0, len(addresses), _IN_MAP)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _map("sitemapindex", "sitemap", [f"{base}/{name}" for name in names])
    for name, part in zip(names, parts, strict=True):
        yield name, _map("urlset", "url", part)


def _map(root: str, item: str, addresses: Sequence[str]) -> bytes:
    rows = "".join(f"<{item}><loc>{escape(each)}</loc></{item}>\n" for each in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    text = f'{head}<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</{root}>\n'
    return text.encode()


def _opensearch(directory: Directory) -> bytes:
    """Return how a browser searches here: from its own address bar."""
    base = escape(f"{directory.base_url.rstrip('/')}/")
    said = escape(say("Search the initiatives of {title}", title=directory.title))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(directory.title[:16])}</ShortName>\n"
        f"<LongName>{escape(directory.title[:48])}</LongName>\n"
        f"<Description>{said}</Description>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Image type="image/svg+xml">{base}static/favicon.svg</Image>\n'
        f'<Url type="text/html" template="{base}search/?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    ).encode()
