"""The project's own properties: those of the standard for which no shared vocabulary has one."""

from collections.abc import Iterator

from cpstandard.core.standard import Field, Schema, Standard
from cpstandard.core.wording import Word
from cpstandard.publish.linked.nodes import PREFIXES, Node, Ref, Text

NAMESPACE = PREFIXES["cps"]
_OWN = "cps:"

_SHARED = {
    "cps:localId": ("Local id", "The id of a part, known within its record only."),
    "cps:sourceId": ("Source id", "The local id of a source of the same record that says so."),
    "cps:rivalClaim": ("Rival claim", "A claim of the same record that says otherwise."),
}
"""Properties that stand for several fields, or for none: label and comment."""

Fact = tuple[str, Ref | Text]


def term_nodes(standard: Standard, context: Schema) -> list[Node]:
    """Return each of our properties with the titles and the description of its field."""
    fields = {iri: field for field, iri in mapped_fields(standard, context)}
    own = sorted(name for name in {*fields, *_SHARED} if name.startswith(_OWN))
    return [_node(name, fields.get(name), standard) for name in own]


def mapped_fields(standard: Standard, context: Schema) -> Iterator[tuple[Field, str]]:
    """Yield every field of an initiative with the property that ``context`` maps it to.

    The property is as the context writes it, such as ``schema:name``; ``cps:`` and the field's own
    name where the context does not know the field.
    """
    for field in standard.fields():
        here = context["initiatives"]["@context"]
        names = [name for name in field.path if name != "*"]
        for name in names[:-1]:
            here = _inner(here.get(name))
        yield field, _property(here.get(names[-1]), names[-1])


def _inner(term: object) -> Schema:
    inner = term.get("@context") if isinstance(term, dict) else None
    return inner if isinstance(inner, dict) else {}


def _property(term: object, name: str) -> str:
    if isinstance(term, dict):
        return str(term["@id"])
    return term if isinstance(term, str) else _OWN + name


def _node(name: str, field: Field | None, standard: Standard) -> Node:
    facts: list[Fact] = []
    if name in _SHARED:
        label, comment = _SHARED[name]
        facts += [("rdfs:label", Text(label, "en")), ("rdfs:comment", Text(comment, "en"))]
    elif field is not None:
        facts.append(("rdfs:label", Text(field.title, "en")))
        facts += [
            ("rdfs:label", Text(word.title, tag)) for tag, word in _words(field, standard).items()
        ]
        facts.append(("rdfs:comment", Text(field.description, "en")))
    facts.append(("rdfs:isDefinedBy", Ref(NAMESPACE)))
    return Node(NAMESPACE + name.removeprefix(_OWN), ("rdf:Property",), facts)


def _words(field: Field, standard: Standard) -> dict[str, Word]:
    words = {tag: wording.field(field.path) for tag, wording in sorted(standard.wordings.items())}
    return {tag: word for tag, word in words.items() if word and tag != "en"}
