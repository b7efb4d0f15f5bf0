"""The downloads: all records together, and each publisher's, in every form."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cpstandard.core.record import Record, Records
from cpstandard.core.standard import Standard
from cpstandard.publish.directory import Download
from cpstandard.publish.forms import (
    Writer,
    write_csv,
    write_json,
    write_jsonl,
    write_ods,
    write_xlsx,
)
from cpstandard.publish.forms.geojson_form import write_geojson

EACH_RECORD = "LicenseRef-each-record"
"""The licence of a package whose records have several: each says its own (an SPDX custom id)."""


@dataclass(frozen=True, slots=True)
class _Form:
    ending: str
    title: str
    media_type: str
    write: Writer


_FORMS = (
    _Form("json", "JSON", "application/json", write_json),
    _Form("jsonl", "JSON Lines", "application/jsonl", write_jsonl),
    _Form("csv", "CSV", "text/csv", write_csv),
    _Form(
        "xlsx",
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_xlsx,
    ),
    _Form(
        "ods",
        "OpenDocument spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        write_ods,
    ),
    _Form("geojson", "GeoJSON (places with a point)", "application/geo+json", write_geojson),
)


@dataclass(frozen=True, slots=True)
class Package:
    """An envelope with the records that go into it, which are read several times."""

    header: Record
    records: Iterable[Record]


@dataclass(slots=True)
class Rendering:
    """A download that is yet to be written; it knows its ``size`` (bytes) when it was."""

    path: str
    title: str
    media_type: str
    write_to: Callable[[BinaryIO], None]
    size: int = 0

    def write(self, out: BinaryIO) -> None:
        """Write the whole file to ``out``, an empty file that can be sought in."""
        self.write_to(out)
        self.size = out.seek(0, io.SEEK_END)

    def listed(self) -> Download:
        """Return it as the pages list it."""
        return Download(self.path, self.title, self.media_type, self.size)


def together(title: str, packages: Sequence[Package]) -> Package:
    """Return one aggregate package of all the publishers' records, in the order given."""
    licences = {
        record.get("provenance", {}).get("licence", package.header["licence"])
        for package in packages
        for record in package.records
    }
    extensions = {name for package in packages for name in package.header.get("extensions", ())}
    header = {
        "standardVersion": packages[0].header["standardVersion"],
        **({"extensions": sorted(extensions)} if extensions else {}),
        "title": title,
        "aggregate": True,
        "publisher": {"id": "directory", "name": title},
        "licence": licences.pop() if len(licences) == 1 else EACH_RECORD,
    }
    return Package(header, Records(lambda: (r for package in packages for r in package.records)))


def render_downloads(
    title: str, packages: Sequence[Package], standard: Standard
) -> Iterator[Rendering]:
    """Yield each download: all together, then publisher by publisher.

    A single publisher's package is the whole, so it is not given twice.
    """
    whole = together(title, packages)
    yield from _in_every_form("data/initiatives", "All initiatives", whole, standard)
    for package in packages if len(packages) > 1 else ():
        publisher = package.header["publisher"]
        path = f"data/{publisher['id']}/initiatives"
        yield from _in_every_form(path, publisher["name"], package, standard)


def _in_every_form(
    path: str, title: str, package: Package, standard: Standard
) -> Iterator[Rendering]:
    for form in _FORMS:

        def write(out: BinaryIO, form: _Form = form) -> None:
            form.write(package.header, package.records, out, standard)

        yield Rendering(f"{path}.{form.ending}", f"{title}: {form.title}", form.media_type, write)
