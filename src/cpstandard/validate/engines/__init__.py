"""The two JSON Schema engines, held to the same verdicts."""

from cpstandard.core.standard import Schema
from cpstandard.validate.engines.error import Engine, SchemaError

__all__ = ["ENGINES", "REFERENCE", "Engine", "SchemaError", "engine_for"]

REFERENCE = "reference"
ENGINES = ("fast", REFERENCE)


def engine_for(name: str, schema: Schema) -> Engine:
    """Return the engine called ``name``, ready for ``schema``; each is imported when asked for."""
    if name == REFERENCE:
        from cpstandard.validate.engines.reference import (  # noqa: PLC0415 - takes 100 ms to import
            ReferenceEngine,
        )

        return ReferenceEngine(schema)
    from cpstandard.validate.engines.fast import FastEngine  # noqa: PLC0415 - as above

    return FastEngine(schema)
