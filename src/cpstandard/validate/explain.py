"""Says in the standard's own words what a schema error means, and what would mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cpstandard.core.codelist import Codelist
from cpstandard.core.field_words import field_by_word
from cpstandard.core.finding import Severity
from cpstandard.core.phrase import joined, phrase, titled
from cpstandard.core.standard import Schema, node_at
from cpstandard.core.written_date import month_of_day_or_year, two_dates
from cpstandard.validate.code_meant import code_meant, codes_near
from cpstandard.validate.code_words import known_codes, listed_codes
from cpstandard.validate.engines import SchemaError
from cpstandard.validate.nearest import nearest
from cpstandard.validate.patterns import PATTERNS
from cpstandard.validate.readings import suggest
from cpstandard.validate.retyped import retyped

Path = tuple[str | int, ...]

_TYPES = {
    "string": phrase("text"),
    "number": phrase("a number"),
    "integer": phrase("a whole number"),
    "array": phrase("a list"),
    "object": phrase("a group of fields"),
    "boolean": phrase("true or false"),
}
_UNREADABLE = {
    "depth": phrase("is nested too deeply to be read"),
    "surrogate": phrase("holds text that is not Unicode"),
    "digits": phrase("holds a number of thousands of digits"),
    "values": phrase("holds more than 50,000 values, which is more than can be checked"),
    "many": phrase("has more mistakes than can be told; those told are the first of them"),
}
_DATES = ("partial-date", "full-date")


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: its code, where it is, and the values that the code's sentence names.

    ``missing`` holds the names of the fields that would be there without the mistake, ``beside``
    that of the field which makes them needed, ``inside`` that of the field by which the items of a
    missing list are known. ``severity`` is set where it is another than the
    code's own. ``certain``: what else the record says leaves no other reading than the suggestion.
    """

    code: str
    path: Path
    parameters: Mapping[str, Any] = field(default_factory=dict)
    value: Any = None
    suggestion: Any = None
    missing: tuple[str, ...] = ()
    severity: Severity | None = None
    beside: str = ""
    inside: str = ""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A value, the schema that governs it, and how it is called."""

    schema: Schema
    codelists: dict[str, Codelist]
    whole: str
    record: Any
    error: SchemaError

    @property
    def node(self) -> Schema:
        """The governing node of the compiled schema."""
        return node_at(self.schema, [str(part) for part in self.error.path]) or {}

    @property
    def value(self) -> Any:
        """The value itself."""
        value = self.record
        for part in self.error.path:
            value = value[part]
        return value

    @property
    def title(self) -> str:
        """The field's title; an item of a list goes by the title of the list."""
        path = self.error.path
        while path and isinstance(path[-1], int):
            node = node_at(self.schema, [str(part) for part in path])
            if node and node.get("title"):
                return phrase("{thing} {number}", thing=titled(node["title"]), number=path[-1] + 1)
            path = path[:-1]
        node = node_at(self.schema, [str(part) for part in path])
        return titled(node["title"]) if path and node else self.whole

    def title_of(self, name: str) -> str:
        """Return the title of the field ``name`` of this object."""
        return titled(self.node.get("properties", {}).get(name, {}).get("title", name))


def explain(place: Place, error: SchemaError) -> Fault:
    """Return ``error`` as a fault in the standard's own words."""
    if reason := _UNREADABLE.get(error.keyword):
        return Fault("unreadable-record", (), {"owner": place.whole, "reason": reason})
    return _EXPLAIN.get(error.keyword, _invalid)(place, error)


def _required(place: Place, error: SchemaError) -> Fault:
    name = error.detail[0]
    words = {"owner": place.title, "field": place.title_of(name), "name": name}
    node = place.node.get("properties", {}).get(name, {})
    needed = [field for field in node.get("items", {}).get("required", ()) if field != "id"]
    inside = needed[0] if needed else ""
    return Fault("missing-field", error.path, words, missing=(name,), inside=inside)


def _one_of(place: Place, error: SchemaError) -> Fault:
    fields = joined([place.title_of(name) for name in error.detail], "{before} nor {last}")
    words = {"owner": place.title, "fields": fields}
    return Fault("missing-one-of", error.path, words, missing=error.detail)


def _companion(place: Place, error: SchemaError) -> Fault:
    name, has = error.detail
    words = {"owner": place.title, "field": place.title_of(name), "has": place.title_of(has)}
    return Fault("missing-companion", error.path, words, missing=(name,), beside=has)


def _unknown_field(place: Place, error: SchemaError) -> Fault:
    name = error.detail[0]
    free = {k: v for k, v in place.node["properties"].items() if k not in place.value}
    titles = {str(node.get("title", key)): key for key, node in free.items()}
    above = tuple("*" if isinstance(part, int) else part for part in error.path)
    of_title = titles.get(nearest(name, titles) or "")
    meant = nearest(name, free) or of_title or field_by_word(name, above, free)
    # Who has misspelt a field that is there as well is not to write it twice.
    like = None if meant else nearest(name, place.value.keys() & place.node["properties"].keys())
    advice = like and phrase(
        " It is like “{like}”, which is there too: keep one of the two.", like=like
    )
    words = {"owner": place.title, "name": name, "advice": advice or ""}
    return Fault("unknown-field", (*error.path, name), words, name, meant)


