"""Clears the records that are sound beyond doubt in one go of the compiled engine."""

from collections.abc import Iterable, Sequence
from typing import Any

from cpstandard.core.check import Check
from cpstandard.core.screen import Ground, Screen, merged
from cpstandard.core.standard import Schema

_TEXT = "#/$defs/text"


class Screening:
    """The schema of one version and the screens of all checks, as one schema.

    ``unscreened`` are the checks that have to be asked of every record.
    """

    def __init__(
        self, initiative: Schema, checks: Sequence[Check], others: Iterable[Screen], ground: Ground
    ) -> None:
        """Compile the screens of ``checks``, and ``others``, with the schema ``initiative``."""
        # It is imported where it is wanted: the reference engine does without screens.
        from cpstandard.validate.engines.fast import FastEngine  # noqa: PLC0415

        self.unscreened = [check for check in checks if check.screen is None]
        screens = [check.screen for check in checks if check.screen is not None]
        self._engine = FastEngine(_whole(initiative, [*screens, *others], ground))

    def clears(self, record: Any) -> bool:
        """Return whether ``record`` meets the schema, and only ``unscreened`` have to be asked."""
        return self._engine.is_valid(record)


def _whole(initiative: Schema, screens: Sequence[Screen], ground: Ground) -> Schema:
    shape = merged(screen.schema(ground) for screen in screens if screen.schema is not None)
    suspects = [f"(?:{screen.suspect})" for screen in screens if screen.suspect]
    every_text: dict[str, Any] = {
        "additionalProperties": {"$ref": _TEXT},
        "items": {"$ref": _TEXT},
    }
    if suspects:
        # One pattern for all of them: each text is gone through once.
        every_text["if"] = {"type": "string"}
        every_text["then"] = {"not": {"pattern": "|".join(suspects)}}
    return {"allOf": [initiative, shape, {"$ref": _TEXT}], "$defs": {"text": every_text}}
