"""Where one value comes from: a column, a constant, a template, a join, or the first of several."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from rapidfuzz import process

_SHOWN = 20
_COLUMN = re.compile(r"\{([^{}]+)\}")
Kind = Literal["text", "number", "date", "url", "country"]


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


def is_value(raw: Any) -> bool:
    """Return whether ``raw`` is a value as an author writes it, and not an object of the record."""
    if not isinstance(raw, dict):
        return True
    return any(key in raw for key in ("from", "value", "template", "join", "first"))


def parse_value(raw: Any, where: str, lookups: Mapping[str, Mapping[str, Any]]) -> Value:
    """Return the value that ``raw`` (a column's name, or a mapping) declares.

    Raises ``ValueError`` naming ``where`` and the mistake, with the nearest key that exists.
    """
    if isinstance(raw, str):
        raw = {"from": raw}
    if not isinstance(raw, dict):
        hint = (
            "YAML reads yes and no as true and false: use quotes; " if raw in (True, False) else ""
        )
        raise ValueError(  # noqa: TRY004 - pydantic reports ValueError alone
            f"{where}: {hint}write a column's name, or {{value: {raw!r}}} for the same in every row"
        )
    for key in raw:
        if key not in _KEYS:
            raise ValueError(f"{where}: {key!r} is not known here{nearest(str(key), _KEYS)}")
    try:
        spec = Spec.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        at = "/".join([where, *(str(part) for part in first["loc"])])
        raise ValueError(f"{at}: {first['msg'].removeprefix('Value error, ')}") from None
    parts = (parse_value(r, f"{where}/first/{i}", lookups) for i, r in enumerate(spec.first or ()))
    formats = (spec.format,) if isinstance(spec.format, str) else tuple(spec.format or ())
    return Value(where, spec, _lookup(spec.lookup, where, lookups), tuple(parts), formats)


def template_text(template: str, texts: Mapping[str, str]) -> str:
    """Return ``template`` with its columns filled in; empty where one of them is empty."""
    names = [name.strip() for name in _COLUMN.findall(template)]
    if not all(texts[name] for name in names):
        return ""
    return _COLUMN.sub(lambda match: texts[match.group(1).strip()], template)


def template_columns(template: str) -> list[str]:
    """Return the columns that ``template`` names, in order."""
    return [name.strip() for name in _COLUMN.findall(template)]


def nearest(name: str, known: list[str]) -> str:
    """Return ``; did you mean 'x'?``, or the known names where none is near."""
    best = process.extractOne(name, known, score_cutoff=60)
    if best:
        return f"; did you mean {best[0]!r}?"
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return f"; known: {', '.join(known[:_SHOWN])}{more}"


def _lookup(
    declared: str | Mapping[str, Any] | None, where: str, lookups: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, tuple[str, ...]] | None:
    if declared is None:
        return None
    if isinstance(declared, str):
        if declared not in lookups:
            raise ValueError(
                f"{where}/lookup: there is no lookup {declared!r}{nearest(declared, list(lookups))}"
            )
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
