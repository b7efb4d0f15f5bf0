"""Makes the files of the index from its parts."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, MutableSequence, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any

from cpstandard.core.areas import Areas
from cpstandard.core.json_codec import public_json
from cpstandard.core.site_parts import FACETS
from cpstandard.publish.search.cards import CARDS_PER_BLOCK, Also, card_files
from cpstandard.publish.search.columns import Columns
from cpstandard.publish.search.earlier import Earlier, changed_forms
from cpstandard.publish.search.entry import SearchEntry
from cpstandard.publish.search.facets import LABELLED
from cpstandard.publish.search.parts import Kept, Parts, Record
from cpstandard.publish.search.postings import placed
from cpstandard.publish.search.vocabulary import Directions, Vocabulary
from cpstandard.publish.search.words import LETTERS, LONGEST_WORD, STOP_WORDS

FOLDER = "search/"
ROOT = f"{FOLDER}index.json"


def index_files(
    records: Sequence[Record],
    make: Callable[[Record], SearchEntry],
    facets: Sequence[str] = FACETS,
    *,
    areas: Areas | None = None,
    also: Also | None = None,
    kept: Kept | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield the path, from the site's root, and the content of every file of the index.

    ``records`` come in the order of names, which is the order of results where nothing else is
    asked for; ``make`` makes the entry of one. ``facets`` are those to narrow results by, in that
    order. Local authorities have the names of ``areas``, where they are known. ``also`` are other
    records of the same initiative.

    The same entries give the same files, whatever of them was ``kept``: that is no more than a
    help, and is done without where it cannot be read or written. The last file,
    ``search/index.json``, has a digest of all others, by which a browser knows which of them belong
    together.
    """
    done = 0
    for known in (kept, kept) if kept else ():  # what is of no use is begun anew
        try:
            with Parts(records, make, facets, known) as parts:
                for file in islice(_files(parts, areas, also or {}), done, None):
                    yield file
                    done += 1
        except (sqlite3.Error, OSError, UnicodeDecodeError):  # what SQLite says may be no UTF-8
            with contextlib.suppress(OSError):
                known.path.unlink(missing_ok=True)
        else:
            return
    with Parts(records, make, facets) as parts:
        yield from islice(_files(parts, areas, also or {}), done, None)


def _files(parts: Parts[Any], areas: Areas | None, also: Also) -> Iterator[tuple[str, bytes]]:
    index = _Index(parts, areas, also)
    digest = hashlib.sha256()
    for name, block in index.files():
        content = parts.files.packed(name, block)
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
        yield FOLDER + name, content
    parts.settle()
    root = {"version": digest.hexdigest()[:12], **index.root()}
    yield ROOT, public_json(root, errors="replace") + b"\n"


class _Index:
    """Makes files, and gathers from them what the browser has to know first."""

    def __init__(self, parts: Parts[Any], areas: Areas | None, also: Also) -> None:
        self._parts, self._areas, self._also = parts, areas, also
        self._count = 0
        self._directions = Directions([], [])
        self._options: dict[str, list[tuple[str, int, int]]] = {}
        self._names: dict[str, dict[str, str]] = {}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path, from the index's folder, and block of every file but the root."""
        yield from self._cards()
        yield from self._words()
        yield from self._columns()

    def _cards(self) -> Iterator[tuple[str, bytes]]:
        order = self._parts.order()
        self._count = len(order)
        lines = [line for part in self._parts.read("cards") for line in part.piece.split(b"\n")]
        yield from card_files(lines, order, self._also)

    def _words(self) -> Iterator[tuple[str, bytes]]:
        earlier, changed = self._earlier()
        vocabulary = Vocabulary(earlier)
        for form, posting in self._postings(changed):
            vocabulary.add(form, posting)
        for part in self._parts.read("welsh"):
            for form, _ in placed(part.piece, part.numbers):
                vocabulary.add_welsh(form)
        for found in vocabulary.files(self._postings):
            if isinstance(found, Directions):
                self._directions = found
            else:
                yield found

    def _earlier(self) -> tuple[Earlier, set[str] | None]:
        """Return what may be taken over, and the forms that changed since, or None for all."""
        touched = self._parts.touched()
        if touched is None:
            return Earlier(), None
        changed, kept = changed_forms(*touched), self._parts.files
        return Earlier(kept.numbered("words"), kept.numbered("postings"), changed), changed

    def _postings(
        self, wanted: AbstractSet[str] | None
    ) -> Iterator[tuple[str, MutableSequence[int]]]:
        for part in self._parts.read("words") if wanted is None or wanted else ():
            yield from placed(part.piece, part.numbers, wanted)

    def _columns(self) -> Iterator[tuple[str, bytes]]:
        columns, order = Columns(self._parts.facets), self._parts.order()
        for part in self._parts.read("columns"):
            columns.extend(part.piece)
        for facet in columns.facets(order, self._areas):
            self._options[facet.name] = facet.options
            if facet.name in LABELLED and self._count:
                self._names[facet.name] = facet.names()
            yield f"columns/{facet.name}.bin", facet.block()
        yield from columns.files(order)

    def root(self) -> dict[str, Any]:
        """Return what the browser has to know first."""
        return {
            "records": self._count,
            "cards": CARDS_PER_BLOCK,
            "words": self._directions.dictionary,
            "postings": self._directions.postings,
            "facets": [
                {"name": name, "options": options} for name, options in self._options.items()
            ],
            "names": dict(sorted(self._names.items())),
            "stop": sorted(STOP_WORDS),
            "letters": LETTERS,
            "longest": LONGEST_WORD,
        }
