"""Maps: what has a point is drawn, what is close together is gathered, and nothing is lost."""

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.maps import Dot, _join, draw_map, outlines
from cpstandard.publish.projection import BRITAIN, WORLD

Remake = Callable[[list[dict[str, Any]]], Directory]


def record(number: int, **place: Any) -> dict[str, Any]:
    return {
        "id": f"example-{number}",
        "name": f"Invented {number}",
        "clusters": ["collaboration"],
        "places": [{"name": "Invented", "country": "GB", **place}],
        "sources": [{"id": "s1", "title": "Invented"}],
    }


def test_neighbours_share_a_dot(remake: Remake) -> None:
    points = [(51.5, -0.1), (51.51, -0.11), (-33.9, 151.2)]
    records = [record(n, latitude=y, longitude=x) for n, (y, x) in enumerate(points)]
    drawn = draw_map(Contents(remake(records)).entries, WORLD, by_country=True)
    assert sorted(dot.count for dot in drawn.dots) == [1, 2]
    assert drawn.shown == 3


def test_a_place_without_a_point_stands_in_its_country_only_where_that_is_asked(
    remake: Remake,
) -> None:
    entries = Contents(remake([record(1)])).entries
    assert draw_map(entries, WORLD, by_country=True).shown == 1
    britain = draw_map(entries, BRITAIN, by_country=False)
    assert (britain.shown, britain.missing, britain.dots) == (0, 1, ())


def test_what_lies_outside_the_frame_is_not_drawn(remake: Remake) -> None:
    entries = Contents(remake([record(1, latitude=10.0, longitude=77.0)])).entries
    drawn = draw_map(entries, BRITAIN, by_country=False)
    assert (drawn.shown, drawn.missing) == (0, 0)


@pytest.mark.parametrize("country", ["GB", "IN", "KE", "BR", "AU", "XX"])
def test_the_middle_of_a_country_lies_within_the_world(country: str) -> None:
    middle = outlines()["centres"].get(country)
    assert middle is None if country == "XX" else WORLD.shows(*middle)


@given(
    st.lists(
        st.tuples(st.floats(0, 1000), st.floats(0, 500), st.integers(1, 50)),
        min_size=1,
        max_size=30,
    )
)
def test_joining_dots_loses_no_initiative(points: list[tuple[float, float, int]]) -> None:
    dots = [Dot(x, y, 6 * (1 + 0.4 * math.sqrt(n - 1)), n) for x, y, n in points]
    joined = _join(dots, 6)
    assert sum(dot.count for dot in joined) == sum(dot.count for dot in dots)
