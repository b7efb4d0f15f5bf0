"""The DCAT catalogue has what a harvester needs, and names no licence that is not the data's."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD
from rdflib.term import Node

from cpstandard.publish.directory import Directory
from cpstandard.publish.linked import render_linked_data
from cpstandard.schema_store import context
from linked.reading import read_with_rdflib

Make = Callable[..., Directory]
SITE = "https://directory.example/"
REQUIRED = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.distribution,
                   DCTERMS.conformsTo, DCTERMS.modified),
    DCAT.Distribution: (DCTERMS.title, DCAT.accessURL, DCAT.downloadURL, DCAT.byteSize,
                        DCTERMS.conformsTo),
    FOAF.Agent: (FOAF.name,),
}  # fmt: skip


def files(directory: Directory) -> dict[str, bytes]:
    return dict(render_linked_data(directory, context()))


def graph_of(directory: Directory) -> Graph:
    return read_with_rdflib(files(directory)["data/catalogue.ttl"], "turtle")


def iri(name: str) -> URIRef:
    return URIRef(f"{SITE}data/catalogue#{name}")


@pytest.fixture
def graph(make_directory: Make) -> Graph:
    return graph_of(make_directory())


def test_both_forms_say_the_same(make_directory: Make) -> None:
    made = files(make_directory())
    turtle = read_with_rdflib(made["data/catalogue.ttl"], "turtle")
    assert isomorphic(turtle, read_with_rdflib(made["data/catalogue.jsonld"]))
    assert made == files(make_directory())


@pytest.mark.parametrize("kind", REQUIRED, ids=lambda kind: str(kind).rsplit("#", maxsplit=1)[-1])
def test_required_properties_are_there(graph: Graph, kind: URIRef) -> None:
    things = set(graph.subjects(RDF.type, kind))
    assert things
    for thing in things:
        for wanted in REQUIRED[kind]:
            assert graph.value(thing, wanted, any=True), (thing, wanted)
    for thing in graph.subjects(RDF.type, DCAT.Dataset):
        assert says_its_terms(graph, thing)
    for thing in graph.subjects(RDF.type, DCAT.Distribution):
        assert says_its_terms(graph, thing)
        assert graph.value(thing, DCAT.mediaType) or graph.value(thing, DCTERMS["format"])


def says_its_terms(graph: Graph, thing: Node) -> bool:
    return bool(graph.value(thing, DCTERMS.license) or graph.value(thing, DCTERMS.rights))


def test_whatever_is_pointed_at_within_the_catalogue_is_described(graph: Graph) -> None:
    own = {o for o in graph.objects() if str(o).startswith(f"{SITE}data/catalogue#")}
    assert own - set(graph.subjects()) == set()


def test_there_is_a_dataset_for_all_and_one_for_each_publisher_shown(graph: Graph) -> None:
    listed = set(graph.objects(iri("catalogue"), DCAT.dataset))
    assert listed == {iri("dataset-all"), iri("dataset-one"), iri("dataset-two")}
    assert "Gone" not in graph.serialize()


def test_a_dataset_of_one_licence_names_it_and_of_several_says_so(graph: Graph) -> None:
    licence = URIRef("https://spdx.org/licenses/CC0-1.0")
    assert graph.value(iri("dataset-two"), DCTERMS.license) == licence
    assert graph.value(iri("dataset-one"), DCTERMS.license) is None
    assert "CC-BY-4.0, OGL-UK-3.0" in str(graph.value(iri("dataset-one"), DCTERMS.rights))


def test_what_stands_apart_is_a_dataset_of_its_own(make_directory: Make) -> None:
    *others, two = make_directory().datasets
    apart = replace(two, group="ODbL-1.0", shares=[replace(two.shares[0], licence="ODbL-1.0")])
    graph = graph_of(make_directory(datasets=[*others, two, apart]))
    found = iri("dataset-two.odbl-1-0")
    assert graph.value(found, DCTERMS.license) == URIRef("https://spdx.org/licenses/ODbL-1.0")
    assert Literal("Data of two.", "en") in set(graph.objects(found, DCTERMS.rights))
    assert found in set(graph.objects(iri("catalogue"), DCAT.dataset))


def test_a_distribution_names_file_size_and_type(graph: Graph) -> None:
    part = iri("dataset-two-json")
    assert graph.value(part, DCAT.downloadURL) == URIRef(f"{SITE}data/two/initiatives.json")
    assert graph.value(part, DCAT.byteSize) == Literal("1200", datatype=XSD.nonNegativeInteger)
    assert str(graph.value(part, DCAT.mediaType)).endswith("media-types/application/json")
    assert graph.value(part, DCTERMS.conformsTo) == URIRef("https://w3id.org/cpstandard/schema/1.0")
    # Not a media type that IANA has registered, and not a form of the standard.
    assert graph.value(iri("dataset-two-jsonl"), DCAT.mediaType) is None
    assert "rfc7946" in str(graph.value(iri("dataset-two-geojson"), DCTERMS.conformsTo))


def test_a_single_publisher_shares_the_files_of_the_whole(make_directory: Make) -> None:
    whole = make_directory()
    only = make_directory(
        records=[{"id": "two-pub"}],
        publisher_of={"two-pub": "two"},
        datasets=[each for each in whole.datasets if not each.publisher],
    )
    graph = graph_of(only)
    addresses = {
        str(graph.value(p, DCAT.downloadURL))
        for p in graph.objects(iri("dataset-two"), DCAT.distribution)
    }
    assert f"{SITE}data/initiatives.json" in addresses


def test_without_an_address_of_the_site_addresses_count_from_the_catalogue(
    make_directory: Make,
) -> None:
    made = files(make_directory(base_url=""))
    base = "https://elsewhere.example/x/data/catalogue.ttl"
    graph = Graph().parse(data=made["data/catalogue.ttl"], format="turtle", publicID=base)
    part = URIRef("https://elsewhere.example/x/data/catalogue#dataset-one-json")
    root = "https://elsewhere.example/x/"
    assert graph.value(part, DCAT.downloadURL) == URIRef(f"{root}data/one/initiatives.json")
    assert graph.value(part, DCAT.accessURL) == URIRef(f"{root}publishers/one/")
    whole = URIRef("https://elsewhere.example/x/data/catalogue#dataset-all")
    assert graph.value(whole, DCAT.landingPage) == URIRef(f"{root}data/")
    catalogue = URIRef("https://elsewhere.example/x/data/catalogue#catalogue")
    assert graph.value(catalogue, FOAF.homepage) == URIRef(root)


def test_a_hostile_name_or_address_breaks_neither_form(make_directory: Make) -> None:
    publisher = make_directory().publishers["two"]
    hostile = type(publisher)(
        "two", 'A " . <x> \\ \n b', "CC0-1.0", 'https://two.example/{a}|"b>', records=1
    )
    directory = make_directory(publishers={**make_directory().publishers, "two": hostile})
    made = files(directory)
    turtle = read_with_rdflib(made["data/catalogue.ttl"], "turtle")
    assert isomorphic(turtle, read_with_rdflib(made["data/catalogue.jsonld"]))
    assert graph_of(directory).value(iri("publisher-two"), FOAF.name) == Literal(hostile.name)


def test_codelists_and_terms_stand_beside_the_standard(make_directory: Make) -> None:
    made = set(files(make_directory()))
    assert {"standard/1.0/codelists/practice.ttl", "standard/1.0/terms.jsonld"} <= made


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("OGL-UK-3.0", "https://spdx.org/licenses/OGL-UK-3.0"),
        ("https://two.example/terms.html", "https://two.example/terms.html"),
        ("LicenseRef-own", None),
    ],
)
def test_a_licence_is_named_by_the_address_it_has(
    make_directory: Make, licence: str, address: str | None
) -> None:
    *others, two = make_directory().datasets
    changed = replace(two, shares=[replace(two.shares[0], licence=licence)])
    graph = graph_of(make_directory(datasets=[*others, changed]))
    found = graph.value(iri("dataset-two"), DCTERMS.license)
    assert found == (URIRef(address) if address else None)
    assert says_its_terms(graph, iri("dataset-two"))
