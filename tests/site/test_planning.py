"""Planning says which pages there are; what they show is worked out where they are made."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from cpstandard.pipeline.reference import reference
from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.entry import Entry, Neighbour
from cpstandard.publish.pages import listing, places, standard_version
from cpstandard.publish.real_examples import Example, examples
from cpstandard.publish.renderer import Renderer
from cpstandard.publish.rendering import Rendering, Shelf
from cpstandard.publish.site import plan_site

Remake = Callable[[list[dict[str, Any]]], Directory]


def pages_of(directory: Directory, shelf: str) -> list[Rendering]:
    """The pages of a shelf that may have to be made."""
    shelves = {each.name: each for each in plan_site(directory) if isinstance(each, Shelf)}
    return [each for each in shelves[shelf].each() if isinstance(each, Rendering)]


def test_planning_works_out_no_page(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Rendering:
        raise AssertionError("a page was planned by the one process that plans")

    monkeypatch.setattr(Renderer, "page_from", refuse)
    shelves = [each for each in plan_site(directory) if isinstance(each, Shelf)]
    assert len({each.name for each in shelves}) == len(shelves) > 20
    with pytest.raises(AssertionError, match="a page was planned"):
        list(shelves[0].each())


def test_what_lists_show_is_not_worked_out_by_the_one_process_that_plans(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def also_told(_: Contents, entries: Sequence[Entry]) -> dict[str, tuple[Neighbour, ...]]:
        asked.extend(entry.id for entry in entries)
        return {}

    monkeypatch.setattr(Contents, "also_told", also_told)
    lists = [e for e in pages_of(directory, "listing") if e.path == "initiatives/index.html"]
    assert asked == []
    lists[0].inputs()
    assert len(asked) == len(directory.records)


def test_what_is_about_a_whole_list_is_worked_out_once_for_all_of_its_pages(
    remake: Remake, records: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def bars(renderer: Renderer, entries: Sequence[Entry]) -> list[listing.Bar]:
        drawn.append(len(entries))
        return listing.practice_bars(renderer, entries)

    monkeypatch.setattr(places, "practice_bars", bars)
    many = [{**records[0], "id": f"example-hall-{n}"} for n in range(250)]
    found = dict(
        file
        for each in pages_of(remake(many), "places")
        if each.path.startswith("places/united-kingdom/")
        for file in each.files()
    )
    assert "places/united-kingdom/page/3/index.html" in found
    lists = [
        path for path in found if path.startswith("places/united-kingdom/") and "/page/" not in path
    ]
    assert drawn == [250] * len(lists)


def test_examples_are_cut_once_and_not_by_the_process_that_plans(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[int] = []

    def counted(
        entries: Sequence[Entry], paths: Sequence[tuple[str, ...]]
    ) -> dict[tuple[str, ...], Example]:
        cut.append(len(entries))
        return examples(entries, paths)

    monkeypatch.setattr(standard_version, "examples", counted)
    planned = pages_of(replace(directory, reference=reference()), "standard")
    parts = [each for each in planned if "/initiative/" in each.path]
    assert cut == []
    assert any("\u201c" in content.decode() for each in parts for _, content in each.files())
    assert cut == [len(directory.records)]
