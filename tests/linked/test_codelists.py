"""The codelists as SKOS say what the CSV files say, and Turtle and JSON-LD say the same."""

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from cpstandard.core.codelist import Code, Codelist
from cpstandard.publish.linked.nodes import json_ld, turtle
from cpstandard.publish.linked.skos import codelist_nodes, concept_iri, standard_nodes
from cpstandard.publish.linked.terms import term_nodes
from cpstandard.schema_store import context, standard
from linked.reading import read_with_rdflib

CODELISTS = sorted(standard().codelists)


def graph_of(name: str) -> Graph:
    return read_with_rdflib(turtle(dict(standard_nodes(standard()))[name]), "turtle")


@pytest.mark.parametrize("name", CODELISTS)
def test_both_forms_say_the_same(name: str) -> None:
    nodes = dict(standard_nodes(standard()))[name]
    assert isomorphic(graph_of(name), read_with_rdflib(json_ld(nodes)))


@pytest.mark.parametrize("name", CODELISTS)
def test_every_code_is_a_concept_with_its_titles_and_definition(name: str) -> None:
    graph, codelist = graph_of(name), standard().codelists[name]
    scheme = URIRef(f"https://w3id.org/cpstandard/codelist/{name}")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {
        URIRef(concept_iri(name, code)) for code in codelist.codes
    }
    for code in codelist:
        concept = URIRef(concept_iri(name, code.code))
        assert (concept, SKOS.inScheme, scheme) in graph
        assert (concept, SKOS.notation, Literal(code.code)) in graph
        assert (concept, SKOS.definition, Literal(code.description, "en")) in graph
        labels = {label.language: str(label) for label in graph.objects(concept, SKOS.prefLabel)}
        assert labels["en"] == code.title
        assert labels["cy"]


def test_no_two_concepts_of_a_scheme_share_a_label() -> None:
    for name in CODELISTS:
        labels = [
            str(label).casefold() + str(label.language)
            for label in graph_of(name).objects(None, SKOS.prefLabel)
        ]
        assert len(labels) == len(set(labels)), name


def test_every_practice_is_below_its_cluster_and_names_what_others_call_it() -> None:
    graph = graph_of("practice")
    jury = URIRef(concept_iri("practice", "citizens-jury"))
    assert list(graph.objects(jury, SKOS.broader)) == [
        URIRef(concept_iri("cluster", "decision-making"))
    ]
    assert set(graph.objects(jury, SKOS.note)) == {
        Literal("Participedia: Citizens' Jury"),
        Literal("OECD: Citizens' Jury/Panel"),
    }
    for code in standard().codelists["practice"]:
        assert graph.value(URIRef(concept_iri("practice", code.code)), SKOS.broader)


def test_a_list_without_a_broader_one_has_top_concepts() -> None:
    graph = graph_of("scope")
    scheme = URIRef("https://w3id.org/cpstandard/codelist/scope")
    assert len(list(graph.objects(scheme, SKOS.hasTopConcept))) == len(
        standard().codelists["scope"].codes
    )


def test_text_with_quotes_and_line_ends_survives_and_a_deprecated_code_is_marked() -> None:
    text = 'He said "no\\yes"\r\n\tand\x01 left'
    codelist = Codelist("example", {"old": Code("old", "Old", text, deprecated="Use new.")})
    nodes = codelist_nodes(codelist, "1.0", {})
    graph = read_with_rdflib(turtle(nodes), "turtle")
    concept = URIRef(concept_iri("example", "old"))
    assert graph.value(concept, SKOS.definition) == Literal(text, "en")
    assert bool(graph.value(concept, OWL.deprecated))
    assert isomorphic(graph, read_with_rdflib(json_ld(nodes)))


def test_our_own_terms_are_all_defined_in_both_languages() -> None:
    nodes = term_nodes(standard(), context())
    graph = read_with_rdflib(turtle(nodes), "turtle")
    assert isomorphic(graph, read_with_rdflib(json_ld(nodes)))
    left_out = URIRef("https://w3id.org/cpstandard/terms#communityLeftOut")
    labels = {label.language: str(label) for label in graph.objects(left_out, RDFS.label)}
    assert labels == {"en": "Who was left out", "cy": "Pwy gafodd ei adael allan"}
    for node in nodes:
        assert graph.value(URIRef(node.iri), RDFS.comment), node.iri


def test_the_same_standard_gives_the_same_bytes() -> None:
    first = [turtle(nodes) for _, nodes in standard_nodes(standard())]
    assert first == [turtle(nodes) for _, nodes in standard_nodes(standard())]
