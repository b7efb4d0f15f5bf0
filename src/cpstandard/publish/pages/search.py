"""The search page, in the language that is spoken, and the index for all of them."""

from collections.abc import Iterator

from cpstandard.core.phrase import counted, say, spoken
from cpstandard.core.slug import slug
from cpstandard.publish.countries import country_said, region_said
from cpstandard.publish.hexagons import LEVELS
from cpstandard.publish.messages import MESSAGES
from cpstandard.publish.outlines import land
from cpstandard.publish.pages.coverage import ENGLISH_REGIONS
from cpstandard.publish.pages.moving_map import moving_phrases
from cpstandard.publish.pages.renamed import renamed
from cpstandard.publish.projection import BRITAIN, WORLD
from cpstandard.publish.renderer import Output, Renderer
from cpstandard.publish.rendering import Bundle, File
from cpstandard.publish.script_phrases import in_every_form
from cpstandard.publish.search import Kept, index_files, search_entry
from cpstandard.publish.search.entry import NOT_STATED

_CODELISTS = {
    "cluster": "cluster",
    "practice": "practice",
    "benefit": "benefit",
    "kind": "evidenceKind",
    "role": "publicRole",
    "asset": "assetKind",
    "tenure": "tenure",
    "status": "status",
}
_OTHERS = 3


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the search page."""
    yield renderer.page(
        "search/",
        "search.html",
        maps=[(frame, land(frame)) for frame in (BRITAIN, WORLD)],
        postcodes=bool(renderer.directory.outcodes.points),
        levels=LEVELS,
        labels=_labels(renderer),
        phrases=_phrases() | (moving_phrases() if renderer.directory.leaflet else {}),
    )


def index(renderer: Renderer) -> Bundle:
    """Return the index, which is one for all languages."""
    return Bundle(lambda: _index(renderer))


def _index(renderer: Renderer) -> Iterator[File]:
    """Yield the files of the index; what it is made of is kept for records that do not change."""
    directory, entries = renderer.directory, renderer.contents.entries
    told = renderer.contents.also_told(entries)
    also = {
        number: [(each.id, each.publisher.name) for each in told[entry.id][:_OTHERS]]
        for number, entry in enumerate(entries)
        if entry.id in told
    }
    kept_in = directory.kept_in
    yield from index_files(
        entries,
        lambda entry: search_entry(directory.standard, entry),
        directory.facets,
        areas=directory.areas,
        also=also,
        kept=Kept(kept_in / "search.sqlite", renderer.common) if kept_in else None,
    )


def _labels(renderer: Renderer) -> dict[str, dict[str, str]]:
    """Return the words for codes by facet, and under ``""`` the facets' own titles.

    The names of places and publishers are in the index itself.
    """
    codelists = renderer.directory.standard.codelists
    labels = {
        facet: {code.code: code.title for code in codelists[codelist]}
        for facet, codelist in _CODELISTS.items()
    }
    labels["country"] = {code: country_said(code) for code in renderer.contents.by_country}
    labels["place"] = _said("nation") | {
        f"gb-eng/{slug(name)}": region_said("GB", name) for name in ENGLISH_REGIONS
    }
    labels["named"] = renamed(renderer)
    labels["evidence"] = _said("direction")
    for facet, text in _said("no_value").items():
        code = "nothing-recorded" if facet == "evidence" else NOT_STATED
        labels.setdefault(facet, {})[code] = text
    return {"": _said("facet"), **labels}


def _said(kind: str) -> dict[str, str]:
    return {key: str(spoken(text)) for key, text in MESSAGES[kind].items()}


def _phrases() -> dict[str, str]:
    """Return what the script says, with gaps in braces; numbers of initiatives in every form."""
    phrases = {
        "nothing": say("Nothing found. Try fewer or other words, or take a filter away."),
        "page-of": say("Page {page} of {pages}.", page="{page}", pages="{pages}"),
        "read-as": say(
            "“{word}” is on no record; it was read as “{meant}”.", word="{word}", meant="{meant}"
        ),
        "also": say("Also told by {publishers}", publishers="{publishers}"),
        "partly": say("No record has all of these words; these have most of them."),
        "take-away": say("Take away {facet}: {option}", facet="{facet}", option="{option}"),
        "filter": say("Look for an option: {facet}", facet="{facet}"),
        "began": say("began {when}", when="{when}"),
        "mapped": say("Records on this map: {shown} of {found}.", shown="{shown}", found="{found}"),
        "vague": say("An open dot stands for a district or a whole country, not for a door."),
        "near": say("What is near {place}, by distance", place="{place}"),
        "practice": say(
            "{practice}: what it is, and what came of it, good and bad", practice="{practice}"
        ),
        "making": say("The file is being made…"),
        "made": say("{file} is made. Rows: {rows}.", file="{file}", rows="{rows}"),
        "head-asset": say("Asset"),
        "head-initiative": say("Initiative"),
        "head-name": say("Name"),
        "head-place": say("Place"),
        "head-year": say("Began"),
        "head-about": say("Description"),
        "head-id": say("Id"),
        "head-page": say("Page"),
        "previous": say("Previous page"),
        "next": say("Next page"),
        "page": say("Page"),
    }
    return (
        phrases
        | in_every_form("found", lambda n: counted(n, "{count} record.", "{count} records."))
        | in_every_form(
            "found-for",
            lambda n: counted(
                n,
                "{count} record for “{query}”.",
                "{count} records for “{query}”.",
                query="{query}",
            ),
        )
        | in_every_form(
            "within",
            lambda n: counted(
                n,
                "{count} record has no card of its own here: that of another record of the same "
                "initiative names it.",
                "{count} records have no cards of their own here: those of other records of the "
                "same initiatives name them.",
            ),
        )
    )
