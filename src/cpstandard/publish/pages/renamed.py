"""What countries and regions are called in another language than that of the site's data files."""

from cpstandard.core.phrase import speaking
from cpstandard.publish.countries import country_said, region_said
from cpstandard.publish.pages.coverage import ENGLISH_REGIONS, NATIONS
from cpstandard.publish.renderer import Renderer


def renamed(renderer: Renderer) -> dict[str, str]:
    """Return what countries and regions are called here, by what the data files call them.

    The files that scripts read are the same for all languages, and call places as the first of them
    does.
    """
    with speaking(renderer.directory.languages[0]):
        theirs = _wider_places(renderer)
    pairs = zip(theirs, _wider_places(renderer), strict=True)
    return {there: here for there, here in pairs if there != here}


def _wider_places(renderer: Renderer) -> list[str]:
    regions = (*NATIONS.values(), *ENGLISH_REGIONS)
    countries = map(country_said, renderer.contents.by_country)
    return [*countries, *(region_said("GB", name) for name in regions)]
