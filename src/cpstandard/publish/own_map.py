"""The small map of one initiative: dots over a drawing of its country that all its pages share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from cpstandard.publish.brief import Spot
from cpstandard.publish.outlines import land, rings_of
from cpstandard.publish.projection import BRITAIN, WORLD, Frame, frame_around

WHOLE = "world"
"""The drawing for places in several countries, and for those that no country's drawing shows."""

_CLOSE = ("exact", "street")
_SHOWN = (290, 240)  # CSS pixels that a map has for its width and its height
_RADIUS = 6  # CSS pixels

# As in the style sheet, which a drawing of its own does not see.
LIGHT, DARK = "#e0dac8", "#323c48"


@dataclass(frozen=True, slots=True)
class OwnDot:
    """A place: its middle in units of the drawing; a ``vague`` one stands for an area."""

    x: float
    y: float
    vague: bool


@dataclass(frozen=True, slots=True)
class OwnMap:
    """Dots of ``radius`` over the drawing of the land in ``picture``, an address from the root."""

    picture: str
    width: int
    height: int
    radius: float
    dots: tuple[OwnDot, ...]

    @property
    def vague(self) -> bool:
        """Whether any dot stands for an area."""
        return any(dot.vague for dot in self.dots)


def own_map(places: Sequence[Spot]) -> OwnMap | None:
    """Return the map of an initiative's places; ``None`` where none of them has a point.

    A dot is drawn open unless the record says that its point is that of a street or a door.
    """
    drawing = drawing_of(places)
    if drawing is None:
        return None
    frame = frame_of(drawing)
    dots: dict[tuple[float, float], OwnDot] = {}
    for place in places:
        if place.longitude is None or place.latitude is None:
            continue
        if frame.shows(place.longitude, place.latitude):
            x, y = (round(each, 1) for each in frame.place(place.longitude, place.latitude))
            dots.setdefault((x, y), OwnDot(x, y, place.precision not in _CLOSE))
    if not dots:
        return None
    unit = max(frame.width / _SHOWN[0], frame.height / _SHOWN[1])
    radius = round(_RADIUS * unit, 1)
    return OwnMap(picture(drawing), frame.width, frame.height, radius, tuple(dots.values()))


def drawing_of(places: Iterable[Spot]) -> str | None:
    """Return which drawing shows the places that have a point: a country's, or the world's."""
    points = [
        (place.country, place.longitude, place.latitude)
        for place in places
        if place.longitude is not None and place.latitude is not None
    ]
    countries = {country for country, _, _ in points}
    if not points:
        return None
    if len(countries) > 1 or not rings_of(points[0][0]):
        return WHOLE
    frame = frame_of(points[0][0])
    return points[0][0] if all(frame.shows(x, y) for _, x, y in points) else WHOLE


def picture(drawing: str) -> str:
    """Return the address of a drawing."""
    return f"static/maps/{drawing.lower()}.svg"


def base_drawing(drawing: str) -> bytes:
    """Return a drawing of land in SVG, for light and dark."""
    frame = frame_of(drawing)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}">'
        f"<style>path{{fill:{LIGHT}}}@media(prefers-color-scheme:dark){{path{{fill:{DARK}}}}}"
        f'</style><path d="{land(frame)}"/></svg>\n'
    ).encode()


@cache
def frame_of(drawing: str) -> Frame:
    """Return what a drawing shows: of a country its largest piece of land, and what is beside it.

    Islands across the sea would make the rest too small to see anything on it.
    """
    if drawing == WHOLE:
        return WORLD
    if drawing == "GB":
        return BRITAIN
    return frame_around(max(rings_of(drawing), key=_extent))


def _extent(ring: Sequence[tuple[float, float]]) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))
