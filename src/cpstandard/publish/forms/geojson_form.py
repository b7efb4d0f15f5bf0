"""Writes the places of a package as GeoJSON (RFC 7946): a point for each place that has one."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from cpstandard.core.json_codec import public_json
from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.publish.forms.pieces import Pieces, write_joined

_COPIED = ("id", "name", "clusters", "practices", "started", "ended")
_END = b"\n]}\n"


def write_geojson_piece(records: Iterable[Record], out: BinaryIO, standard: Standard) -> None:
    """Write the features of some records as they stand in the list of the collection.

    Places without a point are left out.
    """
    del standard  # every version looks the same on a map
    features = (feature for record in records for feature in _features(record))
    out.writelines(
        (b",\n" if position else b"") + public_json(feature)
        for position, feature in enumerate(features)
    )


def join_geojson(header: Record, pieces: Sequence[Path], out: BinaryIO, standard: Standard) -> None:
    """Write a ``FeatureCollection`` around the pieces of its list; UTF-8.

    It is a view for maps, not a form of the standard: it cannot be read back as a package.
    """
    del standard
    _write_beginning(header, out)
    write_joined(pieces, out, b",\n")
    out.write(_END)


def _write_beginning(header: Record, out: BinaryIO) -> None:
    titled = {"title": header["title"]} if "title" in header else {}
    licence = header["licence"]
    opening = {"type": "FeatureCollection", **titled, "licence": licence, "features": []}
    out.write(public_json(opening)[:-2] + b"\n")


def _features(record: Record) -> Iterator[dict[str, Any]]:
    about = {name: record[name] for name in _COPIED if name in record}
    status = record.get("status")
    if status:
        about["status"] = {"code": status["code"], "asOf": status["asOf"]}
    licence = record.get("provenance", {}).get("licence")
    if licence:
        about["licence"] = licence
    for place in record.get("places", ()):
        if "latitude" in place:
            where = {
                "place": place["name"],
                "country": place["country"],
                "precision": place.get("precision", "area"),
            }
            yield {
                "type": "Feature",
                # RFC 7946 puts longitude first.
                "geometry": {
                    "type": "Point",
                    "coordinates": [place["longitude"], place["latitude"]],
                },
                "properties": {**about, **where},
            }


GEOJSON_PIECES = Pieces("geojson", write_geojson_piece, join_geojson)
