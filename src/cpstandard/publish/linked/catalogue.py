"""The downloads as a DCAT 3 catalogue."""

import posixpath
from dataclasses import replace

from cpstandard.core.slug import slug
from cpstandard.publish.datasets import FOLDER
from cpstandard.publish.directory import Dataset, Directory, Download, PublisherView
from cpstandard.publish.formats import is_web, licence_address
from cpstandard.publish.linked.nodes import Node, Ref, Text

_STANDARD = "https://w3id.org/cpstandard/schema/"
_GEOJSON = "application/geo+json"
_GEOJSON_RULES = "https://www.rfc-editor.org/rfc/rfc7946"
_IANA = "https://www.iana.org/assignments/media-types/"
_REGISTERED = frozenset(
    {
        "application/json",
        "application/zip",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.apache.parquet",
        "application/vnd.sqlite3",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/csv",
        _GEOJSON,
    }
)

_MOST_NAMED = 10

Fact = tuple[str, Ref | Text]


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
    facts += [("dcat:dataset", Ref(_own_iri(directory, _key(each)))) for each in datasets]
    facts.append(("dcat:service", Ref(_own_iri(directory, "api"))))
    nodes = [Node(_own_iri(directory, "catalogue"), ("dcat:Catalog",), facts), _service(directory)]
    nodes += _agent(own, title, _address(directory, ""), directory.contact)
    for each in datasets:
        nodes += _dataset_nodes(directory, each)
    for publisher in _shown(directory):
        iri = _own_iri(directory, f"publisher-{publisher.id}")
        nodes += _agent(iri, publisher.name, publisher.website, publisher.contact)
    return nodes


def _service(directory: Directory) -> Node:
    """Return the static API, by which each record can be had by itself."""
    words = "Each record, and lists by place, practice, cluster and publisher, as plain files."
    facts: list[Fact] = [
        ("dcterms:title", Text(f"{directory.title}: API", "en")),
        ("dcterms:description", Text(words, "en")),
        ("dcterms:publisher", Ref(_own_iri(directory, "publisher"))),
        ("dcat:endpointURL", Ref(_address(directory, "api/v1/"))),
        ("dcat:endpointDescription", Ref(_address(directory, "api/v1/openapi.json"))),
        ("dcat:landingPage", Ref(_address(directory, "data/api/"))),
        ("dcterms:rights", Text("Each record says its own licence.", "en")),
    ]
    datasets = (
        ("dcat:servesDataset", Ref(_own_iri(directory, _key(d)))) for d in _datasets(directory)
    )
    return Node(_own_iri(directory, "api"), ("dcat:DataService",), [*facts, *datasets])


def _shown(directory: Directory) -> list[PublisherView]:
    """Return the publishers whose records are shown, by id."""
    shown = set(directory.publisher_of.values())
    return [directory.publishers[name] for name in sorted(shown)]


def _datasets(directory: Directory) -> list[Dataset]:
    """Return what is offered: a single publisher's records are the whole, and have its files."""
    publishers = _shown(directory)
    found = list(directory.datasets)
    if len(publishers) == 1 and not any(each.publisher for each in found):
        only = publishers[0]
        found += [replace(each, publisher=only.id, title=only.name) for each in found]
    return found


def _key(dataset: Dataset) -> str:
    """Return what ends a dataset's address; ids of publishers have no dot."""
    whose = dataset.publisher or "all"
    return f"dataset-{whose}" + (f".{slug(dataset.group)}" if dataset.group else "")


def _description(directory: Directory, dataset: Dataset) -> str:
    count = dataset.records
    number = "1 initiative" if count == 1 else f"{count:,} initiatives"
    whose = f"publisher {dataset.shares[0].name}" if dataset.publisher else directory.title
    if not dataset.group:
        return f"{number} of {whose}, each with the source of its facts."
    return f"{number} of {whose} under {dataset.group}, apart from those under other terms."


def _dataset_nodes(directory: Directory, dataset: Dataset) -> list[Node]:
    key = _key(dataset)
    iri = _own_iri(directory, key)
    agent = f"publisher-{dataset.publisher}" if dataset.publisher else "publisher"
    rights = _rights(dataset)
    parts = [
        (_own_iri(directory, f"{key}-{_ending(download)}"), download)
        for download in dataset.downloads
    ]
    facts: list[Fact] = [
        ("dcterms:identifier", Text(key)),
        ("dcterms:title", Text(dataset.title, "en")),
        ("dcterms:description", Text(_description(directory, dataset), "en")),
        ("dcterms:publisher", Ref(_own_iri(directory, agent))),
        ("dcat:landingPage", Ref(_address(directory, _page(dataset)))),
        ("dcterms:conformsTo", Ref(_STANDARD + directory.standard.version)),
        ("dcat:keyword", Text("community power", "en")),
        *_modified(directory),
        *rights,
        *(("dcat:distribution", Ref(part)) for part, _ in parts),
    ]
    nodes = [Node(iri, ("dcat:Dataset",), facts)]
    for part, download in parts:
        nodes.append(_distribution(directory, part, download, dataset, rights))
    return nodes


def _page(dataset: Dataset) -> str:
    return f"publishers/{dataset.publisher}/" if dataset.publisher else f"{FOLDER}/"


def _distribution(
    directory: Directory, iri: str, download: Download, dataset: Dataset, rights: list[Fact]
) -> Node:
    is_geojson = download.media_type == _GEOJSON
    rules = _GEOJSON_RULES if is_geojson else _STANDARD + directory.standard.version
    facts: list[Fact] = [
        ("dcterms:title", Text(f"{dataset.title}: {download.title}", "en")),
        ("dcat:accessURL", Ref(_address(directory, _page(dataset)))),
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


def _rights(dataset: Dataset) -> list[Fact]:
    """Return one licence as such; of several, a statement that each record says its own.

    Beside it stand the words in which the publishers are to be named, while they are few.
    """
    statements = sorted({share.statement for share in dataset.shares})
    named: list[Fact] = []
    if len(statements) <= _MOST_NAMED:
        named = [("dcterms:rights", Text(words, "en")) for words in statements]
    if len(dataset.licences) != 1:
        words = f"Each record says its own licence: {', '.join(dataset.licences)}."
        return [("dcterms:rights", Text(words, "en")), *named]
    licence = dataset.licences[0]
    # SPDX names a licence without the ending of the page that shows it; packages do the same.
    spdx = licence_address(licence).removesuffix(".html")
    address = licence if is_web(licence) else spdx
    if address:
        return [("dcterms:license", Ref(address)), *named]
    return [("dcterms:rights", Text(f"Licence: {licence}.", "en")), *named]


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
