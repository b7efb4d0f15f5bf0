"""Reference data of the registry: tables of areas, and of links between registers."""

from pydantic import Field, model_validator

from cpstandard.registry.site_settings import WebAddress
from cpstandard.registry.strict_model import Strict, in_one_place


class Columns(Strict):
    """What the columns of a table of areas are called."""

    code: str = Field(min_length=1, description="The area's code, such as E06000023.")
    name: str = Field(min_length=1, description="Its name.")
    current_code: str = Field(default="", description="The code of the area that holds it today.")
    current_name: str = Field(default="", description="The name of that area.")
    region: str = Field(default="", description="The name of its region.")
    other_names: str = Field(default="", description="Further spellings, parted by commas.")


class LinkColumns(Strict):
    """What the columns are called that hold two numbers of one body, such as GB-CHC-1234567."""

    number: str = Field(min_length=1, description="The number in one register, with its prefix.")
    same_as: str = Field(min_length=1, description="The same body's number in another.")


class Reference(Strict):
    """Reference data: a table of areas, which completes places, or of links between registers."""

    title: str = Field(min_length=1, max_length=200, description="What the table holds.")
    url: WebAddress | None = Field(default=None, description="Its address, for --online builds.")
    path: str | None = Field(
        default=None, min_length=1, description="Its place below the registry folder, if embedded."
    )
    licence: str = Field(min_length=1, description="SPDX id or address of its licence.")
    columns: Columns | None = Field(
        default=None, description="What the columns of a table of areas are called."
    )
    links: LinkColumns | None = Field(
        default=None, description="What the columns of a table of links are called."
    )

    @model_validator(mode="after")
    def _one_place(self) -> "Reference":
        if (self.columns is None) == (self.links is None):
            raise ValueError("give either columns (of areas) or links (between registers)")
        in_one_place(self.url, self.path)
        return self
