"""The downloads as a DCAT 3 catalogue."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from cpstandard.publish.directory import Directory, Download, PublisherView
from cpstandard.publish.formats import is_web, licence_address
from cpstandard.publish.linked.nodes import Node, Ref, Text

FOLDER = "data"
_STANDARD = "https://w3id.org/cpstandard/schema/"
_GEOJSON = "application/geo+json"
_GEOJSON_RULES = "https://www.rfc-editor.org/rfc/rfc7946"
_IANA = "https://www.iana.org/assignments/media-types/"
_REGISTERED = frozenset(
    {
        "application/json",
        "application/zip",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/csv",
        _GEOJSON,
    }
)

Fact = tuple[str, Ref | Text]


@dataclass(frozen=True, slots=True)
class _Dataset:
    """What goes together: all records, or one publisher's. ``key`` ends its address."""

    key: str
    title: str
    description: str
    agent: str
    licences: Sequence[str]
    page: str
    downloads: Sequence[Download]


def catalogue_nodes(directory: Directory) -> list[Node]:
    """Return the catalogue, who publishes it, its datasets, their publishers and distributions.

    Addresses are absolute where the site's own is known, else they count from the catalogue's file.
    """
    own = _own_iri(directory, "publisher")
    datasets = _datasets(directory)
    title = directory.title
    facts: list[Fact] = [
        ("dcterms:title", Text(title, "en")),
        ("dcterms:description", Text(f"{title}: initiatives of community power as data.", "en")),
        ("dcterms:publisher", Ref(own)),
        ("dcterms:language", Text("en")),
        ("foaf:homepage", Ref(_address(directory, ""))),
        *_modified(directory),
    ]
    facts += [("dcat:dataset", Ref(_own_iri(directory, each.key))) for each in datasets]
    nodes = [Node(_own_iri(directory, "catalogue"), ("dcat:Catalog",), facts)]
    nodes += _agent(own, title, _address(directory, ""), directory.contact)
    for each in datasets:
        nodes += _dataset_nodes(directory, each)
    for publisher in _shown(directory):
        iri = _own_iri(directory, f"publisher-{publisher.id}")
        nodes += _agent(iri, publisher.name, publisher.website, publisher.contact)
    return nodes


def _shown(directory: Directory) -> list[PublisherView]:
    """Return the publishers whose records are shown, by id."""
    shown = set(directory.publisher_of.values())
    return [directory.publishers[name] for name in sorted(shown)]


def _datasets(directory: Directory) -> list[_Dataset]:
    publishers = _shown(directory)
    licences = _licences(directory)
    of_all = _below(directory, FOLDER)
    whole = _Dataset(
        "dataset-all",
        f"{directory.title}: all initiatives",
        f"All {len(directory.records)} initiatives of the directory, together.",
        "publisher",
        sorted(set().union(*licences.values())),
        f"{FOLDER}/",
        of_all,
    )
    of_each = [
        _Dataset(
            f"dataset-{publisher.id}",
            f"Initiatives of {publisher.name}",
            f"The initiatives that {publisher.name} publishes, {publisher.records} in number.",
            f"publisher-{publisher.id}",
            sorted(licences[publisher.id]),
            f"publishers/{publisher.id}/",
            # A single publisher's records are the whole and are not given twice.
            _below(directory, f"{FOLDER}/{publisher.id}") or of_all,
        )
        for publisher in publishers
    ]
    return [whole, *of_each] if publishers else []


def _below(directory: Directory, folder: str) -> list[Download]:
    return [each for each in directory.downloads if posixpath.dirname(each.path) == folder]


def _licences(directory: Directory) -> dict[str, set[str]]:
    """Return the licences of each publisher's records; a record may have one of its own."""
    licences: dict[str, set[str]] = {}
    for record in directory.records:
        publisher = directory.publishers[directory.publisher_of[record["id"]]]
        licence = record.get("provenance", {}).get("licence", publisher.licence)
        licences.setdefault(publisher.id, set()).add(licence)
    return licences


