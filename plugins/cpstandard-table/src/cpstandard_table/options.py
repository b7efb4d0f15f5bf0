"""The options of the importer ``table``: the small language in which a mapping is declared."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from cpstandard.core.importer import ImporterOptions
from cpstandard_table.mapping import Mapping, compile_mapping
from cpstandard_table.value import Value, parse_value

NULLS = ("NA", "N/A", "n/a", "NULL", "null", "None", "-", "–", "—")  # noqa: RUF001 - real dashes


class Condition(BaseModel):
    """One condition that a row has to meet; texts are compared whatever their case."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    column: str = Field(description="The column that is looked at.")
    is_: list[str] | None = Field(None, alias="is", description="Keep rows with one of these.")
    is_not: list[str] | None = Field(None, description="Leave out rows with one of these.")
    contains: list[str] | None = Field(None, description="Keep rows that hold one of these texts.")
    filled: bool | None = Field(None, description="Keep rows where it is filled in (or empty).")

    @field_validator("is_", "is_not", "contains", mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:
        """Let people write one value without a list, and YAML's own yes, no and numbers."""
        if value is None:
            return None
        return [str(item) for item in (value if isinstance(value, list) else [value])]

    @model_validator(mode="after")
    def _one_question(self) -> "Condition":
        asked = [self.is_, self.is_not, self.contains, self.filled]
        if sum(question is not None for question in asked) != 1:
            raise ValueError("give exactly one of is, is_not, contains and filled")
        return self

    def keeps(self, text: str) -> bool:
        """Return whether a row whose column holds ``text`` meets the condition."""
        folded = text.casefold()
        if self.is_ is not None:
            return folded in {item.casefold() for item in self.is_}
        if self.is_not is not None:
            return folded not in {item.casefold() for item in self.is_not}
        if self.contains is not None:
            return any(item.casefold() in folded for item in self.contains)
        return bool(text) == self.filled

    @property
    def reason(self) -> str:
        """Return why a row is left out, in a few words."""
        if self.is_ is not None:
            return f"{self.column} is not {' or '.join(self.is_)}"
        if self.is_not is not None:
            return f"{self.column} is {' or '.join(self.is_not)}"
        if self.contains is not None:
            return f"{self.column} does not contain {' or '.join(self.contains)}"
        return f"{self.column} is {'empty' if self.filled else 'filled in'}"


class TableOptions(ImporterOptions):
    """How one table becomes records."""

    id: Any = Field(
        description="Which column, or join of columns, tells one row from another for ever."
    )
    record: dict[str, Any] = Field(
        description="The fields of the standard, each with where its value comes from."
    )
    lookups: dict[str, dict[str, Any]] = Field(
        default={}, description="Named tables: a value as it stands in the source, and the code."
    )
    filter: list[Condition] = Field(
        default=[], description="Conditions that a row has to meet, all of them."
    )
    ignore: list[str] = Field(default=[], description="Columns left out on purpose.")
    withhold: list[str] = Field(
        default=[], description="Columns left out because they are about a person."
    )
    nulls: list[str] = Field(default=list(NULLS), description="Texts that stand for no value.")
    dates: list[str] = Field(
        default=[], description="Date formats of this source, such as %d/%m/%Y, tried in order."
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
    def _one_or_many(cls, value: Any) -> Any:
        return [value] if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _sound(self) -> "TableOptions":
        self.identity()
        self.mapping()
        return self

    def mapping(self) -> Mapping:
        """Return the mapping, compiled against the standard; raises ``ValueError`` on a mistake."""
        return compile_mapping(self.record, self.lookups)

    def identity(self) -> Value:
        """Return where the row's id comes from."""
        return parse_value(self.id, "id", self.lookups)
