"""The pages about the data as a whole: downloads, dictionary, and what may be done with what."""

from collections.abc import Iterator

from cpstandard.publish.data_files import data_files, licence_views
from cpstandard.publish.dictionary import Dictionary
from cpstandard.publish.renderer import Output, Renderer


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of the data, its licences and its dictionary, and what is for machines."""
    directory = renderer.directory
    licences = licence_views(directory)
    whole = [each for each in directory.datasets if not each.publisher]
    yield renderer.page(
        "data/",
        "data/index.html",
        together=next((each for each in whole if not each.group), None),
        apart=[each for each in whole if each.group],
        of_publishers=[each for each in directory.datasets if each.publisher],
        licences=licences,
        total=len(renderer.contents.entries),
        now=directory.now,
        datasets=bool(directory.datasets),
        publishers=[each.name for each in directory.publishers.values() if each.records],
    )
    treatments = list(directory.standard.licences.treatments)
    yield renderer.page(
        "data/licences/", "data/licences.html", licences=licences, treatments=treatments
    )
    yield renderer.page_from(
        "data/dictionary/",
        "data/dictionary.html",
        lambda: {"extensions": directory.data_standard.extensions},
        lambda extensions: {"dictionary": Dictionary(directory.data_standard)},  # noqa: ARG005
    )
    yield from data_files(directory)
