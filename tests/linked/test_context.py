"""The JSON-LD context: every field has a property, and a package gives the triples expected."""

import json
from typing import Any

import pytest
from pyld import jsonld
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, PROV, RDF, XSD

from cpstandard.core.standard import Field
from cpstandard.publish.linked.package import INITIATIVE, unlinked
from cpstandard.publish.linked.skos import concept_iri
from cpstandard.schema_store import context, extensions, schema_folder, standard
from linked.reading import Package, as_json_ld, read_with_pyld, read_with_rdflib

SCHEMA = Namespace("https://schema.org/")
CPS = Namespace("https://w3id.org/cpstandard/terms#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
SWAN = URIRef(INITIATIVE + "example-town-swan-pub")

LEFT_OUT: set[str] = set()
"""Fields that the context leaves out on purpose: none. A new one has to be mapped or named here."""


def term_at(path: tuple[str, ...], *, of_package: bool) -> Any:
    here: Any = context() if of_package else context()["initiatives"]["@context"]
    names = [name for name in path if name != "*"]
    for name in names[:-1]:
        here = here[name]["@context"]
    return here.get(names[-1])


def path_of(field: Field) -> str:
    return ".".join(field.path).replace(".*", "[]")


def test_every_field_has_a_property_or_is_left_out_on_purpose() -> None:
    missing = {path_of(f) for f in standard().fields() if term_at(f.path, of_package=False) is None}
    missing |= {
        f"package.{path_of(f)}"
        for f in standard().envelope_fields()
        if term_at(f.path, of_package=True) is None
    }
    assert missing == LEFT_OUT


def test_no_term_is_left_of_a_field_that_is_gone() -> None:
    def walk(terms: dict[str, Any], path: str) -> set[str]:
        found = set()
        for name, term in terms.items():
            # Names of prefixes and keywords are no fields.
            if name.startswith("@") or (not path and name in PREFIXES):
                continue
            found.add(path + name)
            inner = term.get("@context") if isinstance(term, dict) else None
            if isinstance(inner, dict):
                found |= walk(inner, f"{path}{name}.")
        return found

    own = {path_of(f).replace("[]", "") for f in standard().fields()}
    wanted = {f"initiatives.{path}" for path in own} | {"initiatives"}
    wanted |= {path_of(f).replace("[]", "") for f in standard().envelope_fields()}
    assert walk(context(), "") == wanted


PREFIXES = {"cps", "schema", "dcterms", "prov", "pav", "skos", "geo", "edtf", "xsd"}


def test_codes_become_the_concepts_of_their_list_whatever_they_are_called() -> None:
    # A code such as "funding" must not be taken for the term of that name.
    for field in standard().fields():
        if not field.codelist:
            continue
        codes = list(standard().codelists[field.codelist].codes)
        value: Any = codes
        for name in reversed([name for name in field.path if name != "*"]):
            value = {name: value}
        text = json.dumps(jsonld.expand({"@context": context(), "initiatives": value}))
        for code in codes:
            assert f'"{concept_iri(field.codelist, code)}"' in text, (path_of(field), code)


@pytest.mark.parametrize("which", ["full", "founding"])
def test_what_is_added_can_be_taken_away_again(which: str, request: Any) -> None:
    package = request.getfixturevalue(which)
    assert unlinked(json.loads(as_json_ld(package))) == package


def test_two_libraries_read_the_full_example_alike(full: Package) -> None:
    document = as_json_ld(full)
    assert isomorphic(read_with_rdflib(document), read_with_pyld(document))


def test_nothing_of_the_full_example_is_dropped(full: Package) -> None:
    graph = read_with_pyld(as_json_ld(full))
    objects = set(graph.objects())
    literals = {str(each) for each in objects if isinstance(each, Literal)}
    numbers = {
        float(each)
        for each in objects
        if isinstance(each, Literal) and each.datatype in (XSD.integer, XSD.double)
    }
    tails = {str(each).rsplit("/", 1)[-1] for each in objects} | {str(each) for each in objects}
    for value in leaves(full):
        if isinstance(value, bool):
            assert Literal(value) in objects, value
        elif isinstance(value, int | float):
            assert float(value) in numbers, value
        else:
            as_time = value.replace("Z", "+00:00")
            assert value in literals | tails or as_time in literals, value


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for part in value.values() for leaf in leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part)]
    return [value]


