"""How a registry entry says what is to be fetched where one address is not one document."""

from pydantic import Field, model_validator

from cpstandard.registry.strict_model import Strict


class FeedPages(Strict):
    """A feed that comes in pages: how one leads to the next. All of them are one document."""

    next: str = Field(
        default="",
        max_length=200,
        description="Where a page gives the address of the next: link for the header Link, or the "
        "path of a field in its JSON, such as links/next.",
    )
    parameter: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9_.\[\]-]*$",
        max_length=100,
        description="The part of the address that counts the pages, such as page.",
    )
    first: int = Field(default=1, ge=0, le=1_000_000, description="The first number counted.")
    items: str | None = Field(
        default=None,
        max_length=200,
        description="The path of the list in each page; where that is empty, the feed has ended. "
        "An empty text where the page itself is the list.",
    )
    total: str = Field(
        default="", max_length=200, description="The path of the number of pages there are."
    )
    most: int = Field(
        default=1000, ge=1, le=100_000, description="More pages than this are a failure."
    )

    @model_validator(mode="after")
    def _one_way(self) -> "FeedPages":
        if bool(self.next) == bool(self.parameter):
            raise ValueError("give either next or parameter, not both and not neither")
        if self.parameter and self.items is None and not self.total:
            raise ValueError("say with items or total where a feed that is counted ends")
        return self
