"""The pages about the directory itself: search, data, about, not found, and files for robots."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from cpstandard.publish.renderer import File, Renderer, json_file
from cpstandard.publish.search_index import search_index

STATIC = Path(__file__).resolve().parents[1] / "static"


def render(renderer: Renderer) -> Iterator[File]:
    """Yield search, data, about and 404, the API's index, and the static files."""
    directory = renderer.directory
    yield renderer.page("search/", "search.html")
    yield json_file("search/index.json", search_index(renderer))
    licences: dict[str, int] = {}
    for entry in renderer.contents.entries:
        provenance = entry.initiative.provenance
        licence = (provenance and provenance.licence) or entry.publisher.licence
        licences[licence] = licences.get(licence, 0) + 1
    yield renderer.page(
        "data/",
        "data.html",
        licences=sorted(licences.items()),
        total=len(renderer.contents.entries),
    )
    yield renderer.page("about/", "about.html")
    yield renderer.page("404.html", "404.html")
    yield json_file("api/v1/index.json", _api_index(renderer))
    for path in sorted(STATIC.iterdir()):
        yield f"static/{path.name}", path.read_bytes()
    sitemap = f"Sitemap: {directory.base_url.rstrip('/')}/sitemap.xml\n"
    robots = "User-agent: *\nAllow: /\n" + (sitemap if directory.base_url else "")
    yield "robots.txt", robots.encode()


def sitemap(base_url: str, pages: list[str]) -> File:
    """Return the site's map for search engines; ``pages`` are the paths of its HTML files."""
    base = base_url.rstrip("/")
    rows = (
        f"<url><loc>{escape(base)}/{escape(path.removesuffix('index.html'))}</loc></url>\n"
        for path in sorted(pages)
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{''.join(rows)}</urlset>\n"
    )
    return "sitemap.xml", text.encode()


def _api_index(renderer: Renderer) -> dict[str, object]:
    directory = renderer.directory
    return {
        "title": directory.title,
        "standardVersion": directory.standard.version,
        "dataDate": directory.now,
        "initiatives": [
            {
                "id": entry.id,
                "name": entry.name,
                "publisher": entry.publisher.id,
                "record": f"initiatives/{entry.id}.json",
                "page": f"../../initiatives/{entry.id}/",
            }
            for entry in renderer.contents.entries
        ],
    }
