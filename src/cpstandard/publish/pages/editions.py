"""What each edition changed: a list of the editions, and a page for each that changed something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cpstandard.publish.changes import LISTS
from cpstandard.publish.directory import EditionView
from cpstandard.publish.entry import Neighbour
from cpstandard.publish.renderer import Output, Renderer

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Happened:
    """What one edition did to some records: ``word`` is one of ``LISTS``, ``count`` how many.

    ``named`` are those that are told by name: what is shown now, or the id of what no longer is,
    with the titles of the fields that changed, where they are known.
    """

    word: str
    count: int
    named: Sequence[tuple[Neighbour | str, Sequence[str]]]

    @property
    def more(self) -> int:
        """How many are not told by name."""
        return self.count - len(self.named)


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the list of the editions, and a page for each of which it is known what changed."""
    directory = renderer.directory
    if not directory.editions:
        return
    rows = [
        (each, _happened(renderer, each, _NAMED), has_page(each)) for each in directory.editions
    ]
    yield renderer.page("editions/", "editions.html", rows=rows, older=directory.older_editions)
    for edition in filter(has_page, directory.editions):
        yield renderer.page(
            f"editions/{edition.id}/",
            "edition.html",
            edition=edition,
            happened=_happened(renderer, edition),
        )


def has_page(edition: EditionView) -> bool:
    """Return whether there is something to say of an edition beyond its numbers."""
    return bool(edition.changes and any(edition.first.values()))


def _happened(renderer: Renderer, edition: EditionView, most: int | None = None) -> list[Happened]:
    titles = _titles(renderer)
    return [
        Happened(
            word,
            edition.counts[word],
            [
                (_shown(renderer, each), [titles.get(f, f) for f in edition.fields.get(each, ())])
                for each in edition.first.get(word, ())[:most]
            ],
        )
        for word in LISTS
        if edition.counts.get(word)
    ]


def _shown(renderer: Renderer, identifier: str) -> Neighbour | str:
    entry = renderer.contents.by_id.get(identifier)
    return entry.named if entry else identifier


def _titles(renderer: Renderer) -> dict[str, str]:
    """Return the titles of a record's own fields, by their names."""
    fields = renderer.directory.data_standard.fields()
    return {each.path[0]: each.title for each in fields if len(each.path) == 1}
