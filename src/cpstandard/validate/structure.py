"""Turns what a schema engine found into findings in plain words: one mistake, one finding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from cpstandard.core.codelist import Codelist
from cpstandard.core.finding import Finding
from cpstandard.core.location import Location, Locator, join_pointer
from cpstandard.core.phrase import phrase, phrase_of
from cpstandard.core.standard import Schema
from cpstandard.validate.codes import CODES
from cpstandard.validate.engines import Engine, SchemaError, engine_for
from cpstandard.validate.explain import Fault, Place, explain
from cpstandard.validate.shown import shown, shown_text

# Of several keywords that fail on one value, the first of these names the mistake.
_PRECEDENCE = (
    "type",
    "const",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
)


class Structure:
    """One compiled schema, ready to judge records (or envelopes) of one version."""

    def __init__(
        self, schema: Schema, codelists: dict[str, Codelist], owner: str, engine: str = "fast"
    ) -> None:
        """Prepare ``schema``; ``owner`` is what a whole record is called at a sentence's start."""
        self._schema = schema
        self._codelists = codelists
        self._owner = owner
        self._engine_name = engine

    @cached_property
    def _engine(self) -> Engine:
        # Made when the first record asks for it: most are cleared without.
        return engine_for(self._engine_name, self._schema)

    def faults(self, record: Any) -> list[Fault]:
        """Return what is wrong with the structure of ``record``, in the order of its pointers.

        The value of a misspelt field is held against the field that was meant.
        """
        faults = self._faults(record)
        return [*faults, *self._of_misspelt(record, faults)] if faults else faults

    def _of_misspelt(self, record: Any, faults: list[Fault]) -> Iterator[Fault]:
        renamed, meant = record, {}
        for fault in faults:
            *above, name = fault.path or ("",)
            way = (*above, fault.suggestion)
            if fault.code == "unknown-field" and fault.suggestion and way not in meant:
                meant[way] = name
                renamed = _renamed(renamed, above, {name: fault.suggestion})
        for fault in self._faults(renamed) if meant else ():
            for way, name in meant.items():
                if fault.path[: len(way)] == way:
                    yield replace(fault, path=(*way[:-1], name, *fault.path[len(way) :]))

    def _faults(self, record: Any) -> list[Fault]:
        errors = self._engine.errors(record)
        if not errors:
            return []
        faults = [
            explain(Place(self._schema, self._codelists, self._owner, record, error), error)
            for error in _one_each(errors)
        ]
        return _without_echoes(faults)

    def findings(self, record: Any, locate: Locator) -> list[Finding]:
        """Return the faults of ``record`` as findings; ``locate`` is asked for each of them."""
        return [finding_of(fault, record, locate) for fault in self.faults(record)]


def _renamed(value: Any, above: Sequence[str | int], names: Mapping[Any, Any]) -> Any:
    """Return a copy of ``value`` with other ``names`` in the object at the path ``above``."""
    if not above:
        return {names.get(name, name): part for name, part in value.items()}
    first, *rest = above
    copy = value.copy()
    copy[first] = _renamed(value[first], rest, names)
    return copy


def finding_of(fault: Fault, record: Any, locate: Locator) -> Finding:
    """Return ``fault`` as a finding, its sentence finished and its place looked up."""
    entry = CODES[fault.code]
    record_id = record.get("id") if isinstance(record, dict) else None
    pointer = join_pointer(fault.path)
    parameters = {**fault.parameters, **_headings(fault, locate)}
    words = {name: shown_text(value) for name, value in parameters.items()}
    return Finding(
        entry.code,
        fault.severity or entry.severity,
        phrase_of(entry.message, words),
        _place(fault, locate).at(pointer),
        shown_text(record_id) if isinstance(record_id, str) else None,
        shown(fault.value),
        fault.suggestion,
        words,
        certain=fault.certain,
    )


def _place(fault: Fault, locate: Locator) -> Location:
    """Return where the fault is; in a table, what is missing has the cell to write it in."""
    place = locate(join_pointer(fault.path))
    if fault.inside and place.line is None:
        column = locate(join_pointer((*fault.path, *fault.missing, 0, fault.inside)))
        return column if column.heading else place
    if len(fault.missing) == 1 and place.line is None:
        place = locate(join_pointer((*fault.path, *fault.missing)))
        if fault.beside and place.heading is None:
            # Where the column is missing too, the cell that asks for it is the nearest to look at.
            return locate(join_pointer((*fault.path, fault.beside)))
    return place


def _headings(fault: Fault, locate: Locator) -> dict[str, str]:
    """Return what a field and its missing companion are called at the head of their columns."""
    if fault.inside:
        heading = _place(fault, locate).heading
        return {"field": f"“{heading.rstrip(' *')}”"} if heading else {}
    if fault.parameters.get("owner") == fault.parameters.get("field") and fault.missing:
        # “Status has no Status” says nothing: the field goes by the name that it has in the file.
        return {"field": f"“{fault.missing[0]}”"}
    if not fault.beside:
        return {}
    has, field = str(fault.parameters["has"]), str(fault.parameters["field"])
    heading = locate(join_pointer((*fault.path, fault.beside))).heading
    if heading is None:
        return {}
    wanted = locate(join_pointer((*fault.path, *fault.missing))).heading
    if wanted is None and heading.endswith(has):
        wanted = f"{heading.removesuffix(has)}{field}"
    title = phrase("“{field}”", field=fault.parameters["field"])
    return {"has": f"“{heading}”", "field": f"“{wanted}”" if wanted else title}


def _one_each(errors: list[SchemaError]) -> list[SchemaError]:
    """Keep one error for each mistake: the most telling one for a value, none below it."""
    ill_typed = {error.path for error in errors if error.keyword == "type"}
    empty = {error.path for error in errors if error.keyword == "minProperties"}
    best: dict[tuple[str | int, ...], int] = {}
    for error in errors:
        if error.keyword in _PRECEDENCE:
            rank = _PRECEDENCE.index(error.keyword)
            best[error.path] = min(rank, best.get(error.path, rank))
    kept: dict[tuple[Any, ...], SchemaError] = {}
    for error in errors:
        path, keyword = error.path, error.keyword
        if any(path[:n] in ill_typed for n in range(len(path))):
            continue
        if keyword in _PRECEDENCE:
            if _PRECEDENCE.index(keyword) != best[path]:
                continue
        elif path in ill_typed or (path in empty and keyword != "minProperties"):
            continue
        # Two fields that miss the same companion lack one thing.
        what = error.detail[:1] if keyword == "dependentRequired" else error.detail
        kept.setdefault((path, keyword, what), error)
    return list(kept.values())


def _without_echoes(faults: list[Fault]) -> list[Fault]:
    """Leave out a missing field that is there under a misspelt name: that is one mistake."""
    misspelt = {
        (fault.path[:-1], fault.suggestion) for fault in faults if fault.code == "unknown-field"
    }
    return [
        fault
        for fault in faults
        if not any((fault.path, name) in misspelt for name in fault.missing)
    ]
