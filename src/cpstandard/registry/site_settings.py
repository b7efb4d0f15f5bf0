"""``site.yaml``: what the directory is called, says of itself, looks like, and how it works."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from cpstandard.core.site_parts import FACETS, FacetName, Part
from cpstandard.registry.linking import Linking
from cpstandard.registry.look import Schemes, Tag, Texts
from cpstandard.registry.strict_model import Strict

EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
# Engines of the ECMA kind refuse a backslash before a quotation mark.
WebAddress = Annotated[str, Field(pattern=r'^https?://[^\s"<>]+$', max_length=2000)]


class Copies(Strict):
    """How long the last good copy of a source that fails is shown."""

    days: int = Field(
        default=180, ge=1, le=3650, description="For how many days after it was read."
    )
    warn: int = Field(
        default=30, ge=0, le=3650, description="How many days before its end that is announced."
    )


class SiteSettings(Strict):
    """``site.yaml``: what the directory is called and where it will be published."""

    title: str = Field(default="Directory of community power", min_length=1, max_length=100)
    contact: str | None = Field(
        default=None,
        pattern=EMAIL,
        description="Where to write about the directory: a role's address, never a person's.",
    )
    issues: WebAddress | None = Field(
        default=None, description="Where reports are taken in public, where there is no contact."
    )
    base_url: WebAddress | None = Field(
        default=None, description="The site's permanent address, for the sitemap."
    )
    languages: list[Tag] = Field(
        default=["en"],
        min_length=1,
        description="The languages of the pages: en, cy. The first is at the site's root.",
    )
    list_pages: int = Field(
        default=20,
        ge=1,
        le=10_000,
        description="Over how many pages of a hundred a list runs at the most; search has all.",
    )
    colours: Schemes = Field(
        default=Schemes(), description="Colours of the pages; docs/theming.md names each."
    )
    logo: str | None = Field(
        default=None,
        min_length=1,
        description="A picture below the registry folder, in SVG, PNG, JPEG or WebP.",
    )
    texts: dict[Tag, Texts] = Field(
        default={}, description="What the site says of itself, by language."
    )
    templates: str | None = Field(
        default=None,
        min_length=1,
        description="A folder below the registry's with templates that take the place of ours.",
    )
    leave_out: list[Part] = Field(
        default=[], description="Parts of the site that are left out, with all that leads there."
    )
    facets: list[FacetName] = Field(
        default=list(FACETS),
        json_schema_extra={"uniqueItems": True},
        description="The filters of the search, in the order in which they are shown.",
    )
    map: Literal["drawn", "moving"] = Field(
        default="drawn",
        description="Whether the search's map is a drawing alone, or may also be moved and zoomed, "
        "which needs the extra cpstandard[map].",
    )
    linking: Linking = Field(
        default=Linking(), description="How records of several publishers are linked."
    )
    copies: Copies = Field(
        default=Copies(), description="How long the last good copy of a failing source is shown."
    )
    non_commercial: bool = Field(
        default=False,
        description="Whether whoever runs the site declares it not commercial. Only then is data "
        "shown whose licence forbids commercial use, in files of its own.",
    )

    @field_validator("facets")
    @classmethod
    def _once_each(cls, facets: list[FacetName]) -> list[FacetName]:
        twice = sorted({facet for facet in facets if facets.count(facet) > 1})
        if twice:
            raise ValueError(f"named twice: {', '.join(twice)}")
        return facets
