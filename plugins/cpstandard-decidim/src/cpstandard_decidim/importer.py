"""The importer ``decidim``."""

from collections.abc import Iterator

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.ingest.country import CountryCode
from cpstandard.ingest.each_once import each_once
from cpstandard_decidim.bundle import Export, Space, read_export
from cpstandard_decidim.counts import count_of
from cpstandard_decidim.space import Platform, to_record
from cpstandard_decidim.texts import languages_of


class DecidimOptions(ImporterOptions):
    """What an export does not say of its platform."""

    country: CountryCode = Field(
        default="", description="ISO code of the platform's country, such as ES; empty: by address."
    )
    place: str = Field(default="", description="Town or region that the platform is for.")
    organisation: str = Field(default="", description="Body that runs the platform.")
    language: str = Field(default="", description="Language of the records, such as ca.")
    practices: dict[str, str] = Field(
        default={}, description="Part of a title to a code of the codelist practice."
    )


class Decidim:
    """Participatory processes and assemblies: JSON exports, open-data CSV, or a zip of them."""

    id = "decidim"
    title = "Decidim: participatory processes and assemblies"
    version = "0.1.0"
    register = Register(
        name="Decidim",
        operator="the bodies that run platforms made with Decidim",
        licence="",  # each platform states its own; the zip of open data brings it along
        url="https://decidim.org/",
    )
    media_types: tuple[str, ...] = (
        "application/json", "text/csv", "application/zip", "inode/directory",
    )  # fmt: skip
    Options: type[ImporterOptions] = DecidimOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` holds processes or assemblies of Decidim."""
        try:
            return bool(read_export(document).spaces)
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each process and assembly, after the files that were left aside.

        Raises ``UnusableInput`` where ``document`` holds neither.
        """
        chosen = DecidimOptions.model_validate(options.model_dump())
        export = read_export(document)
        for why, row in export.aside:
            yield Skipped(why, (row,))
        made = (_outcome(space, export, chosen, document.retrieved_at) for space in export.spaces)
        yield from each_once(made, "the same space was given before")


def _outcome(
    space: Space, export: Export, options: DecidimOptions, retrieved: str
) -> Imported | Skipped:
    row = space.row
    slug = row.text("slug") or row.text("id")
    if not space.kind:
        return Skipped("it is neither a process nor an assembly", (row,))
    if space.hidden:
        return Skipped(space.hidden, (row,))
    languages = languages_of(row, options.language)
    if not languages.order or not slug:
        return Skipped("it has no title or no slug", (row,))
    count = count_of(export.counts, space.kind, slug)
    platform = Platform(
        options.country,
        options.place,
        options.organisation,
        options.practices,
        retrieved,
    )
    record = to_record(space, languages, count, platform)
    if not record["places"]:
        return Skipped("nothing says where it is: give the options country and place", (row,))
    return Imported(
        f"{space.kind}-{slug}",
        record,
        (row,),
        licence=export.licence,
        language=languages.main or options.language,
    )
