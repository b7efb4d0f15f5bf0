"""The options of the importer ``table``: the small language in which a mapping is declared."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from cpstandard import schema_store
from cpstandard.core.importer import ImporterOptions, OptionMistakes
from cpstandard_table.condition import Condition
from cpstandard_table.grid import NationalGrid
from cpstandard_table.mapping import Part, compile_mapping
from cpstandard_table.naming import nearest
from cpstandard_table.value import Value, parse_condition, parse_value

NULLS = ("NA", "N/A", "n/a", "NULL", "null", "None", "-", "–", "—")  # noqa: RUF001 - real dashes


class TableOptions(ImporterOptions):
    """How one table becomes records."""

    lookups: dict[str, dict[str, Any]] = Field(
        default={}, description="Named tables: a value as it stands in the source, and the code."
    )
    id: Any = Field(
        description="Which column, or join of columns, tells one row from another for ever."
    )
    record: dict[str, Any] = Field(
        description="The fields of the standard, each with where its value comes from."
    )
    filter: list[Condition] = Field(
        default=[], description="Conditions that a row has to meet, all of them."
    )
    gather: list[str] = Field(
        default=[],
        description="Lists, such as funding, to which every row of one id adds its share; the "
        "rows of one id then make one record.",
    )
    fill_down: list[str] = Field(
        default=[], description="Columns in which an empty cell stands for the one above it."
    )
    ignore: list[str] = Field(default=[], description="Columns left out on purpose.")
    withhold: list[str] = Field(
        default=[], description="Columns left out because they are about a person."
    )
    nulls: list[str] = Field(default=list(NULLS), description="Texts that stand for no value.")
    dates: list[str] = Field(
        default=[], description="Date formats of this source, such as %d/%m/%Y, tried in order."
    )
    national_grid: NationalGrid | None = Field(
        default=None,
        description="The columns easting and northing of Great Britain's National Grid; each row "
        "then has latitude and longitude too.",
    )
    sheet: str = Field(default="", description="The sheet of a workbook; else the first in use.")
    header_row: int | None = Field(
        default=None, ge=1, description="The row of the headings, counted from 1; else found."
    )
    rows: str = Field(
        default="", description="JSON only: the list of rows, such as /data/items; else found."
    )
    asserted_by: Literal["register", "rule", "person"] = Field(
        default="register",
        description="What decided that these rows are initiatives: the register holds nothing "
        "else, the rules of this mapping, or a person who read each.",
    )

    @field_validator("filter", mode="before")
    @classmethod
    def _conditions(cls, value: Any) -> Any:
        """Let people write one condition without a list, and name what is wrong in each."""
        found: list[Condition] = []
        wrong: list[tuple[str, str]] = []
        for number, raw in enumerate(value if isinstance(value, list) else [value]):
            try:
                found.append(parse_condition(raw, f"filter/{number}"))
            except OptionMistakes as error:
                wrong += error.mistakes
        if wrong:
            raise OptionMistakes(wrong)
        return found

    @field_validator("id")
    @classmethod
    def _sound_id(cls, value: Any, info: ValidationInfo) -> Any:
        parse_value(value, "id", info.data.get("lookups", {}))
        return value

    @field_validator("record")
    @classmethod
    def _sound_record(cls, value: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        compile_mapping(value, info.data.get("lookups", {}))
        return value

    @field_validator("gather")
    @classmethod
    def _lists(cls, value: list[str], info: ValidationInfo) -> list[str]:
        fields = schema_store.standard().initiative["properties"]
        lists = [n for n, s in fields.items() if s.get("type") == "array" and n != "sources"]
        for name in value:
            if name not in lists:
                raise ValueError(f"{name!r} is no list of the standard{nearest(name, lists)}")
            if name not in info.data.get("record", {name: None}):
                raise ValueError(f"{name!r} is not under record, so no row has a share of it")
        return value

    def mapping(self) -> Part:
        """Return the mapping, compiled against the standard."""
        return compile_mapping(self.record, self.lookups)

    def identity(self) -> Value:
        """Return where the row's id comes from."""
        return parse_value(self.id, "id", self.lookups)

    def columns(self) -> Iterator[tuple[str, str]]:
        """Yield each column that is looked at, with the key that names it."""
        yield from self.identity().looked_at()
        yield from self.mapping().columns()
        for number, condition in enumerate(self.filter):
            yield from condition.columns(f"filter/{number}")
        yield from ((name, f"fill_down/{n}") for n, name in enumerate(self.fill_down))
        if self.national_grid:
            yield self.national_grid.easting, "national_grid/easting"
            yield self.national_grid.northing, "national_grid/northing"