def test_the_context_alone_reads_a_package_as_it_is(full: Package) -> None:
    expanded = jsonld.to_rdf({"@context": context(), **full}, {"format": "application/n-quads"})
    graph = Graph().parse(data=expanded, format="ntriples")
    swan = graph.value(None, DCTERMS.identifier, Literal("example-town-swan-pub"))
    assert graph.value(swan, SCHEMA.name) == Literal("The Swan (invented example)")
    assert (swan, DCTERMS.type, URIRef(concept_iri("practice", "community-pub"))) in graph
    assert graph.value(swan, SCHEMA.foundingDate) == Literal("2014-03~", datatype=EDTF)


@pytest.fixture
def graph(full: Package) -> Graph:
    return read_with_pyld(as_json_ld(full))


def test_an_initiative_is_a_project_with_names_in_their_languages(graph: Graph) -> None:
    assert (SWAN, RDF.type, SCHEMA.Project) in graph
    assert set(graph.objects(SWAN, SCHEMA.name)) == {
        Literal("The Swan (invented example)", "en"),
        Literal("Yr Alarch", "cy"),
    }
    assert Literal("Yr Alarch; yr hen dafarn", "cy") in set(
        graph.objects(SWAN, SCHEMA.alternateName)
    )


def test_dates_are_typed_and_an_approximate_one_is_not_called_exact(graph: Graph) -> None:
    assert graph.value(SWAN, SCHEMA.dissolutionDate) == Literal("2024-11-30", datatype=XSD.date)
    assert graph.value(SWAN, SCHEMA.foundingDate) == Literal("2014-03~", datatype=EDTF)
    types = {o.datatype for o in graph.objects(None, SCHEMA.startDate) if isinstance(o, Literal)}
    assert types == {XSD.gYear, XSD.gYearMonth, XSD.date}
    assert graph.value(SWAN, DCTERMS.modified).datatype == XSD.date


def test_a_date_that_is_none_keeps_its_text(full: Package) -> None:
    record = full["initiatives"][0]
    record["ended"] = "2023-02-30"
    graph = read_with_pyld(as_json_ld(full))
    assert graph.value(SWAN, SCHEMA.dissolutionDate) == Literal("2023-02-30", datatype=EDTF)


def test_places_and_organisations_are_schema_orgs(graph: Graph) -> None:
    town = next(p for p in graph.objects(SWAN, SCHEMA.location) if graph.value(p, SCHEMA.latitude))
    assert (town, RDF.type, SCHEMA.Place) in graph
    assert float(graph.value(town, SCHEMA.longitude)) == -3.25
    society = graph.value(None, SCHEMA.name, Literal("The Swan Community Benefit Society"))
    numbers = {
        (str(graph.value(i, SCHEMA.propertyID)), str(graph.value(i, SCHEMA.value)))
        for o in graph.subjects(RDF.type, SCHEMA.Organization)
        for i in graph.objects(o, SCHEMA.identifier)
        if (i, RDF.type, SCHEMA.PropertyValue) in graph
    }
    assert society is not None
    assert {("GB-MPR", "9999"), ("GB-COH", "RS009999")} <= numbers


def test_only_a_grant_is_called_a_grant(graph: Graph) -> None:
    grants = set(graph.subjects(RDF.type, SCHEMA.MonetaryGrant))
    assert grants == set(graph.objects(SWAN, SCHEMA.funding)) == {URIRef(f"{SWAN}#funding-f2")}
    assert (URIRef(f"{SWAN}#funding-f2"), DCTERMS.isPartOf, URIRef(f"{SWAN}#funding-f1")) in graph


