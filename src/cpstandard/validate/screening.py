"""Clears the records that are sound beyond doubt in one go of the compiled engine."""

from collections.abc import Callable, Iterable, Sequence
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
    """

    def __init__(
        self, initiative: Schema, checks: Sequence[Check], others: Iterable[Screen], ground: Ground
    ) -> None:
        """Compile the screens of ``checks``, and ``others``, with the schema ``initiative``."""
        # It is imported where it is wanted: the reference engine does without screens.
        from cpstandard.validate.engines.fast import FastEngine  # noqa: PLC0415

        self.unscreened = [check for check in checks if check.screen is None]
        screens = [*(check.screen for check in checks if check.screen is not None), *others]
        suspects = "|".join(f"(?:{screen.suspect})" for screen in screens if screen.suspect)
        # One pattern for all of them: each text is gone through once.
        unsuspected: Schema = {"not": {"pattern": suspects}} if suspects else {}
        whole = _with_texts(initiative, unsuspected, FastEngine(unsuspected).is_valid)
        shape = merged(screen.schema(ground) for screen in screens if screen.schema is not None)
        whole = merged([whole, _within(initiative, shape)])
        self.clears = FastEngine({**whole, "$defs": {"text": _every_text(suspects)}}).is_valid


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
