"""The schema engine to compare with: jsonschema, the reference in Python."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NoReturn

import jsonschema
from jsonschema.validators import extend
from referencing import Registry
from referencing.exceptions import NoSuchResource

from cpstandard.core.standard import Schema
from cpstandard.validate.engines.error import SchemaError, normalise, unreadable


class ReferenceEngine:
    """One schema in jsonschema (Draft 2020-12); fetches nothing."""

    name = "reference"

    def __init__(self, schema: Schema) -> None:
        """Prepare ``schema``."""
        self._schema = schema
        registry: Registry[Any] = Registry(retrieve=_refuse)  # type: ignore[call-arg]
        self._validator = _Validator(schema, registry=registry)

    def errors(self, record: Any) -> list[SchemaError]:
        """Return every error of ``record``, sorted; an empty list means that it is valid."""
        return unreadable(record) or normalise(
            self._schema,
            record,
            (
                (tuple(error.absolute_path), tuple(error.absolute_schema_path))
                for error in self._validator.iter_errors(record)
            ),
        )


def _pattern(
    validator: Any, pattern: str, instance: Any, _schema: Schema
) -> Iterator[jsonschema.ValidationError]:
    """Hold ``pattern`` against a string as ECMA 262 reads it."""
    if validator.is_type(instance, "string") and not _ecma(pattern).search(instance):
        yield jsonschema.ValidationError(f"does not match {pattern}")


@lru_cache(maxsize=256)
def _ecma(pattern: str) -> re.Pattern[str]:
    # In Python "$" also matches before a last line end; in ECMA 262 it is the very end.
    escaped = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", _very_end, pattern)
    return re.compile(escaped)


def _very_end(match: re.Match[str]) -> str:
    return r"\Z" if match[0] == "$" else match[0]


def _refuse(uri: str) -> NoReturn:
    raise NoSuchResource(uri)


_Validator = extend(  # type: ignore[no-untyped-call]
    jsonschema.Draft202012Validator, {"pattern": _pattern}
)
