"""The schema engine for every day: jsonschema-rs, far faster than the reference."""

from typing import Any, NoReturn

import jsonschema_rs

from cpstandard.core.standard import Schema
from cpstandard.validate.engines.error import SchemaError, normalise, unreadable


class FastEngine:
    """One schema in jsonschema-rs; fetches nothing, and its patterns run in linear time."""

    name = "fast"

    def __init__(self, schema: Schema) -> None:
        """Prepare ``schema``; raises ``jsonschema_rs.ValidationError`` if it refers elsewhere."""
        self._schema = schema
        self._validator = jsonschema_rs.Draft202012Validator(
            schema,
            retriever=_refuse,
            pattern_options=jsonschema_rs.RegexOptions(),
            validate_formats=False,
        )

    def is_valid(self, record: Any) -> bool:
        """Return whether ``record`` has no error; that alone is known of a whole record quickly."""
        try:
            return self._validator.is_valid(record)
        except ValueError:
            return False  # what the engine cannot take has an error of its own, see ``errors``

    def errors(self, record: Any) -> list[SchemaError]:
        """Return every error of ``record``, sorted; an empty list means that it is valid."""
        try:
            if self._validator.is_valid(record):
                return []
        except ValueError:
            # What the engine cannot take, such as halves of characters, has an error of its own.
            found = unreadable(record)
            if not found:
                raise
            return found
        return unreadable(record) or normalise(
            self._schema,
            record,
            (
                (tuple(error.instance_path), tuple(error.schema_path))
                for error in self._validator.iter_errors(record)
            ),
        )


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"a schema may not fetch {uri}")
