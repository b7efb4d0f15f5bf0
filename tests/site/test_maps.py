"""Maps: what has a point is drawn, what is close together is gathered, and nothing is lost."""

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.publish.brief import Spot
from cpstandard.publish.contents import Contents
from cpstandard.publish.directory import Directory
from cpstandard.publish.hexagons import _cell, _middle, shades
from cpstandard.publish.maps import MANY, Dot, _join, draw_around, draw_map
from cpstandard.publish.outlines import land, outlines
from cpstandard.publish.own_map import DARK, LIGHT, WHOLE, drawing_of, own_map, picture
from cpstandard.publish.projection import BRITAIN, WORLD, frame_around
from cpstandard.publish.site import render_site

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


def test_a_point_that_stands_for_an_area_is_open_on_a_near_map_and_not_on_a_far_one(
    remake: Remake,
) -> None:
    places = [{"precision": "area"}, {"precision": "street"}, {"precision": "region"}]
    records = [
        record(n, latitude=51.5 + n / 5, longitude=-2.6, **place) for n, place in enumerate(places)
    ]
    entries = Contents(remake(records)).entries
    near = draw_around(entries, "GB")
    assert near is not None
    from_the_south = sorted(near.dots, key=lambda dot: -dot.y)
    assert [dot.vague for dot in from_the_south] == [True, False, True]
    assert near.vague
    alone = Contents(remake(records[:2])).entries
    assert not draw_map(alone, BRITAIN, by_country=False).vague


def test_many_points_become_hexagons_that_count_each_of_them(remake: Remake) -> None:
    records = [
        record(n, latitude=50.5 + (n % 30) / 5, longitude=-3 + (n // 30) / 5)
        for n in range(MANY + 20)
    ]
    drawn = draw_map(Contents(remake(records)).entries, BRITAIN, by_country=False)
    assert drawn.dots == ()
    assert [shade.level for shade in drawn.shades] == sorted(s.level for s in drawn.shades)
    assert drawn.shown == MANY + 20


@given(st.lists(st.tuples(st.floats(0, 800), st.floats(0, 900)), min_size=1, max_size=60))
def test_a_point_lies_in_the_hexagon_that_it_is_counted_in(
    points: list[tuple[float, float]],
) -> None:
    for point in points:
        assert math.dist(point, _middle(_cell(point, 18.0), 18.0)) <= 18.0 + 1e-9
    hexagons = {_cell(point, 18.0) for point in points}
    assert sum(shade.path.count("z") for shade in shades(Counter(points), 18.0)) == len(hexagons)


@given(
    st.lists(
        st.tuples(st.floats(-179, 179), st.floats(-80, 80)),
        min_size=1,
        max_size=20,
    )
)
def test_a_frame_shows_all_the_points_it_is_made_for(points: list[tuple[float, float]]) -> None:
    frame = frame_around(points)
    assert all(frame.shows(*point) for point in points)
    assert 0.5 < frame.width / frame.height < 2


def test_land_is_cut_to_the_part_that_is_shown() -> None:
    bristol = land(frame_around([(-2.6, 51.45)]))
    assert bristol.startswith("M")
    assert len(bristol) < 5_000
    assert land(frame_around([(-30.0, 30.0)])) == ""  # the middle of the ocean


def spot(
    country: str, longitude: float | None, latitude: float | None, precision: str = ""
) -> Spot:
    return Spot("Invented", None, country, longitude, latitude, precision or None, ())


@pytest.mark.parametrize(
    ("places", "drawing"),
    [
        ([], None),
        ([spot("GB", None, None)], None),
        ([spot("GB", -2.6, 51.5), spot("GB", None, None)], "GB"),
        ([spot("FR", 2.3, 48.9)], "FR"),
        ([spot("FR", 55.5, -21.1)], WHOLE),  # an island far from the rest of its country
        ([spot("GB", -2.6, 51.5), spot("FR", 2.3, 48.9)], WHOLE),
        ([spot("XX", 2.3, 48.9)], WHOLE),
    ],
)
def test_a_place_is_drawn_in_its_country_or_else_in_the_world(
    places: list[Spot], drawing: str | None
) -> None:
    assert drawing_of(places) == drawing
    drawn = own_map(places)
    if drawing is None or drawn is None:
        assert drawn is None
        return
    assert drawn.picture == picture(drawing)
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.height for dot in drawn.dots)


@pytest.mark.parametrize(
    ("precision", "vague"),
    [("exact", False), ("street", False), ("area", True), ("region", True), ("", True)],
)
def test_only_a_door_or_a_street_has_a_filled_dot(precision: str, *, vague: bool) -> None:
    drawn = own_map([spot("GB", -2.6, 51.5, precision)])
    assert drawn is not None
    assert [dot.vague for dot in drawn.dots] == [vague]


@given(
    st.sampled_from(sorted(outlines()["countries"])),
    st.floats(-180, 180, allow_nan=False),
    st.floats(-90, 90, allow_nan=False),
)
def test_any_point_of_any_country_lies_in_its_drawing_or_in_none(
    country: str, longitude: float, latitude: float
) -> None:
    drawn = own_map([spot(country, longitude, latitude)])
    for dot in drawn.dots if drawn else ():
        assert drawn
        assert 0 <= dot.x <= drawn.width
        assert 0 <= dot.y <= drawn.height


def test_a_page_shows_a_drawing_that_the_site_has(remake: Remake) -> None:
    site = dict(render_site(remake([record(1, latitude=51.5, longitude=-2.6), record(2)])))
    page = site["initiatives/example-1/index.html"].decode()
    assert 'href="../../static/maps/gb.svg"' in page
    assert 'class="dot vague"' in page
    assert b"<image" not in site["initiatives/example-2/index.html"]
    assert [path for path in site if path.startswith("static/maps/")] == ["static/maps/gb.svg"]
    assert ET.fromstring(site["static/maps/gb.svg"]).tag.endswith("svg")


def test_a_drawing_has_the_colours_of_the_style_sheet(site: dict[str, bytes]) -> None:
    light, dark = re.findall(r"--land: (#[0-9a-f]{6})", site["static/site.css"].decode())
    assert (light, dark) == (LIGHT, DARK)
