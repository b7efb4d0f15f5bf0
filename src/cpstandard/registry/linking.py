"""How ``site.yaml`` says how sure a link between records has to be."""

from typing import Annotated, Literal

from pydantic import Field

from cpstandard.core.links import LinkSettings
from cpstandard.registry.strict_model import Strict

Method = Literal["identifiers", "rules", "splink"]
_OURS = LinkSettings()
_Share = Annotated[float, Field(ge=0, le=1)]
_Bits = Annotated[float, Field(ge=0)]


class Linking(Strict):
    """``linking``: the way of linking, and its thresholds; whoever sets none has ours."""

    method: Method = Field(
        default="rules",
        description="identifiers: official numbers alone; rules: names, places and websites too; "
        "splink: a trained model in their place (pip install 'cpstandard[link]').",
    )
    name_with_page: _Share = Field(
        default=_OURS.name_with_page,
        description="How far names have to agree, from 0 to 1, where both give one page or one "
        "record of a register.",
    )
    name_with_website: _Share = Field(
        default=_OURS.name_with_website, description="The same, for one website."
    )
    name_with_postcode: _Share = Field(
        default=_OURS.name_with_postcode, description="The same, for one postcode."
    )
    name_with_place: _Share = Field(
        default=_OURS.name_with_place, description="The same, for one town or area."
    )
    name_with_organisation: _Share = Field(
        default=_OURS.name_with_organisation,
        description="The same, for initiatives that one organisation runs.",
    )
    name_alone: _Share = Field(
        default=_OURS.name_alone, description="The same, where nothing else agrees."
    )
    bits_alone: _Bits = Field(
        default=_OURS.bits_alone,
        description="How telling the words of a name have to be then; a word that one name in a "
        "thousand has tells ten.",
    )
    bits_elsewhere: _Bits = Field(
        default=_OURS.bits_elsewhere, description="The same, where the places differ."
    )
    review: _Share = Field(
        default=_OURS.review,
        description="By how much less names may agree for the pair to be listed for review.",
    )
    model_link: float = Field(
        default=_OURS.model_link,
        ge=0.5,
        le=1,
        description="The probability at which the trained model links.",
    )
    model_review: _Share = Field(
        default=_OURS.model_review,
        description="The probability at which it lists a pair for review.",
    )
    most: int = Field(
        default=_OURS.most,
        ge=2,
        le=100,
        description="How many groups of records likenesses alone may join into one.",
    )

    def settings(self) -> LinkSettings:
        """Return them in the terms of the link stage."""
        return LinkSettings(**self.model_dump())