def _dataset_nodes(directory: Directory, dataset: _Dataset) -> list[Node]:
    iri = _own_iri(directory, dataset.key)
    rights = _rights(dataset.licences)
    parts = [
        (_own_iri(directory, f"{dataset.key}-{_ending(download)}"), download)
        for download in dataset.downloads
    ]
    facts: list[Fact] = [
        ("dcterms:title", Text(dataset.title, "en")),
        ("dcterms:description", Text(dataset.description, "en")),
        ("dcterms:identifier", Text(dataset.key)),
        ("dcterms:publisher", Ref(_own_iri(directory, dataset.agent))),
        ("dcat:landingPage", Ref(_address(directory, dataset.page))),
        ("dcterms:conformsTo", Ref(_STANDARD + directory.standard.version)),
        ("dcat:keyword", Text("community power", "en")),
        *_modified(directory),
        *rights,
        *(("dcat:distribution", Ref(part)) for part, _ in parts),
    ]
    nodes = [Node(iri, ("dcat:Dataset",), facts)]
    for part, download in parts:
        nodes.append(_distribution(directory, part, download, dataset.page, rights))
    return nodes


def _distribution(
    directory: Directory, iri: str, download: Download, page: str, rights: list[Fact]
) -> Node:
    is_geojson = download.media_type == _GEOJSON
    rules = _GEOJSON_RULES if is_geojson else _STANDARD + directory.standard.version
    facts: list[Fact] = [
        ("dcterms:title", Text(download.title, "en")),
        ("dcat:accessURL", Ref(_address(directory, page))),
        ("dcat:downloadURL", Ref(_address(directory, download.path))),
        _format(download.media_type),
        ("dcat:byteSize", Text(str(download.size), datatype="xsd:nonNegativeInteger")),
        ("dcterms:conformsTo", Ref(rules)),
        *_modified(directory),
        *rights,
    ]
    return Node(iri, ("dcat:Distribution",), facts)


def _format(media_type: str) -> Fact:
    # DCAT keeps dcat:mediaType for what IANA has registered.
    if media_type in _REGISTERED:
        return ("dcat:mediaType", Ref(_IANA + media_type))
    return ("dcterms:format", Text(media_type))


def _rights(licences: Sequence[str]) -> list[Fact]:
    """Return one licence as such; of several, a statement that each record says its own."""
    if len(licences) > 1:
        words = f"Each record says its own licence: {', '.join(licences)}."
        return [("dcterms:rights", Text(words, "en"))]
    licence = licences[0]
    # SPDX names a licence without the ending of the page that shows it; packages do the same.
    spdx = licence_address(licence).removesuffix(".html")
    address = licence if is_web(licence) else spdx
    if address:
        return [("dcterms:license", Ref(address))]
    return [("dcterms:rights", Text(f"Licence: {licence}.", "en"))]


def _agent(iri: str, name: str, home: str, contact: str) -> list[Node]:
    facts: list[Fact] = [("foaf:name", Text(name))]
    if home:
        facts.append(("foaf:homepage", Ref(home)))
    if contact:
        facts.append(("foaf:mbox", Ref(f"mailto:{contact}")))
    return [Node(iri, ("foaf:Agent",), facts)]


def _modified(directory: Directory) -> list[Fact]:
    day = directory.now[:10]
    return [("dcterms:modified", Text(day, datatype="xsd:date"))] if day else []


def _ending(download: Download) -> str:
    return posixpath.splitext(download.path)[1].lstrip(".")


def _own_iri(directory: Directory, fragment: str) -> str:
    # Without an ending, so that both forms of the catalogue speak of the same things.
    return f"{_address(directory, f'{FOLDER}/catalogue')}#{fragment}"


def _address(directory: Directory, path: str) -> str:
    """Return the address of a file or folder of the site, as the catalogue names it."""
    if directory.base_url:
        return f"{directory.base_url.rstrip('/')}/{path}"
    beside = posixpath.relpath(path or ".", FOLDER)
    return f"{beside}/" if path.endswith("/") or not path else beside
