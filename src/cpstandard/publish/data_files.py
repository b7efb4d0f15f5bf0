"""What belongs to the downloads, for machines: licences, attribution, dictionary, Data Packages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cpstandard.core.licences import Licence
from cpstandard.publish.datapackage import data_package
from cpstandard.publish.datasets import FOLDER
from cpstandard.publish.dictionary import Dictionary
from cpstandard.publish.directory import Dataset, Directory, Share
from cpstandard.publish.renderer import File, json_file


@dataclass(frozen=True, slots=True)
class LicenceView:
    """One licence of the directory's records: ``code`` as the records give it, and who gives them.

    ``known`` is ``None`` for a licence of which nothing is known here. ``datasets`` are those of
    all publishers in which its records stand.
    """

    code: str
    known: Licence | None
    records: int
    shares: Sequence[Share]
    datasets: Sequence[Dataset]


def data_files(directory: Directory) -> Iterator[File]:
    """Yield the files; of the directory, its records are not needed."""
    licences = licence_views(directory)
    dictionary = Dictionary(directory.data_standard)
    yield json_file("data/licences.json", _for_machines(directory, licences))
    yield "data/attribution.txt", _attribution(directory, licences).encode()
    yield json_file("data/dictionary.json", dictionary.as_json())
    yield "data/dictionary.csv", dictionary.as_csv()
    yield from _packages(directory)


def _packages(directory: Directory) -> Iterator[File]:
    """Yield a Data Package of all records, and one for each publisher."""
    groups: dict[str, list[Dataset]] = {}
    for dataset in directory.datasets:
        folder = f"{FOLDER}/{dataset.publisher}" if dataset.publisher else FOLDER
        groups.setdefault(folder, []).append(dataset)
    for folder, datasets in groups.items():
        if any(each.downloads for each in datasets):
            package = data_package(directory, folder, datasets)
            yield json_file(f"{folder}/datapackage.json", package)


def licence_views(directory: Directory) -> list[LicenceView]:
    """Return the licences of the records, those of most records first."""
    whole = [each for each in directory.datasets if not each.publisher]
    counts = Counter[str]()
    for dataset in whole:
        for share in dataset.shares:
            counts[share.licence] += share.records
    ranked = sorted(counts, key=lambda licence: (-counts[licence], licence))
    return [
        LicenceView(
            licence,
            directory.standard.licences.find(licence),
            counts[licence],
            [s for each in whole for s in each.shares if s.licence == licence],
            [each for each in whole if licence in each.licences],
        )
        for licence in ranked
    ]


def _for_machines(directory: Directory, licences: Sequence[LicenceView]) -> dict[str, Any]:
    return {
        "title": directory.title,
        "dataDate": directory.now,
        "licences": [_licence(each) for each in licences],
    }


def _licence(view: LicenceView) -> dict[str, Any]:
    return {
        "licence": view.code,
        **(_terms(view.known) if view.known else {}),
        "records": view.records,
        "statements": [
            {"publisher": s.publisher, "records": s.records, "statement": s.statement}
            for s in view.shares
        ],
        "folders": [f"{each.folder}/" for each in view.datasets],
    }


def _terms(licence: Licence) -> dict[str, Any]:
    return {
        "title": licence.title,
        "address": licence.address,
        "open": licence.is_open,
        "allows": licence.allows,
        "attribution": licence.attribution,
        "shareAlike": licence.share_alike,
        "nonCommercial": licence.non_commercial,
        "treatment": str(licence.treatment),
        "reason": licence.reason,
    }


def _attribution(directory: Directory, licences: Sequence[LicenceView]) -> str:
    """Return the words in which all publishers are to be named, to be copied as they are."""
    lines = [
        f"{directory.title}, data of {directory.now[:10]}." if directory.now else directory.title,
        "Keep the lines of those whose records you use with the data, or with what you make of it.",
    ]
    for view in licences:
        title = f"{view.known.title} ({view.known.address})" if view.known else view.code
        lines += ["", title, *(f"- {share.statement}" for share in view.shares)]
    return "\n".join(lines) + "\n"
