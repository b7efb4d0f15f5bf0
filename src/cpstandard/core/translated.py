"""A version of the standard with the titles of another language, for people to read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cpstandard.core.codelist import Codelist
from cpstandard.core.standard import Schema, Standard
from cpstandard.core.wording import Wording


def translated(standard: Standard, wording: Wording) -> Standard:
    """Return ``standard`` with the titles and descriptions of ``wording``; English fills gaps.

    Codes and the names of fields stay as they are.
    """
    initiative = _Translator(wording, of_package=False).node(standard.initiative, ())
    title = wording.text("item.initiative")
    if title:
        initiative["title"] = title
    records = standard.package["properties"].get("initiatives", {})
    envelope = _Translator(wording, of_package=True).node(standard.envelope, ())
    package = {**standard.package, "properties": {**envelope["properties"], "initiatives": records}}
    codelists = {name: _codelist(each, wording) for name, each in standard.codelists.items()}
    return replace(standard, package=package, initiative=initiative, codelists=codelists)


def titles(standard: Standard, wording: Wording) -> dict[tuple[str, str], str]:
    """Return the titles of ``wording`` by kind and English title.

    A kind is ``field`` or ``codelist:<name>``.
    """
    found = dict(_field_titles(standard.initiative, translated(standard, wording).initiative))
    for field in standard.envelope_fields():
        if word := wording.field(field.path, of_package=True):
            found["field", field.title] = word.title
    for codelist in standard.codelists.values():
        for entry in codelist:
            if word := wording.code(codelist.name, entry.code):
                found[f"codelist:{codelist.name}", entry.title] = word.title
    return found


def _field_titles(node: Schema, other: Schema) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the titles of a node's fields and of their items, with those of its twin."""
    for name, part in node.get("properties", {}).items():
        twin = other["properties"][name]
        yield ("field", part.get("title", name)), twin.get("title", name)
        yield from _field_titles(part, twin)
        if "items" in part:
            title, other_title = (each["items"].get("title") for each in (part, twin))
            if title != other_title:
                yield ("field", title), other_title
            yield from _field_titles(part["items"], twin["items"])


@dataclass(frozen=True, slots=True)
class _Translator:
    """Translates the nodes of one compiled schema."""

    wording: Wording
    of_package: bool

    def node(self, node: Schema, path: tuple[str, ...]) -> Schema:
        """Return a node with its parts translated; its own words are for the caller."""
        made = dict(node)
        if "properties" in node:
            made["properties"] = {
                name: self._named(part, (*path, name)) for name, part in node["properties"].items()
            }
        if node.get("items", {}).get("type") == "object":
            items = self.node(node["items"], (*path, "*"))
            # Numbers of the same kind are called the same wherever their list stands.
            key = ".".join(path).replace(".*", "[]")
            title = self.wording.text(f"item.{key}") or self.wording.text(f"item.{path[-1]}")
            made["items"] = {**items, "title": title} if title else items
        return made

    def _named(self, node: Schema, path: tuple[str, ...]) -> Schema:
        made = self.node(node, path)
        word = self.wording.field(path, of_package=self.of_package)
        if word is None:
            return made
        description = word.description or made["description"]
        return {**made, "title": word.title, "description": description}


def _codelist(codelist: Codelist, wording: Wording) -> Codelist:
    codes = {}
    for entry in codelist:
        word = wording.code(codelist.name, entry.code)
        codes[entry.code] = (
            replace(entry, title=word.title, description=word.description or entry.description)
            if word
            else entry
        )
    return Codelist(codelist.name, codes)