def test_claims_cite_their_sources_and_their_rivals(graph: Graph) -> None:
    claim, source = URIRef(f"{SWAN}#claim-c1"), URIRef(f"{SWAN}#source-s2")
    assert (claim, RDF.type, SCHEMA.Claim) in graph
    assert (claim, SCHEMA.citation, source) in graph
    assert (claim, PROV.wasDerivedFrom, source) in graph
    assert (claim, CPS.rivalClaim, URIRef(f"{SWAN}#claim-c2")) in graph
    assert (SWAN, SCHEMA.subjectOf, source) in graph


def test_the_founding_collection_is_all_there(founding: Package) -> None:
    graph = read_with_rdflib(as_json_ld(founding))
    assert len(set(graph.subjects(RDF.type, SCHEMA.Project))) == len(founding["initiatives"])
    cited = set(graph.objects(None, PROV.wasDerivedFrom))
    assert cited <= set(graph.objects(None, SCHEMA.subjectOf))
    claims = sum(len(each.get("evidence", [])) for each in founding["initiatives"])
    assert len(set(graph.subjects(RDF.type, SCHEMA.Claim))) == claims


def test_keys_that_json_ld_would_obey_are_not_passed_on() -> None:
    hostile = {
        "id": "a-b",
        "@context": "https://evil.example/c",
        "@id": "https://evil.example/",
        "schema:name": "No",
        "name": "Yes",
    }
    package = {
        "standardVersion": "1.0",
        "@context": "https://evil.example/c",
        "initiatives": [hostile],
    }
    text = as_json_ld(package)
    assert b"evil" not in text
    assert unlinked(json.loads(text)["initiatives"]) == [{"id": "a-b", "name": "Yes"}]


def test_a_licence_of_ones_own_gets_no_address_at_spdx() -> None:
    package = {"licence": "LicenseRef-each-record", "initiatives": []}
    graph = read_with_pyld(as_json_ld(package))
    assert list(graph.objects(None, SCHEMA.license)) == [Literal("LicenseRef-each-record")]


@pytest.mark.parametrize("name", sorted(extensions()))
def test_the_fields_of_an_extension_are_not_dropped(name: str) -> None:
    for path in sorted((schema_folder() / "extensions" / name / "examples").glob("*.json")):
        package = json.loads(path.read_text(encoding="utf-8"))
        graph = read_with_pyld(as_json_ld(package, [name]))
        texts = {str(each) for each in graph.objects() if isinstance(each, Literal)}
        added = {f.path for f in standard("1.0", [name]).fields()} - {
            f.path for f in standard().fields()
        }
        found = [v for record in package["initiatives"] for v in texts_below(record, added)]
        assert found
        assert set(found) - texts == set()


def texts_below(value: Any, paths: set[tuple[str, ...]], at: tuple[str, ...] = ()) -> list[str]:
    if isinstance(value, dict):
        return [t for k, part in value.items() for t in texts_below(part, paths, (*at, k))]
    if isinstance(value, list):
        return [t for part in value for t in texts_below(part, paths, (*at, "*"))]
    is_new = at in paths or (at[-1] == "*" and at[:-1] in paths)
    return [value] if is_new and isinstance(value, str) else []


def test_a_field_of_an_extension_is_not_taken_for_an_outer_one(full: Package) -> None:
    record = full["initiatives"][0]
    record["title"] = "a title"
    record["offers"] = [{"sources": ["s1"], "name": "an offer", "places": 3}]
    record["places"][0]["status"] = "a status"
    graph = read_with_pyld(as_json_ld(full))
    offer = graph.value(SWAN, CPS.offers)
    assert graph.value(offer, CPS.name) == Literal("an offer", "en")
    assert graph.value(offer, CPS.sourceId) == Literal("s1")
    assert int(graph.value(offer, CPS.places)) == 3
    assert (offer, PROV.wasDerivedFrom, URIRef(f"{SWAN}#source-s1")) in graph
    assert graph.value(SWAN, CPS.title) == Literal("a title", "en")
    assert Literal("a status", "en") in set(graph.objects(None, CPS.status))
    assert unlinked(json.loads(as_json_ld(full))) == full
