"""The shape of the JSON report, from which ``schema/tooling/report.json`` is generated."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel
from pydantic.alias_generators import to_camel

Count = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1)]
Code = Annotated[str, Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Level = Literal["error", "warning", "info"]


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", validate_by_name=True)


class FindingPart(_Part):
    """One thing about the data that its publisher would want to know."""

    code: Code = Field(description="What it is about; never reused for anything else.")
    severity: Level = Field(description="How bad it is, after the settings of this run.")
    message: str = Field(description="A finished sentence.")
    parameters: dict[str, Any] | None = Field(None, description="The values in the sentence.")
    file: str | None = Field(None, description="The file as it was named to the validator.")
    pointer: str | None = Field(None, description="JSON Pointer in the record, or the envelope.")
    line: Number | None = None
    column: Number | None = None
    sheet: str | None = None
    cell: str | None = Field(None, description="Such as C14.")
    cells: str | None = Field(
        None, description="Such as B2:B51, where one mistake stands in all these cells of a column."
    )
    row: Number | None = None
    heading: str | None = None
    record_id: str | None = None
    value: Any = Field(None, description="What was found, cut short where it is long.")
    suggestion: Any = Field(None, description="The value that would mend it.")
    count: Number | None = Field(None, description="How many places share this cause, if several.")


class GroupPart(_Part):
    """All findings of one code and severity; a code may be an error here and a note there."""

    code: Code
    severity: Level
    count: Count = Field(description="How many there are in all.")
    findings: list[FindingPart] = Field(description="The first of them.")


class NotRunPart(_Part):
    """A check that was not run."""

    code: Code
    reason: str
    records: Count = Field(description="On how many records it was not run.")


class FixPart(_Part):
    """One correction that was made in the copy."""

    code: Code = Field(description="The finding that it mends.")
    file: str | None = None
    pointer: str | None = None
    line: Number | None = None
    column: Number | None = None
    sheet: str | None = None
    cell: str | None = None
    old: Any = Field(alias="from")
    new: Any = Field(alias="to")
    reason: str = Field(description="Why there is no other reading.")


Tally = dict[str, Annotated[int, Field(ge=0)]]


class CoveragePart(_Part):
    """How many records speak of each thing."""

    records: Count
    fields: Tally = Field(description="By path; a field inside a list counts once a record.")
    clusters: Tally
    practices: Tally
    countries: Tally
    places: Tally = Field(description="The fifty most frequent names.")
    places_in_all: Count
    years: Tally = Field(description="The years in which they started.")


class Counts(_Part):
    """How many findings there are of each severity."""

    error: Count
    warning: Count
    info: Count


class ReportPart(_Part):
    """What was found in one file."""

    file: str
    standard_version: str = Field(description="Empty where the version is not known.")
    engine: Literal["fast", "reference"]
    records: Count
    records_with_errors: Count
    counts: Counts
    groups: list[GroupPart] = Field(description="Worst first.")
    not_run: list[NotRunPart]
    known: Count | None = Field(
        None, description="How many findings of a baseline were not counted."
    )
    fixes: list[FixPart] | None = Field(None, description="With --fix: what was corrected.")
    coverage: CoveragePart | None = Field(None, description="With --stats.")


class ReportsPart(_Part):
    """What was found in several files."""

    reports: list[ReportPart]


class ReportDocument(RootModel[ReportPart | ReportsPart]):
    """What ``cpstandard validate --format json`` writes: a report, or a list of reports."""
