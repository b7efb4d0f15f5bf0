"""How the contents are sorted out: by name, by place, and by what links them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cpstandard.core.links import LinkKind, LinkSet
from cpstandard.publish.contents import NEIGHBOURS, Contents, sort_key
from cpstandard.publish.directory import Directory
from cpstandard.publish.pages.home import best_told, honest_results, latest

Remake = Callable[[list[dict[str, Any]]], Directory]


def record(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"example-{name.lower().replace(' ', '-')}",
        "name": name,
        "clusters": ["collaboration"],
        "scope": "nation",
        "sources": [{"id": "s1", "title": "Invented"}],
        **more,
    }


def test_names_are_sorted_as_people_look_them_up() -> None:
    names = ["The Bevy", "Écluse", "“Quoted”", "apple", "Zebra"]
    assert sorted(names, key=sort_key) == ["apple", "The Bevy", "Écluse", "“Quoted”", "Zebra"]


def test_spellings_of_a_region_are_one_region(remake: Remake) -> None:
    places = ["Wales", "WALES", "Wales"]
    records = [
        record(f"R{n}", places=[{"name": "X", "country": "GB", "region": region}])
        for n, region in enumerate(places)
    ]
    regions = Contents(remake(records)).regions("GB")
    assert [(r.slug, r.name, len(r.entries)) for r in regions] == [("wales", "Wales", 3)]


def test_a_place_does_not_say_its_country_twice(remake: Remake) -> None:
    places = [{"name": "Ireland (met in a hotel)", "country": "IE"}]
    entry = Contents(remake([record("A", places=places)])).entries[0]
    assert entry.place == "Ireland (met in a hotel)"


def test_a_funder_of_very_many_does_not_fill_every_page(remake: Remake) -> None:
    records = [record(f"R{n:04}") for n in range(500)]
    ids = tuple(sorted(r["id"] for r in records))
    link = LinkSet(LinkKind.ORGANISATION, ids, ())
    contents = Contents(replace(remake(records), links=[link]))
    assert contents.related(ids[0], LinkKind.INITIATIVE) == []
    assert contents.linked(ids[0], LinkKind.ORGANISATION) == 499
    named = [{r.entry.id for r in contents.related(i, LinkKind.ORGANISATION)} for i in ids]
    assert all(len(group) == NEIGHBOURS for group in named)
    assert set.union(*named) == set(ids)


def test_honest_results_come_from_several_countries_first(remake: Remake) -> None:
    bad = {"claim": "It failed.", "direction": "negative"}
    records = [
        record("A", places=[{"name": "X", "country": "GB"}], evidence=[bad, bad, bad]),
        record("B", places=[{"name": "X", "country": "GB"}], evidence=[bad, bad]),
        record("C", places=[{"name": "X", "country": "FR"}], evidence=[bad]),
        record("D", evidence=[{"claim": "It worked.", "direction": "positive"}]),
    ]
    contents = Contents(replace(remake(records), links=[]))
    assert [entry.name for entry in honest_results(contents)] == ["A", "C", "B"]


def test_an_initiative_of_several_records_is_featured_once(remake: Remake) -> None:
    """The record with the most unfavourable claims speaks; without the link all three would."""
    bad = {"claim": "It failed.", "direction": "negative"}
    records = [
        record("A", started="2019", evidence=[bad]),
        record("B", started="2020", evidence=[bad, bad]),
        record("C", started="2018", evidence=[bad]),
    ]
    directory = remake(records)
    apart = Contents(replace(directory, links=[]))
    assert [entry.name for entry in honest_results(apart)] == ["B", "A", "C"]
    link = LinkSet(LinkKind.INITIATIVE, ("example-a", "example-b"), ())
    joined = Contents(replace(directory, links=[link]))
    assert [entry.name for entry in honest_results(joined)] == ["B", "C"]
    assert [entry.name for entry in latest(joined)] == ["B", "C"]


def test_what_is_featured_follows_a_rule(remake: Remake) -> None:
    lesson = {"kind": "advice", "text": "Ask.", "sources": ["s1"]}
    records = [record("A", started="2020"), record("B", learning=[lesson], started="2021-03")]
    contents = Contents(replace(remake(records), links=[]))
    assert best_told(contents.entries).name == "B"
    assert [entry.name for entry in latest(contents)] == ["B", "A"]
    assert best_told([]) is None
