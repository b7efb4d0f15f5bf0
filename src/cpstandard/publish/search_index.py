"""The index that the search page's script reads: columns for facets, and words with postings."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from cpstandard.core.initiative import Initiative
from cpstandard.publish.countries import country_name
from cpstandard.publish.entry import Entry
from cpstandard.publish.renderer import Renderer

_WORD = re.compile(r"[^\W_]+")
_STOP_WORDS = frozenset(
    _WORD.findall(
        "a an and are as at be by for from has have in into is it its of on or that the their "
        "they this to was were which who will with"
    )
)
_LONGEST_WORD = 40


def fold(text: str) -> str:
    """Return text without case or accents; ``search.js`` folds queries in the same way."""
    decomposed = unicodedata.normalize("NFKD", text.replace("\u2019", "").replace("'", ""))
    return "".join(c for c in decomposed if unicodedata.category(c)[0] != "M").lower()


def words(text: str) -> list[str]:
    """Return the folded words of a text, those left out that every text has."""
    found = (word[:_LONGEST_WORD] for word in _WORD.findall(fold(text)))
    return [word for word in found if word not in _STOP_WORDS]


def search_index(renderer: Renderer) -> dict[str, Any]:
    """Return the index.

    ``facets`` gives, for each facet, its options in words and, for each record, the positions of
    its options. ``terms`` is sorted; the postings of a term are its records in order, each coded
    as twice the difference to the one before, plus one where the word is in a name.
    """
    entries = renderer.contents.entries
    terms = _terms(renderer, entries)
    return {
        "ids": [entry.id for entry in entries],
        "names": [entry.name for entry in entries],
        "places": [entry.place for entry in entries],
        "texts": [entry.teaser for entry in entries],
        "facets": [
            _facet(name, title, [values(entry) for entry in entries])
            for name, title, values in _facets(renderer)
        ],
        "terms": list(terms),
        "postings": list(terms.values()),
    }


def _facets(renderer: Renderer) -> list[tuple[str, str, Callable[[Entry], list[str]]]]:
    title = renderer.title

    def status(entry: Entry) -> list[str]:
        known = entry.initiative.status
        return [title("status", known.code) if known else "Not stated"]

    def evidence(entry: Entry) -> list[str]:
        found = [title("direction", code) for code in entry.directions]
        return found or ["No evidence recorded yet"]

    return [
        ("cluster", "Cluster", lambda e: [title("cluster", c) for c in e.clusters]),
        (
            "practice",
            "Practice",
            lambda e: [title("practice", c) for c in e.initiative.practices],
        ),
        ("country", "Country", lambda e: [country_name(c) for c in e.countries]),
        ("benefit", "Benefit", lambda e: [title("benefit", c) for c in e.benefits]),
        ("evidence", "Evidence", evidence),
        ("status", "Status when last known", status),
        ("publisher", "Publisher", lambda e: [e.publisher.name]),
    ]


def _facet(name: str, title: str, values: list[list[str]]) -> dict[str, Any]:
    options = sorted({value for row in values for value in row})
    position = {value: index for index, value in enumerate(options)}
    rows = [[position[value] for value in dict.fromkeys(row)] for row in values]
    return {"name": name, "title": title, "options": options, "records": rows}


def _terms(renderer: Renderer, entries: Iterable[Entry]) -> dict[str, list[int]]:
    last: dict[str, int] = {}
    postings: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        initiative = entry.initiative
        named = set(words(" ".join([initiative.name, *_other_names(initiative)])))
        for word in sorted(named | set(words(_text(renderer, entry)))):
            step = index - last.get(word, 0)
            postings[word].append(2 * step + (word in named))
            last[word] = index
    # The script compares words by UTF-16 code units.
    return {term: postings[term] for term in sorted(postings, key=_script_order)}


def _other_names(initiative: Initiative) -> list[str]:
    translated = [each.name for each in initiative.translations if each.name]
    return [*(other.name for other in initiative.other_names), *translated]


def _script_order(term: str) -> bytes:
    return term.encode("utf-16-be", "surrogatepass")


def _text(renderer: Renderer, entry: Entry) -> str:
    initiative = entry.initiative
    places = [
        text
        for place in initiative.places
        for text in (place.name, place.region or "", country_name(place.country))
    ]
    practices = [renderer.title("practice", code) for code in initiative.practices]
    organisations = [organisation.name for organisation in initiative.organisations]
    return " ".join(
        [*places, *practices, *organisations, *initiative.topics, initiative.description or ""]
    )
