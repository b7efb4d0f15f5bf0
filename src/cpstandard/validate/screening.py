"""Clears the records that are sound beyond doubt in one go of the compiled engine."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from cpstandard.core.check import Check
from cpstandard.core.screen import Ground, Screen, merged
from cpstandard.core.standard import Schema

_TEXT = "#/$defs/text"
_TEXTLESS = frozenset({"number", "integer", "boolean", "null"})
_TYPES = [*sorted(_TEXTLESS), "string", "array", "object"]


class Screening:
    """The schema of one version and the screens of all checks, as one schema.

    ``clears(record)`` says whether a record meets it, so that only the checks ``unscreened`` have
    to be asked. No such record holds an infinite number, which is of no type that JSON has.
    Of a record that is sound but not cleared, ``doubting(record)`` tells which checks are to be
    asked: one fault in a text is no reason to ask those that look at dates and numbers.
    """

    def __init__(
        self, initiative: Schema, checks: Sequence[Check], others: Iterable[Screen], ground: Ground
    ) -> None:
        """Compile the screens of ``checks``, and ``others``, with the schema ``initiative``."""
        # It is imported where it is wanted: the reference engine does without screens.
        from cpstandard.validate.engines.fast import FastEngine  # noqa: PLC0415

        self.unscreened = [check for check in checks if check.screen is None]
        self._checks = checks
        self._engine = FastEngine
        own = [check.screen for check in checks if check.screen is not None]
        screens = [*own, *others]
        suspects = _suspects(screens)
        # One pattern for all of them: each text is gone through once.
        unsuspected: Schema = {"not": {"pattern": suspects}} if suspects else {}
        whole = _with_texts(initiative, unsuspected, FastEngine(unsuspected).is_valid)
        whole = merged([whole, _within(initiative, _shape(screens, ground))])
        self.clears = FastEngine({**whole, "$defs": {"text": _every_text(suspects)}}).is_valid
        self._initiative, self._own, self._ground = initiative, own, ground

    def doubting(self, record: Any) -> Sequence[Check]:
        """Return the checks that have to be asked of a sound ``record``, in their order."""
        return self._by_doubt[self._texts_pass(record), self._shape_passes(record)]

    # The two are compiled for the first record that needs them: a sound package never does.

    @cached_property
    def _texts_pass(self) -> Callable[[Any], bool]:
        text = {"$ref": _TEXT, "$defs": {"text": _every_text(_suspects(self._own))}}
        return self._engine(text).is_valid

    @cached_property
    def _shape_passes(self) -> Callable[[Any], bool]:
        shape = _within(self._initiative, _shape(self._own, self._ground))
        return self._engine(shape).is_valid

    @cached_property
    def _by_doubt(self) -> dict[tuple[bool, bool], list[Check]]:
        return {
            (texts, shape): [
                check
                for check in self._checks
                if check.screen is None
                or (check.screen.suspect and not texts)
                or (check.screen.schema is not None and not shape)
            ]
            for texts in (True, False)
            for shape in (True, False)
        }


def _suspects(screens: Iterable[Screen]) -> str:
    return "|".join(f"(?:{screen.suspect})" for screen in screens if screen.suspect)


def _shape(screens: Iterable[Screen], ground: Ground) -> Schema:
    return merged(screen.schema(ground) for screen in screens if screen.schema is not None)


def _with_texts(schema: Schema, unsuspected: Schema, passes: Callable[[Any], bool]) -> Schema:
    """Return ``schema`` so that it also asks ``unsuspected`` of each text that it lets in.

    It is asked where a text may stand, so that the record is gone through no second time; only
    what the schema leaves open is looked at whole.
    """
    kind = schema.get("type")
    if kind in _TEXTLESS or ("enum" in schema and all(map(passes, schema["enum"]))):
        return schema
    if kind == "string":
        return merged([schema, unsuspected])
    if kind == "array" and isinstance(schema.get("items"), dict) and "prefixItems" not in schema:
        return {**schema, "items": _with_texts(schema["items"], unsuspected, passes)}
    if kind == "object" and _is_closed(schema):
        below = schema.get("properties", {})
        texts = {name: _with_texts(each, unsuspected, passes) for name, each in below.items()}
        return {**schema, "properties": texts}
    return merged([schema, {"$ref": _TEXT}])


def _within(schema: Schema, shape: Schema) -> Schema:
    """Return ``shape`` without the fields of which the closed objects of ``schema`` have none.

    To add them to an object would let them in; as it is, a record that has them is not sound.
    """
    inside = dict(shape)
    if "items" in shape:
        inside["items"] = _within(schema.get("items", {}), shape["items"])
    if "properties" in shape:
        known = schema.get("properties", {})
        inside["properties"] = {
            name: _within(known.get(name, {}), each)
            for name, each in shape["properties"].items()
            if name in known or not _is_closed(schema)
        }
    return inside


def _is_closed(schema: Schema) -> bool:
    return schema.get("additionalProperties") is False and "patternProperties" not in schema


def _every_text(suspects: str) -> Schema:
    whole: dict[str, Any] = {
        "type": _TYPES,
        "additionalProperties": {"$ref": _TEXT},
        "items": {"$ref": _TEXT},
    }
    if suspects:
        whole["not"] = {"type": "string", "pattern": suspects}
    return whole
