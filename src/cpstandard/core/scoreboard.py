"""``reliability.json``: what a run of the tests of docs/reliability.md measured, row by row.

``schema/tooling/reliability.json`` is made from these models. ``make reliability`` writes the file,
and a build shows it as a page where it lies in the registry's folder.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=0)]
Verdict = Literal["pass", "fail", "skip", "no-test"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RowResult(_Part):
    """What came of the tests of one row."""

    row: str = Field(pattern=r"^R[0-9]{2}$", description="The row of docs/reliability.md.")
    fault: str = Field(min_length=1, max_length=300, description="The fault or attack.")
    holds: str = Field(min_length=1, max_length=500, description="What has to hold then.")
    verdict: Verdict = Field(
        description="pass: tests ran, and none failed; fail: one did; skip: none could run; "
        "no-test: there is none."
    )
    passed: Count = Field(description="How many tests passed.")
    failed: list[str] = Field(description="The names of those that failed.")
    skipped: dict[str, Count] = Field(description="How many were skipped, by the reason.")
    figures: list[str] = Field(description="What was measured, in words.")


class Scoreboard(_Part):
    """The whole document: what was measured, of which software, when."""

    version: str = Field(min_length=1, max_length=100, description="The version of cpstandard.")
    commit: str = Field(
        pattern=r"^([0-9a-f]{40,64})?$", description="The commit in git; empty where not known."
    )
    changed: bool = Field(description="Whether the files were other than those of the commit.")
    code: str = Field(
        pattern=r"^[0-9a-f]{64}$", description="A digest of the software and of the standard."
    )
    date: str = Field(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="The day of the run, in UTC."
    )
    python: str = Field(min_length=1, max_length=100, description="The version of Python.")
    rows: list[RowResult] = Field(min_length=1, description="In the order of the table.")
