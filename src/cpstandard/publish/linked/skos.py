"""The codelists as SKOS concept schemes."""

from collections.abc import Iterator, Mapping

from cpstandard.core.codelist import Code, Codelist
from cpstandard.core.standard import Standard
from cpstandard.core.wording import Wording
from cpstandard.publish.linked.nodes import Facts, Node, Ref, Text

BASE = "https://w3id.org/cpstandard/codelist/"
_CLUSTER = "Cluster"
_DRAFT = (
    "The titles in {language} marked as drafts in the standard's translations "
    "still need a native reader."
)
_MAPPED = "{vocabulary}: {entry}"

Wordings = Mapping[str, Wording]
Fact = tuple[str, Ref | Text]


def concept_iri(codelist: str, code: str) -> str:
    """Return the address of a code, the same in every version."""
    return f"{BASE}{codelist}/{code}"


def standard_nodes(standard: Standard) -> Iterator[tuple[str, list[Node]]]:
    """Yield the name of every codelist, in order, and its nodes."""
    for name, codelist in sorted(standard.codelists.items()):
        yield name, codelist_nodes(codelist, standard.version, standard.wordings)


def codelist_nodes(codelist: Codelist, version: str, wordings: Wordings) -> list[Node]:
    """Return the scheme of a codelist and its concepts.

    ``wordings`` gives the translations by language tag; a title that one lacks is left out.
    """
    others = {tag: wording for tag, wording in sorted(wordings.items()) if tag != "en"}
    scheme = Node(f"{BASE}{codelist.name}", ("skos:ConceptScheme",), [])
    concepts = [_concept(codelist, code, others) for code in codelist]
    facts: list[Fact] = [
        ("dcterms:title", Text(_spelt_out(codelist.name), "en")),
        ("dcterms:identifier", Text(codelist.name)),
        ("dcterms:isPartOf", Ref(f"https://w3id.org/cpstandard/schema/{version}")),
        ("owl:versionInfo", Text(version)),
    ]
    for tag, wording in others.items():
        if any(_is_draft(wording, codelist.name, code.code) for code in codelist):
            facts.append(("skos:editorialNote", Text(_DRAFT.format(language=tag), "en")))
    facts += [
        ("skos:hasTopConcept", Ref(concept_iri(codelist.name, code.code)))
        for code in codelist
        if not code.extra.get(_CLUSTER)
    ]
    return [Node(scheme.iri, scheme.types, facts), *concepts]


def _concept(codelist: Codelist, code: Code, wordings: Wordings) -> Node:
    name = codelist.name
    facts: list[Fact] = [
        ("skos:inScheme", Ref(f"{BASE}{name}")),
        ("skos:notation", Text(code.code)),
        ("skos:prefLabel", Text(code.title, "en")),
    ]
    words = {tag: wording.code(name, code.code) for tag, wording in wordings.items()}
    facts += [("skos:prefLabel", Text(word.title, tag)) for tag, word in words.items() if word]
    facts.append(("skos:definition", Text(code.description, "en")))
    facts += [
        ("skos:definition", Text(word.description, tag))
        for tag, word in words.items()
        if word and word.description
    ]
    facts += _extra(codelist, code)
    return Node(concept_iri(name, code.code), ("skos:Concept",), facts)


def _extra(codelist: Codelist, code: Code) -> Facts:
    """Return what the list's further columns say: the broader concept and others' names for it.

    The other vocabularies give their entries no addresses that are sure to last, so each is a note
    and not a ``skos:closeMatch``.
    """
    facts: list[Fact] = []
    cluster = code.extra.get(_CLUSTER)
    if cluster:
        facts.append(("skos:broader", Ref(concept_iri("cluster", cluster))))
    else:
        facts.append(("skos:topConceptOf", Ref(f"{BASE}{codelist.name}")))
    for vocabulary, entry in code.extra.items():
        if entry and vocabulary != _CLUSTER:
            note = _MAPPED.format(vocabulary=vocabulary, entry=entry)
            facts.append(("skos:note", Text(note)))
    if code.deprecated:
        facts.append(("owl:deprecated", Text("true", datatype="xsd:boolean")))
        facts.append(("skos:changeNote", Text(f"Deprecated: {code.deprecated}", "en")))
    return facts


def _is_draft(wording: Wording, codelist: str, code: str) -> bool:
    word = wording.code(codelist, code)
    return word is not None and word.is_draft


def _spelt_out(name: str) -> str:
    """Return ``organisationRole`` as ``Organisation role``."""
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name)
    return words.capitalize()
