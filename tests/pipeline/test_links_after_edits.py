"""However the data came to be what it is, its links are those of a build from nothing."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cpstandard.core.links import Links
from cpstandard.pipeline import BuildSettings, review_links
from registry_place import NOW, Place, initiative, package

NAMES = ("Cairnbulg Boat Haven", "Cairnbulg Boathaven", "Ropewalk of Inverallochy", "Haven 2")
TOWNS = ("Cairnbulg", "Inverallochy")


@st.composite
def records(draw: st.DrawFn, publisher: str) -> list[dict[str, Any]]:
    """Return some invented records of a publisher, many of them like another's."""
    found = []
    for number in range(2):  # always as many: what shrinks is held back, by design
        lead = {"name": draw(st.sampled_from(NAMES)), "roles": ["lead"]}
        if draw(st.booleans()):
            lead["identifiers"] = [{"scheme": "GB-CHC", "id": draw(st.sampled_from("12"))}]
        found.append(
            initiative(
                f"{publisher}-{number}",
                name=draw(st.sampled_from(NAMES)),
                description=draw(st.sampled_from(("Told once.", "Told anew."))),
                places=[{"name": draw(st.sampled_from(TOWNS)), "country": "GB"}],
                organisations=[lead],
            )
        )
    return found


edits = st.sampled_from(("north", "south", "west")).flatmap(
    lambda publisher: st.tuples(st.just(publisher), records(publisher))
)


@contextmanager
def silent(_label: str, _total: int | None) -> Iterator[Any]:
    yield lambda *_: None


def links_of(place: Place, workspace: str) -> Links:
    asked = BuildSettings(place.registry, place.site, place.folder / workspace, NOW)
    return review_links(asked, silent).links


@settings(max_examples=6, deadline=None)
@given(st.lists(edits, min_size=2, max_size=4))
def test_any_edits_one_after_another_give_the_links_of_a_build_from_nothing(
    made: list[tuple[str, list[dict[str, Any]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        for publisher, given in made:
            place.publisher(publisher, package(publisher, *given))
            kept = links_of(place, "kept")
        assert kept == links_of(place, "new")
