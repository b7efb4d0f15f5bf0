"""The files of the map of results that can be moved and zoomed, where the site has one.

No page asks for them before a reader does: ``static/search/page.js`` loads them on a click.
"""

from collections.abc import Iterator
from pathlib import Path

from cpstandard.core.phrase import counted, say
from cpstandard.publish.outlines import outlines
from cpstandard.publish.projection import STEPS
from cpstandard.publish.renderer import File, Renderer, json_bytes
from cpstandard.publish.script_phrases import in_every_form

_OURS = Path(__file__).resolve().parents[1] / "moving_map"


def render(renderer: Renderer) -> Iterator[File]:
    """Yield Leaflet with its licence, our scripts and style for it, and the land of all countries.

    A file of the same name among the site's own takes the place of ours.
    """
    leaflet = renderer.directory.leaflet
    if not leaflet:
        return
    files = {path.name: path.read_bytes() for path in _OURS.iterdir() if path.is_file()}
    files |= {**leaflet, "land.json": _land()}
    own = renderer.directory.look.static()
    for name, content in sorted(files.items()):
        if f"map/{name}" not in own:
            yield f"static/map/{name}", content


def moving_phrases() -> dict[str, str]:
    """Return what the script of this map says, with gaps in braces."""
    return {
        "move": say("Move and zoom this map"),
        "keep-still": say("Back to the drawn map"),
        "map-keys": say("Map of these results. Arrow keys move it, plus and minus zoom."),
        "zoom-in": say("Zoom in"),
        "zoom-out": say("Zoom out"),
        "in-sight": say("In the part that is seen: {here}.", here="{here}"),
        "close": say("Close this list"),
        "first-of": say(
            "These are the first {n}. Zoom in, or take filters, to see the others.", n="{n}"
        ),
        **in_every_form(
            "mark-list",
            lambda n: counted(n, "{count} record: show it", "{count} records: show them"),
        ),
        **in_every_form(
            "mark-zoom", lambda n: counted(n, "{count} record: zoom in", "{count} records: zoom in")
        ),
        **in_every_form(
            "here", lambda n: counted(n, "{count} record here", "{count} records here")
        ),
    }


def _land() -> bytes:
    """Return the rings of each country, as ``scripts/derive_outlines.py`` made them.

    They are steps of which ``steps`` make a degree: longitude and latitude by turns, each from
    where the one before led.
    """
    return json_bytes({"steps": STEPS, "countries": list(outlines()["countries"].values())})
