"""What every model of the registry is built on."""

from pydantic import BaseModel, ConfigDict

FULL_DATE = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
"""A day as entries write it."""


class Strict(BaseModel):
    """Base of the registry's models: a key nobody knows is refused, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def in_one_place(url: str | None, path: str | None) -> None:
    """Raise ``ValueError`` where data has not exactly one of an address and a path."""
    if (url is None) == (path is None):
        raise ValueError("give either url or path, not both and not neither")
