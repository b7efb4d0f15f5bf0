"""Makes the files of the index from the entries of all records, one by one."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cpstandard.core.areas import Areas
from cpstandard.core.site_parts import FACETS
from cpstandard.publish.search.blocks import pack
from cpstandard.publish.search.columns import Facet, Numbers, Points
from cpstandard.publish.search.entry import SearchEntry
from cpstandard.publish.search.places import lasting_codes
from cpstandard.publish.search.vocabulary import Directions, Vocabulary
from cpstandard.publish.search.words import LETTERS, LONGEST_WORD, STOP_WORDS

FOLDER = "search/"
ROOT = f"{FOLDER}index.json"
CARDS_PER_BLOCK = 100


def index_files(
    entries: Iterable[SearchEntry], facets: Sequence[str] = FACETS, areas: Areas | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the path, from the site's root, and the content of every file of the index.

    ``facets`` are those to narrow results by, in that order. Local authorities have the names of
    ``areas``, where they are known. ``entries`` come in the order of names, which is the order of
    results where nothing else is asked for. Each is let go of before the next is taken. The same
    entries give the same files; the last, ``search/index.json``, has a digest of all others, by
    which a browser knows which of them belong together.
    """
    index = _Index(facets, areas)
    digest = hashlib.sha256()
    for name, content in index.files(entries):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
        yield FOLDER + name, content
    root = {"version": digest.hexdigest()[:12], **index.root()}
    text = json.dumps(root, ensure_ascii=False, separators=(",", ":"))
    yield ROOT, f"{text}\n".encode("utf-8", "replace")


class _Index:
    """What is gathered while entries go by."""

    def __init__(self, facets: Sequence[str], areas: Areas | None) -> None:
        self._areas = areas
        self._lasting: dict[str, dict[str, str]] = {}
        self._count = 0
        self._facets = [Facet(name) for name in facets]
        self._options: list[list[tuple[str, int, int]]] = []
        self._days = {"started": Numbers(), "updated": Numbers()}
        self._points = Points()
        self._names: dict[str, dict[str, Counter[str]]] = {}
        self._vocabulary = Vocabulary()
        self._directions = Directions([], [])

    def files(self, entries: Iterable[SearchEntry]) -> Iterator[tuple[str, bytes]]:
        """Yield every file but the root, cards first."""
        cards: list[list[Any]] = []
        for entry in entries:
            self._add(entry)
            cards.append(_card(entry))
            if len(cards) == CARDS_PER_BLOCK:
                yield self._cards(cards)
                cards = []
        if cards:
            yield self._cards(cards)
        for found in self._vocabulary.files():
            if isinstance(found, Directions):
                self._directions = found
            else:
                yield found
        for facet in self._facets:
            options = facet.options()
            self._options.append(options)
            position = {code: n for n, (code, _, _) in enumerate(options)}
            yield f"columns/{facet.name}.bin", facet.file(position)
        for name, numbers in self._days.items():
            yield f"columns/{name}.bin", numbers.file()
        yield "columns/points.bin", self._points.file()

    def _cards(self, cards: list[list[Any]]) -> tuple[str, bytes]:
        return f"cards/{(self._count - 1) // CARDS_PER_BLOCK}.bin", pack(cards)

    def _add(self, entry: SearchEntry) -> None:
        entry_facets = {facet.name for facet in self._facets}
        facets, labels_of = self._settled(entry)
        self._vocabulary.add(self._count, entry["words"], entry["welsh"])
        for facet in self._facets:
            facet.add(facets[facet.name])
        for facet_name, labels in labels_of.items():
            if facet_name not in entry_facets:
                continue
            seen = self._names.setdefault(facet_name, {})
            for code, label in labels.items():
                seen.setdefault(code, Counter())[label] += 1
        self._days["started"].add(entry["started"])
        self._days["updated"].add(entry["updated"])
        self._points.add(entry["points"])
        self._count += 1

    def _settled(
        self, entry: SearchEntry
    ) -> tuple[dict[str, list[str]], dict[str, dict[str, str]]]:
        """Return the facets and labels, each authority in the one place that the list gives it."""
        facets, labels = entry["facets"], entry["labels"]
        if self._areas is None:
            return facets, labels
        names: dict[str, str] = {}
        for code in facets["place"]:
            if code not in self._lasting:
                self._lasting[code] = lasting_codes(code, self._areas)
            names |= self._lasting[code] or {code: labels["place"][code]}
        return {**facets, "place": list(names)}, {**labels, "place": names}

    def root(self) -> dict[str, Any]:
        """Return what the browser has to know first."""
        return {
            "records": self._count,
            "cards": CARDS_PER_BLOCK,
            "words": self._directions.dictionary,
            "postings": self._directions.postings,
            "facets": [
                {"name": facet.name, "options": options}
                for facet, options in zip(self._facets, self._options, strict=True)
            ],
            "names": {
                facet: {code: _name(names) for code, names in codes.items()}
                for facet, codes in sorted(self._names.items())
            },
            "stop": sorted(STOP_WORDS),
            "letters": LETTERS,
            "longest": LONGEST_WORD,
        }


def _name(names: Counter[str]) -> str:
    """Return the name of an option: what most records say."""
    return min(names, key=lambda name: (-names[name], name))


def _card(entry: SearchEntry) -> list[Any]:
    """Return what the list of results shows of a record."""
    facets = entry["facets"]
    return [
        entry["id"],
        entry["name"],
        entry["place"],
        entry["text"],
        facets["practice"],
        facets["evidence"],
        facets["status"][0],
        entry["started"],
        {"": entry["language"], **entry["others"]},
        entry["assets"],
        entry.get("also", []),
    ]
