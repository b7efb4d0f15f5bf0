"""What every model of the registry is built on."""

from pydantic import BaseModel, ConfigDict

FULL_DATE = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
"""A day as entries write it."""


class Strict(BaseModel):
    """Base of the registry's models: a key nobody knows is refused, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
