"""``datapackage.json``: the downloads as a Data Package, with a schema for what is a table."""

import posixpath
from collections.abc import Iterable
from typing import Any

from cpstandard.core.standard import Field, Schema, Standard
from cpstandard.core.table_form import PACKAGE_PREFIX, Column, Kind, TableForm, table_form
from cpstandard.publish.directory import Dataset, Directory, Download
from cpstandard.publish.formats import is_web, licence_address

_PROFILE = "https://datapackage.org/profiles/1.0/datapackage.json"
_KINDS = {Kind.NUMBER: "number", Kind.BOOLEAN: "boolean"}


def data_package(directory: Directory, folder: str, datasets: Iterable[Dataset]) -> dict[str, Any]:
    """Return the package that describes ``datasets``, all of them in or below ``folder``."""
    chosen = list(datasets)
    form = directory.data_standard.once(Headings)
    licences = sorted({licence for each in chosen for licence in each.licences})
    named = sorted({(share.publisher, share.name) for each in chosen for share in each.shares})
    name = posixpath.basename(folder) if chosen[0].publisher else "initiatives"
    about = {
        "profile": "data-package",
        "name": name,
        "title": chosen[0].title if chosen[0].publisher else directory.title,
        "description": "Initiatives of community power, each with its sources, provenance and "
        "licence, in the open standard's own shape and in forms for other tools.",
        "homepage": directory.base_url,
        "version": directory.now[:10],
        "keywords": ["community power", f"cpstandard-{directory.standard.version}"],
        "licenses": [_licence(directory, licence) for licence in licences],
        "sources": [_source(directory, who, title) for who, title in named],
        "attributions": sorted({share.statement for each in chosen for share in each.shares}),
        "resources": [
            _resource(directory, folder, each, download, form)
            for each in chosen
            for download in each.downloads
        ],
    }
    return {key: value for key, value in about.items() if value}


def _resource(
    directory: Directory, folder: str, dataset: Dataset, download: Download, form: "Headings"
) -> dict[str, Any]:
    path = posixpath.relpath(download.path, folder)
    ending = posixpath.splitext(path)[1].lstrip(".")
    found = {
        "name": path.replace("/", "-").lower(),
        "title": f"{dataset.title}: {download.title}",
        "description": download.purpose,
        "path": path,
        "format": ending,
        "mediatype": download.media_type,
        "bytes": download.size,
        "hash": f"sha256:{download.sha256}" if download.sha256 else "",
        "licenses": [_licence(directory, licence) for licence in dataset.licences],
    }
    if download.columns:
        found |= {
            "profile": "tabular-data-resource",
            # The file begins with a mark, as Excel wants it.
            "encoding": "utf-8-sig",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
            "schema": {
                "fields": [form.field(heading) for heading in download.columns],
                "missingValues": [""],
            },
        }
    return {key: value for key, value in found.items() if value not in ("", [])}


def _licence(directory: Directory, licence: str) -> dict[str, str]:
    known = directory.standard.licences.find(licence)
    if known:
        return {"name": known.code, "title": known.title, "path": known.address}
    address = licence if is_web(licence) else licence_address(licence)
    return {"title": licence, "path": address} if address else {"name": licence}


def _source(directory: Directory, publisher: str, title: str) -> dict[str, str]:
    view = directory.publishers.get(publisher)
    found = {"title": title}
    if view and is_web(view.website):
        found["path"] = view.website
    return found


class Headings:
    """Finds the field that stands under a heading of the single table."""

    def __init__(self, standard: Standard) -> None:
        """Take the spreadsheet form of ``standard``."""
        self._form = table_form(standard)
        self._columns = dict(_headings(self._form))

    def field(self, heading: str) -> dict[str, Any]:
        """Return the field of a Table Schema for the column under ``heading``."""
        column = self._columns.get(heading) or self._columns.get(_first(heading))
        if column is None:
            return {"name": heading, "type": "string"}
        return {
            "name": heading,
            "title": column.field.title,
            "description": column.field.description,
            "type": _KINDS.get(column.kind, "string"),
            **({"trueValues": ["TRUE"], "falseValues": ["FALSE"]} if _is_boolean(column) else {}),
            **_constraints(column.field, column.field.schema, heading, self._form),
        }


def _is_boolean(column: Column) -> bool:
    return column.kind is Kind.BOOLEAN


def _headings(form: TableForm) -> Iterable[tuple[str, Column]]:
    for column in form.meta:
        yield PACKAGE_PREFIX + column.numbered(1).heading, column
    for column in form.main.columns:
        yield column.numbered(1).heading, column
    for sheet in form.lists:
        for column in sheet.columns:
            yield sheet.numbered(column.numbered(1), 1), column


def _first(heading: str) -> str:
    """Return the heading of a list's first item for that of any: ``Place 1: Name`` for 7."""
    parts = heading.split(": ")
    numbered = [part.rpartition(" ") for part in parts]
    return ": ".join(
        f"{before} 1" if before and number.isdecimal() else f"{before}{space}{number}"
        for before, space, number in numbered
    )


def _constraints(field: Field, schema: Schema, heading: str, form: TableForm) -> dict[str, Any]:
    """Return what holds of every row: of the columns of lists only that they may be empty."""
    found: dict[str, Any] = {n: schema[n] for n in ("minimum", "maximum") if n in schema}
    is_main = heading in {column.heading for column in form.main.columns}
    if is_main and field.required and len(field.path) == 1:
        found["required"] = True
    if is_main and field.path == ("id",):
        found["unique"] = True
    return {"constraints": found} if found else {}
