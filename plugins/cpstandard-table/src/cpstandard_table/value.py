"""Where one value comes from: a column, a constant, a template, a join, or the first of several."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cpstandard.core.importer import OptionMistakes
from cpstandard_table.condition import Condition
from cpstandard_table.naming import nearest
from cpstandard_table.pattern import Pattern

_COLUMN = re.compile(r"\{([^{}]+)\}")
Kind = Literal["text", "number", "date", "url", "country", "yes-no"]


class Spec(BaseModel):
    """A value as the author writes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: str | None = Field(None, alias="from", description="A column.")
    value: Any = Field(None, description="The same for every row.")
    template: str | None = Field(None, description="Text with {Column}s; none may be empty.")
    join: list[str] | None = Field(None, description="Columns; those filled in are joined.")
    with_: str = Field(", ", alias="with", description="What stands between joined columns.")
    first: list[Any] | None = Field(None, description="Values; the first that there is counts.")
    as_: Kind | None = Field(None, alias="as", description="Read it as this.")
    format: str | list[str] | None = Field(None, description="Date format, such as %d/%m/%Y.")
    lookup: str | dict[str, Any] | None = Field(None, description="A lookup's name, or a table.")
    split: str | None = Field(None, description="What stands between several values.")
    extract: Pattern | None = Field(
        None, description="A pattern (RE2); its first group is the value."
    )
    when: Condition | None = Field(None, description="Read it only from rows that meet this.")
    default: Any = Field(None, description="What counts where nothing was found.")
    prefix: str = Field("", description="Put before the text.")
    pad: int = Field(0, ge=0, le=40, description="Zeros are put before numbers up to this length.")

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        origins = ("from_", "value", "template", "join", "first")
        if sum(getattr(self, name) is not None for name in origins) != 1:
            raise ValueError("give exactly one of from, value, template, join and first")
        return self


_KEYS = [info.alias or name for name, info in Spec.model_fields.items()]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is ready to be read; ``where`` is its key in the options, for messages."""

    where: str
    spec: Spec
    lookup: Mapping[str, tuple[str, ...]] | None = None
    first: tuple["Value", ...] = ()
    formats: tuple[str, ...] = field(default=())

    @property
    def is_constant(self) -> bool:
        """Whether no column plays a part."""
        return not any(True for _ in self.columns())

    def columns(self) -> Iterator[tuple[str, str]]:
        """Yield each column that is read, with the key in the options that names it."""
        spec = self.spec
        if spec.from_ is not None:
            yield spec.from_, self.where
        for name in _COLUMN.findall(spec.template or ""):
            yield name.strip(), self.where
        for name in spec.join or ():
            yield name, self.where
        for part in self.first:
            yield from part.columns()

    def looked_at(self) -> Iterator[tuple[str, str]]:
        """Yield each column that is read or that a condition looks at, with its key."""
        yield from self.columns()
        for part in (self, *self.first):
            if part.spec.when is not None:
                yield from part.spec.when.columns(f"{part.where}/when")


def is_value(raw: Any) -> bool:
    """Return whether ``raw`` is a value as an author writes it, and not an object of the record."""
    if not isinstance(raw, dict):
        return True
    return any(key in raw for key in ("from", "value", "template", "join", "first"))


def parse_value(raw: Any, where: str, lookups: Mapping[str, Mapping[str, Any]]) -> Value:
    """Return the value that ``raw`` (a column's name, or a mapping) declares.

    Raises ``OptionMistakes`` with all that is wrong, each by its key, and the nearest key there is.
    """
    if isinstance(raw, str):
        raw = {"from": raw}
    if not isinstance(raw, dict):
        hint = (
            "YAML reads yes and no as true and false: use quotes; " if raw in (True, False) else ""
        )
        said = f"{hint}write a column's name, or {{value: {raw!r}}} for the same in every row"
        raise OptionMistakes([(where, said)])
    wrong = [
        (f"{where}/{key}", f"{key!r} is not known here{nearest(str(key), _KEYS)}")
        for key in raw
        if key not in _KEYS
    ]
    if wrong:
        raise OptionMistakes(wrong)
    try:
        spec = Spec.model_validate(raw)
    except ValidationError as error:
        raise OptionMistakes([_said(entry, where) for entry in error.errors()]) from None
    parts = (parse_value(r, f"{where}/first/{i}", lookups) for i, r in enumerate(spec.first or ()))
    formats = (spec.format,) if isinstance(spec.format, str) else tuple(spec.format or ())
    return Value(where, spec, _lookup(spec.lookup, where, lookups), tuple(parts), formats)


def parse_condition(raw: Any, where: str) -> Condition:
    """Return the condition that ``raw`` declares; raises ``OptionMistakes`` as a value does."""
    try:
        return Condition.model_validate(raw)
    except ValidationError as error:
        raise OptionMistakes([_said(entry, where) for entry in error.errors()]) from None


def _said(entry: Any, where: str) -> tuple[str, str]:
    key = "/".join([where, *(str(part) for part in entry["loc"])])
    if entry["type"] == "extra_forbidden":
        last = str(entry["loc"][-1])
        known = [info.alias or name for name, info in Condition.model_fields.items()]
        return key, f"{last!r} is not known here{nearest(last, known)}"
    return key, str(entry["msg"]).removeprefix("Value error, ")


def template_text(template: str, texts: Mapping[str, str]) -> str:
    """Return ``template`` with its columns filled in; empty where one of them is empty."""
    names = [name.strip() for name in _COLUMN.findall(template)]
    if not all(texts[name] for name in names):
        return ""
    return _COLUMN.sub(lambda match: texts[match.group(1).strip()], template)


def template_columns(template: str) -> list[str]:
    """Return the columns that ``template`` names, in order."""
    return [name.strip() for name in _COLUMN.findall(template)]


def _lookup(
    declared: str | Mapping[str, Any] | None, where: str, lookups: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, tuple[str, ...]] | None:
    if declared is None:
        return None
    if isinstance(declared, str):
        if declared not in lookups:
            said = f"there is no lookup {declared!r}{nearest(declared, list(lookups))}"
            raise OptionMistakes([(f"{where}/lookup", said)])
        declared = lookups[declared]
    return {key: _codes(v) for k, v in declared.items() for key in _keys(k)}


def _keys(key: Any) -> tuple[str, ...]:
    """Return the texts that a lookup's key stands for: YAML reads yes, no, on and off as bool."""
    if isinstance(key, bool):
        return ("true", "yes", "on") if key else ("false", "no", "off")
    return (" ".join(str(key).split()).casefold(),)


def _codes(value: Any) -> tuple[str, ...]:
    """Return a lookup's result as texts: none for null, several for a list."""
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)