def _type(place: Place, error: SchemaError) -> Fault:
    value, wanted = place.value, str(place.node["type"])
    if value is None:
        return Fault("empty-value", error.path, {"field": place.title})
    found = {bool: "boolean", str: "string", list: "array", dict: "object"}
    words = {
        "field": place.title,
        "wanted": _TYPES.get(wanted, wanted),
        "found": _TYPES[found.get(type(value), "number")],
    }
    meant = retyped(value, wanted, place.node)
    codelist = place.codelists.get(str(place.node.get("items", {}).get("codelist")))
    if codelist and isinstance(meant, list):
        meant = [code_meant(each, codelist) or each for each in meant]
    return Fault("wrong-type", error.path, words, value, meant)


def _code(place: Place, error: SchemaError) -> Fault:
    codes = [str(code) for code in place.node.get("enum", [place.node.get("const")])]
    codelist = place.codelists.get(str(place.node.get("codelist")))
    known = known_codes(codes, codelist, place.value)
    words = {"field": place.title, "value": place.value, "known": known}
    meant = code_meant(str(place.value), codelist) if codelist else nearest(place.value, codes)
    if isinstance(place.value, str) and not place.value.strip():
        return Fault("empty-value", error.path, {"field": place.title})
    return Fault("unknown-code", error.path, words, place.value, meant)


def _invalid(place: Place, error: SchemaError) -> Fault:
    value, node = place.value, place.node
    if isinstance(value, str) and not value.strip():
        return Fault("empty-value", error.path, {"field": place.title})
    name = str(node.get("patternName"))
    if error.keyword != "pattern" or name not in PATTERNS:
        return Fault("invalid-value", error.path, {"field": place.title, "value": value}, value)
    if name in _DATES and (both := two_dates(value)):
        words = {"field": place.title, "value": value, "one": both[0], "other": both[1]}
        return Fault("ambiguous-date", error.path, words, value)
    if name in _DATES and (month := month_of_day_or_year(value)):
        other = phrase("day {number} of that month in another year", number=int(month[2:4]))
        words = {"field": place.title, "value": value, "one": month, "other": other}
        return Fault("ambiguous-date", error.path, words, value)
    if codelist := place.codelists.get(str(node.get("codelist"))):
        # The list is open, but who writes what cannot be a code at all has not made one.
        near = codes_near(value, codelist)
        words = {"field": place.title, "value": value, "known": listed_codes(codelist, near)}
        return Fault("unknown-code", error.path, words, value, near[0] if near else None)
    words = {
        "field": place.title,
        "value": value,
        "asks": phrase(PATTERNS[name].asks),
        "example": PATTERNS[name].example,
    }
    meant = suggest(name, node["pattern"], value)
    return Fault(f"invalid-{name}", error.path, words, value, meant)


def _range(place: Place, error: SchemaError) -> Fault:
    low, high = place.node.get("minimum"), place.node.get("maximum")
    if low is not None and high is not None:
        wanted = phrase("between {low} and {high}", low=low, high=high)
    else:
        least, most = phrase("{low} or more", low=low), phrase("{high} or less", high=high)
        wanted = least if low is not None else most
    words = {"field": place.title, "value": place.value, "wanted": wanted}
    return Fault("out-of-range", error.path, words, place.value)


def _too_long(place: Place, error: SchemaError) -> Fault:
    words = {
        "field": place.title,
        "length": len(place.value),
        "limit": place.node.get("maxLength") or place.node.get("maxItems"),
    }
    return Fault("too-long", error.path, words, place.value)


def _empty(place: Place, error: SchemaError) -> Fault:
    return Fault("empty-value", error.path, {"field": place.title})


def _repeated(place: Place, error: SchemaError) -> Fault:
    # Large lists are met too, so every item is looked at once; repr tells 1 from "1".
    first: dict[str, Any] = {}
    again = None
    for item in place.value:
        if repr(item) in first and again is None:
            again = item
        first.setdefault(repr(item), item)
    words = {"field": place.title, "value": again}
    return Fault("repeated-value", error.path, words, again, list(first.values()))


_EXPLAIN: dict[str, Callable[[Place, SchemaError], Fault]] = {
    "required": _required,
    "anyOf": _one_of,
    "dependentRequired": _companion,
    "additionalProperties": _unknown_field,
    "type": _type,
    "enum": _code,
    "const": _code,
    "minimum": _range,
    "maximum": _range,
    "maxLength": _too_long,
    "maxItems": _too_long,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "uniqueItems": _repeated,
}
