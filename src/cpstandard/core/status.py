"""``status.json``: how each publisher's data fared, now and in the builds before.

``schema/tooling/status.json`` is made from these models.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Count = Annotated[int, Field(ge=0)]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
StateName = Literal["published", "stale", "not-tried", "nothing-shown", "failed"]
_STATE = (
    "published: read, checked and shown; stale: an older copy is shown; not-tried: left alone on "
    "purpose; nothing-shown: read, but no record can be shown; failed: could not be read, and no "
    "copy may be shown."
)
_FINDINGS = "The validator's findings: how often each code."


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", validate_by_name=True)


class CopyStatus(_Part):
    """An older copy that stands in for what could not be read anew."""

    of: Day = Field(description="The day on which it was read.")
    until: Day = Field(description="The last day on which it is shown.")
    why: str = Field(description="Why newer data is not shown.")
    ends_soon: bool = Field(description="Whether its last days have begun.")
    expired: bool = Field(description="Whether they are over: then it is not shown.")


class SourceStatus(_Part):
    """One file or address of a publisher's."""

    id: str
    address: str | None = Field(description="Where it is fetched, or its path in the registry.")
    importer: str
    state: StateName = Field(description=_STATE)
    reason: str = Field(description="Why it is not simply published; empty where it is.")
    remarks: list[str] = Field(description="What its publisher would want to know, in sentences.")
    copy_: CopyStatus | None = Field(alias="copy", description="The copy that had to serve, if any")
    retrieved_at: str = Field(description="When it was fetched, in UTC; empty if embedded.")
    document: str = Field(description="SHA-256 of what was read; empty where nothing was.")
    records_in: Count = Field(description="How many records were read.")
    records_out: Count = Field(description="How many of them are shown.")
    withdrawn: Count = Field(description="How many more were left out, being withdrawn.")
    import_: dict[str, Any] = Field(
        alias="import", description="What the importer says of rows, fields and values."
    )
    findings: dict[str, Count] = Field(description=_FINDINGS)
    errors: list[dict[str, Any]] = Field(
        description="The first findings that keep records from being shown, as in report.json."
    )


class PublisherStatus(_Part):
    """All that a publisher gives."""

    name: str
    state: StateName = Field(description="The worst of its sources that matters. " + _STATE)
    records_in: Count
    records_out: Count
    findings: dict[str, Count] = Field(description=_FINDINGS)
    changed: Day | None = Field(
        description="The build in which what it gives was last other than before; null if unknown."
    )
    sources: list[SourceStatus]


class Moment(_Part):
    """How a publisher's data fared from one build on, until something was different."""

    model_config = ConfigDict(frozen=True)

    date: Day = Field(description="The day of the build.")
    state: StateName
    reason: str
    records_in: Count
    records_out: Count
    findings: Count = Field(description="How many there were in all.")
    document: str = Field(description="A digest of all that was read; empty where nothing was.")

    def differs_from(self, other: "Moment") -> bool:
        """Return whether anything but the day is different."""
        return self.model_copy(update={"date": other.date}) != other


class StatusDocument(_Part):
    """The whole document."""

    publishers: dict[str, PublisherStatus] = Field(description="By id.")
    withdrawn: Count = Field(description="How many take-downs there are: api/v1/withdrawn.json.")
    history: dict[str, list[Moment]] = Field(
        description="By publisher, oldest first: an entry for each build that differed from the "
        "one before. Carried from edition to edition."
    )
