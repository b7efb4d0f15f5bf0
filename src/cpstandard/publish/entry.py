"""An initiative as the pages see it: its brief at hand, its whole record read when it is asked for.

A page shows of an entry what it likes: the entry stands in the page's key for all of its record, so
that nothing of it can change unseen. Of a ``Gist`` it can show no more than lists do, of a
``Neighbour`` no more than it holds, and it is not made anew where something else changed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from cpstandard.core.initiative import Initiative, Translation
from cpstandard.core.record import Record
from cpstandard.publish.gist import Gist, Neighbour, PublisherName
from cpstandard.publish.rendering import Keyed

__all__ = ["Entries", "Entry", "Gist", "Neighbour", "PublisherName"]


@dataclass(eq=False, slots=True)
class Entry(Gist):
    """One initiative, with all that its record holds.

    ``initiative`` and ``record`` are read anew when they are asked for: good for one page, too slow
    for all entries of a list.
    """

    @property
    def key(self) -> str:
        """What tells it from any other, and from itself after any change of its record."""
        return self.brief.digest + self.shown_by

    @property
    def gist(self) -> Gist:
        """What lists say of it that show nothing of its own texts."""
        return Gist(
            self.brief,
            self.clusters,
            self.publisher,
            self.copy,
            self.position,
            self.read,
            self.language,
            self.shown_by,
        )

    @property
    def named(self) -> Neighbour:
        """What the page of another record may say of it."""
        return Neighbour(self.id, self.name, self.place, self.publisher)

    @property
    def initiative(self) -> Initiative:
        """The whole initiative."""
        return self.read(self.position).initiative

    @property
    def record(self) -> Record:
        """The whole record, as JSON holds it."""
        return self.read(self.position).record

    @property
    def description(self) -> str:
        """The whole description, in the reader's language if there is one in it."""
        there, initiative = self._translation, self.initiative
        said = initiative.translations[there].description if there is not None else None
        return said or initiative.description or ""

    @property
    def description_language(self) -> str:
        """The tag of the language of ``description``, where it is known."""
        there = self._translation
        if there is not None and self.brief.translations[there].teaser:
            return self.brief.translations[there].language
        return self.brief.language or ""

    @property
    def in_other_languages(self) -> list[Translation]:
        """The names and descriptions that are not shown first, the record's own before others."""
        initiative, place = self.initiative, self._translation
        if place is None:
            return list(initiative.translations)
        there = initiative.translations[place]
        others = [each for n, each in enumerate(initiative.translations) if n != place]
        own = Translation(
            language=initiative.language or "und",
            name=initiative.name if there.name else None,
            description=initiative.description if there.description else None,
        )
        return [own, *others]

    @property
    def teaser(self) -> str:
        """The beginning of the description, in the reader's language if there is one in it."""
        there = self._translation
        return (there is not None and self.brief.translations[there].teaser) or self.brief.teaser


_WHOLE, _GIST = attrgetter("brief.digest"), attrgetter("brief.gist")
_SHOWN = attrgetter("shown_by")


@dataclass(frozen=True, slots=True)
class Entries(Keyed):
    """Initiatives in a list, with all that their records hold or, if not ``whole``, their gists.

    They stand in a key together: with all lists, a large directory asks for a million.
    """

    entries: Sequence[Entry]
    whole: bool = True

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.entries)

    def __iter__(self) -> Iterator[Gist]:
        """Yield each as the list may show it."""
        return iter(self.entries) if self.whole else (each.gist for each in self.entries)

    @property
    def key(self) -> str:
        """What tells them from any others, and from themselves after any change of what shows."""
        told = chain(map(_WHOLE if self.whole else _GIST, self.entries), map(_SHOWN, self.entries))
        return hashlib.sha256(" ".join(told).encode()).hexdigest()
