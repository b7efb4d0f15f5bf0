"""The shape of what the doctor says, from which ``schema/tooling/doctor.json`` is generated."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

State = Literal["ok", "note", "wrong"]


class _Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", validate_by_name=True)


class Line(_Part):
    """What was found of one thing."""

    topic: Literal["machine", "software", "extras", "plugins", "standard", "folders", "programs"]
    name: str = Field(description="Which thing it is, the same on every machine.")
    state: State = Field(description="note: something does without it; wrong: it has to be mended.")
    message: str = Field(description="What was found.")
    remedy: str = Field("", description="What to do; empty where nothing has to be done.")


class DoctorDocument(_Part):
    """All that the doctor found."""

    cpstandard: str = Field(description="The version of the software.")
    healthy: bool = Field(description="Whether nothing is wrong; notes do not count.")
    lines: list[Line]
