"""Take-downs: what is never to be published again, whoever gives it."""

from pydantic import Field, model_validator

from cpstandard.registry.strict_model import FULL_DATE, Strict

KEBAB_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class TakeDown(Strict):
    """One record, or all of one publisher, that is withdrawn."""

    id: str | None = Field(
        default=None, pattern=KEBAB_ID, max_length=120, description="The id of the record."
    )
    publisher: str | None = Field(
        default=None, pattern=KEBAB_ID, max_length=60, description="The id of the publisher."
    )
    reason: str = Field(
        min_length=1,
        max_length=300,
        description="Why, in words that may be published: they stand where the record stood.",
    )
    date: str = Field(pattern=FULL_DATE, description="The day of the decision: 2026-01-31.")

    @model_validator(mode="after")
    def _one_thing(self) -> "TakeDown":
        if (self.id is None) == (self.publisher is None):
            raise ValueError("give either id or publisher, not both and not neither")
        return self


class Withdrawn(Strict):
    """``withdrawn.yaml``: the take-downs, in the order in which they were decided."""

    withdrawn: list[TakeDown] = Field(description="What is withdrawn.")

    @model_validator(mode="after")
    def _once_each(self) -> "Withdrawn":
        names = [each.id or f"publisher {each.publisher}" for each in self.withdrawn]
        for repeated in sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"{repeated} stands here twice; keep one of the two")
        return self
