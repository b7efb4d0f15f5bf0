"""Conditions that a row has to meet, alone or joined by all, any and not."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from cpstandard.ingest.partial_date import partial_date
from cpstandard_table.conversion import number_of
from cpstandard_table.pattern import Pattern, is_match

_QUESTIONS = ("is_", "is_not", "contains", "matches", "at_least", "at_most", "filled")
_GROUPS = ("all_", "any_", "not_")
_DEEPEST = 20
Bound = int | float | str


class Cells(Protocol):
    """What a condition asks of a row."""

    @property
    def dates(self) -> tuple[str, ...]:
        """The formats of dates in this source."""

    def column(self, name: str) -> str:
        """Return a column's text; empty where it stands for no value."""


class Condition(BaseModel):
    """A condition, or several joined; texts are compared whatever their case."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    column: str | None = Field(None, description="The column that is looked at.")
    is_: list[str] | None = Field(None, alias="is", description="It holds one of these.")
    is_not: list[str] | None = Field(None, description="It holds none of these.")
    contains: list[str] | None = Field(None, description="It holds one of these among others.")
    matches: Pattern | None = Field(None, description="This pattern (RE2) stands in it.")
    at_least: Bound | None = Field(None, description="A number or date, or a later one.")
    at_most: Bound | None = Field(None, description="A number or date, or an earlier one.")
    filled: bool | None = Field(None, description="Whether it is filled in.")
    all_: list["Condition"] | None = Field(None, alias="all", description="All of these hold.")
    any_: list["Condition"] | None = Field(None, alias="any", description="One of these holds.")
    not_: "Condition | None" = Field(None, alias="not", description="This does not hold.")
    reason: str | None = Field(None, description="Why a row is left out, in words of your own.")

    @field_validator("is_", "is_not", "contains", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        """Let people write one value without a list, and YAML's own yes, no and numbers."""
        if value is None:
            return None
        return [str(item) for item in (value if isinstance(value, list) else [value])]

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        asked = sum(getattr(self, name) is not None for name in _QUESTIONS)
        joined = sum(getattr(self, name) is not None for name in _GROUPS)
        if joined == 1 and not asked and self.column is None:
            self._shallow()
            return self
        if joined:
            raise ValueError("give one of all, any and not by itself, without a column beside it")
        if asked != 1:
            raise ValueError(
                "give exactly one of is, is_not, contains, matches, at_least, at_most and filled"
            )
        if self.column is None:
            raise ValueError("column is needed: which one is looked at?")
        return self

    def _shallow(self) -> None:
        if self.depth() > _DEEPEST:
            raise ValueError(f"conditions within conditions go {_DEEPEST} deep at the most")

    def depth(self) -> int:
        """Return how many conditions are nested in one another."""
        return 1 + max((part.depth() for _, part in self._parts()), default=0)

    def _parts(self) -> Iterator[tuple[str, "Condition"]]:
        for n, part in enumerate(self.all_ or ()):
            yield f"all/{n}", part
        for n, part in enumerate(self.any_ or ()):
            yield f"any/{n}", part
        if self.not_ is not None:
            yield "not", self.not_

    def columns(self, where: str) -> Iterator[tuple[str, str]]:
        """Yield each column that is looked at, with the key in the options that names it."""
        if self.column is not None:
            yield self.column, f"{where}/column"
        for key, part in self._parts():
            yield from part.columns(f"{where}/{key}")

    def keeps(self, row: Cells) -> bool:
        """Return whether ``row`` meets the condition."""
        if self.all_ is not None:
            return all(part.keeps(row) for part in self.all_)
        if self.any_ is not None:
            return any(part.keeps(row) for part in self.any_)
        if self.not_ is not None:
            return not self.not_.keeps(row)
        return self._answer(row.column(self.column or ""), row.dates)

    def _answer(self, text: str, dates: tuple[str, ...]) -> bool:
        if self.matches is not None:
            return is_match(self.matches, text)
        if self.at_least is not None:
            return _ordered(text, self.at_least, dates, lambda found, bound: found >= bound)
        if self.at_most is not None:
            return _ordered(text, self.at_most, dates, lambda found, bound: found <= bound)
        if self.filled is not None:
            return bool(text) == self.filled
        return self._among(_folded(text))

    def _among(self, folded: str) -> bool:
        if self.contains is not None:
            return any(_folded(item) in folded for item in self.contains)
        among = folded in map(_folded, self.is_ or self.is_not or ())
        return among == (self.is_ is not None)

    def unmet(self, row: Cells) -> str:
        """Return why ``row`` does not meet the condition, in the same words for all of a kind."""
        if self.reason:
            return self.reason
        if self.all_ is not None:
            return next((part.unmet(row) for part in self.all_ if not part.keeps(row)), "")
        if self.any_ is not None:
            return ", and ".join(part.unmet(row) for part in self.any_)
        return self.not_.told() if self.not_ is not None else self.told(holds=False)

    def told(self, *, holds: bool = True) -> str:
        """Return the condition in words, or its contrary."""
        if self.all_ is not None or self.any_ is not None:
            both = (self.all_ is not None) == holds
            word = " and " if both else " or "
            return word.join(part.told(holds=holds) for _, part in self._parts())
        if self.not_ is not None:
            return self.not_.told(holds=not holds)
        return f"{self.column} {self._said(holds)}"

    def _said(self, holds: bool) -> str:  # noqa: FBT001 - private, and read once
        if self.filled is not None:
            return "is filled in" if self.filled == holds else "is empty"
        for values, yes, no in (
            (self.is_, "is", "is not"),
            (self.is_not, "is not", "is"),
            (self.contains, "contains", "does not contain"),
        ):
            if values is not None:
                return f"{yes if holds else no} {' or '.join(values)}"
        if self.matches is not None:
            return f"{'matches' if holds else 'does not match'} {self.matches}"
        low = self.at_least is not None
        bound = self.at_least if low else self.at_most
        return f"is {'' if holds else 'not '}{bound} or {'more' if low else 'less'}"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _ordered(
    text: str, bound: Bound, dates: tuple[str, ...], compare: Callable[[Any, Any], bool]
) -> bool:
    """Compare as numbers where both are, else as dates as far as both go; else it does not hold."""
    number, limit = number_of(text, {}), number_of(bound, {})
    if number is not None and limit is not None:
        return compare(number, limit)
    day, last = partial_date(text, dates), partial_date(bound)
    if day is None or last is None:
        return False
    length = min(len(day.rstrip("~")), len(last.rstrip("~")))
    return compare(day[:length], last[:length])
