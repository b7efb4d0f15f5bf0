"""How ``site.yaml`` says how sure a link between records has to be."""

from typing import Literal

from pydantic import Field

from cpstandard.core.links import LinkSettings
from cpstandard.registry.strict_model import Strict

Method = Literal["identifiers", "rules", "splink"]
_OURS = LinkSettings()


class Linking(Strict):
    """``linking``: the way of linking, and its thresholds; whoever sets none has ours."""

    method: Method = Field(
        default="rules",
        description="identifiers: official numbers alone; rules: names, places and websites too; "
        "splink: a trained model in their place (pip install 'cpstandard[link]').",
    )
    name_with_page: float = Field(
        default=_OURS.name_with_page,
        ge=0,
        le=1,
        description="How far names have to agree, from 0 to 1, where both give one page or one "
        "record of a register.",
    )
    name_with_website: float = Field(
        default=_OURS.name_with_website, ge=0, le=1, description="The same, for one website."
    )
    name_with_postcode: float = Field(
        default=_OURS.name_with_postcode, ge=0, le=1, description="The same, for one postcode."
    )
    name_with_place: float = Field(
        default=_OURS.name_with_place, ge=0, le=1, description="The same, for one town or area."
    )
    name_with_organisation: float = Field(
        default=_OURS.name_with_organisation,
        ge=0,
        le=1,
        description="The same, for initiatives that one organisation runs.",
    )
    name_alone: float = Field(
        default=_OURS.name_alone, ge=0, le=1, description="The same, where nothing else agrees."
    )
    bits_alone: float = Field(
        default=_OURS.bits_alone,
        ge=0,
        description="How telling the words of a name have to be then; a word that one name in a "
        "thousand has tells ten.",
    )
    bits_elsewhere: float = Field(
        default=_OURS.bits_elsewhere, ge=0, description="The same, where the places differ."
    )
    review: float = Field(
        default=_OURS.review,
        ge=0,
        le=1,
        description="By how much less names may agree for the pair to be listed for review.",
    )
    model_link: float = Field(
        default=_OURS.model_link,
        ge=0.5,
        le=1,
        description="The probability at which the trained model links.",
    )
    model_review: float = Field(
        default=_OURS.model_review,
        ge=0,
        le=1,
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
