"""Writes the places of a package as GeoJSON (RFC 7946): a point for each place that has one."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard

_COPIED = ("id", "name", "clusters", "practices", "started", "ended")


def write_geojson(
    header: Record, records: Iterable[Record], out: BinaryIO, standard: Standard
) -> None:
    """Write a ``FeatureCollection`` in UTF-8; places without a point are left out.

    It is a view for maps, not a form of the standard: it cannot be read back as a package.
    """
    del standard  # every version looks the same on a map
    encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    opening = {"type": "FeatureCollection", "licence": header["licence"], "features": []}
    out.write(encoder.encode(opening)[:-2].encode() + b"\n")
    features = (feature for record in records for feature in _features(record))
    out.writelines(
        (b",\n" if position else b"") + encoder.encode(feature).encode()
        for position, feature in enumerate(features)
    )
    out.write(b"\n]}\n")


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
