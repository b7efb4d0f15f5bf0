"""The fields of one version of the standard as its reference shows them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cpstandard.core.phrase import say
from cpstandard.core.standard import Field, Schema, Standard, node_at
from cpstandard.core.table_form import META_SHEET, PACKAGE_PREFIX, TableForm, table_form

_TYPES = {
    "partial-date": "a date: year, month or day",
    "full-date": "a day",
    "timestamp": "a moment (UTC)",
    "web-address": "a web address",
    "email-address": "an e-mail address",
    "language-tag": "a language tag",
    "country-code": "a country code",
    "subdivision-code": "a code of a country\u2019s part",
    "currency-code": "a currency code",
    "initiative-id": "an initiative\u2019s id",
    "kebab-id": "a short id",
    "licence": "a licence id or address",
    "outline": "an outline (WKT)",
    "area-scheme": "a scheme\u2019s short name in capitals",
    "area-code": "the code of an area",
    "identifier-scheme": "a register\u2019s prefix, in capitals",
    "identifier-number": "a number, or letters and figures",
}
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a field stands in the spreadsheet form."""

    sheet: str
    column: str = ""
    single: str = ""


@dataclass(frozen=True)
class FieldView:
    """One field: what it is and how it is written down.

    ``condition`` says in words when it must be given; empty where it need not be.
    """

    field: Field
    condition: str
    together: tuple[str, ...]
    heading: Heading | None
    need: str

    @cached_property
    def path(self) -> str:
        """The path without signs for lists, which is also the anchor: ``places.latitude``."""
        return ".".join(name for name in self.field.path if name != _ANY)

    @property
    def is_group(self) -> bool:
        """Whether it has fields of its own."""
        return bool(_properties(self.field.schema))

    @property
    def type(self) -> str:
        """What may stand in it, in words."""
        return _type(self.field)

    @property
    def example(self) -> str:
        """The example of the schema, as it stands in JSON; empty where it has none."""
        examples = self.field.schema.get("examples") or []
        return json.dumps(examples[0], ensure_ascii=False) if examples else ""


@dataclass(frozen=True)
class Part:
    """A page of the reference: one top-level field with all that is in it, or the plain ones."""

    slug: str
    title: str
    description: str
    fields: tuple[FieldView, ...]
    is_list: bool = False
    top: FieldView | None = None


@dataclass(frozen=True)
class Reference:
    """All fields of a version, part by part; ``address_of`` finds one by its path."""

    base: str
    parts: tuple[Part, ...]
    envelope: tuple[FieldView, ...]
    pages: Mapping[str, str] = field(default_factory=dict)

    def address_of(self, path: str) -> str | None:
        """Return the address of a field, such as ``places.latitude``, with its anchor."""
        plain = path.replace("[]", "")
        page = self.pages.get(plain)
        return f"{self.base}{page}#{plain}" if page else None


def read_fields(standard: Standard) -> Reference:
    """Return the fields of ``standard`` for its reference."""
    form = table_form(standard)
    views = [_view(standard.initiative, each, form) for each in standard.fields()]
    parts = tuple(_parts(views))
    base = f"standard/{standard.version}/"
    pages = {
        view.path: f"initiative/{part.slug}/"
        for part in parts
        for view in (*part.fields, *([part.top] if part.top else []))
    }
    envelope = tuple(
        _view(standard.envelope, each, form, of_package=True) for each in standard.envelope_fields()
    )
    package = {f"package.{view.path}": "package/" for view in envelope}
    return Reference(base, parts, envelope, {**pages, **package})


def words_of(name: str) -> str:
    """Return a name of data in lower-case words joined by hyphens: ``other-names``."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name)


def _parts(views: Iterable[FieldView]) -> Iterator[Part]:
    groups: dict[str, list[FieldView]] = {}
    for view in views:
        groups.setdefault(view.field.path[0], []).append(view)
    plain = tuple(group[0] for group in groups.values() if not group[0].is_group)
    yield Part("basics", say("The basics"), say("What stands directly in the record."), plain)
    for name, (top, *inner) in groups.items():
        if top.is_group:
            is_list = "items" in top.field.schema
            title, words = top.field.title, top.field.description
            yield Part(words_of(name), title, words, tuple(inner), is_list, top)


def _view(root: Schema, each: Field, form: TableForm, *, of_package: bool = False) -> FieldView:
    parent = _parent(root, each.path)
    together = [
        str((_properties(parent) or {}).get(other, {}).get("title", other))
        for other in parent.get("dependentRequired", {}).get(each.path[-1], ())
    ]
    heading = _meta_heading(each, form) if of_package else _heading(each, form)
    need = str(each.schema.get("need", ""))
    return FieldView(each, _condition(parent, each), tuple(together), heading, need)


def _parent(root: Schema, path: tuple[str, ...]) -> Schema:
    node = node_at(root, list(path[:-1])) if len(path) > 1 else root
    return node or {}


def _condition(parent: Schema, each: Field) -> str:
    if each.required:
        return "always"
    for rule in parent.get("allOf", ()):
        options = [name for choice in rule.get("anyOf", ()) for name in choice.get("required", ())]
        if each.path[-1] in options:
            others = [name for name in options if name != each.path[-1]]
            titles = [str(_properties(parent)[name]["title"]) for name in others]
            return f"unless {' or '.join(titles)} is given"
    return ""


def _heading(each: Field, form: TableForm) -> Heading | None:
    for sheet in form.lists:
        at = (*sheet.at, _ANY)
        if each.path == sheet.at:
            return Heading(sheet.name)
        if each.path[: len(at)] == at:
            for column in sheet.columns:
                if each.path[len(at) :] == column.path:
                    first = column.numbered(1)
                    return Heading(sheet.name, first.heading, sheet.numbered(first, 1))
    for column in form.main.columns:
        if column.path == each.path:
            name = column.numbered(1).heading
            return Heading(form.main.name, name, name)
    return None


def _meta_heading(each: Field, form: TableForm) -> Heading | None:
    for column in form.meta:
        if column.path == each.path:
            name = column.numbered(1).heading
            return Heading(META_SHEET, name, f"{PACKAGE_PREFIX}{name}")
    return None


def _properties(schema: Schema) -> dict[str, Any]:
    inner = schema.get("items", schema)
    found: dict[str, Any] = inner.get("properties", {})
    return found


def _type(each: Field) -> str:
    node = each.schema.get("items", each.schema)
    if _properties(each.schema):
        below = "the fields below"
        return f"a list, each with {below}" if "items" in each.schema else below
    one = _type_of_one(node)
    if "items" not in each.schema:
        return one
    return f"a list, each {one}"


def _type_of_one(node: Schema) -> str:
    if "const" in node:
        return f"always \u201c{node['const']}\u201d"
    if node.get("codelist"):
        return "a code"
    kind = node.get("type")
    if kind == "boolean":
        return "true or false"
    if kind in ("number", "integer"):
        lowest, highest = node.get("minimum"), node.get("maximum")
        if lowest is not None and highest is not None:
            return f"a number from {lowest} to {highest}"
        return "a number, never below 0" if lowest == 0 else "a number"
    longest = node.get("maxLength")
    return _TYPES.get(node.get("patternName", ""), "") or (
        f"text, up to {longest:,} characters" if longest else "text"
    )
