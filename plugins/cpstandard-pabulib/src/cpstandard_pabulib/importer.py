"""The importer ``pabulib``."""

from collections.abc import Iterator, Mapping

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.location import Location
from cpstandard.core.media_type import PABULIB
from cpstandard.core.row import Row
from cpstandard.ingest.country import CountryCode, country_code
from cpstandard_pabulib.amounts import taken
from cpstandard_pabulib.edition import Edition, read_edition
from cpstandard_pabulib.pb_file import read_pb, words
from cpstandard_pabulib.record import to_record, unit_of

_ENDING = ".pb"
_NOWHERE = frozenset({"worldwide", "artificial", "world", "tbd"})
_WHY = 300


class PabulibOptions(ImporterOptions):
    """Which files are wanted, and what they leave out."""

    countries: list[str] = Field(
        default=[], description="ISO codes such as PL; only votes there are imported. Empty: all."
    )
    country: CountryCode = Field(
        default="", description="ISO code for files that name no country, as some platforms' do."
    )


class Pabulib:
    """Participatory budgets: a .pb file, or a folder or zip of many."""

    id = "pabulib"
    title = "Pabulib: votes on participatory budgets"
    version = "0.1.0"
    register = Register(
        name="Pabulib",
        operator="Pabulib, a project of computational social choice",
        licence="",  # it states none that covers all its data: the registry entry names one
        url="https://pabulib.org/",
    )
    media_types: tuple[str, ...] = (PABULIB, "application/zip", "inode/directory")
    Options: type[ImporterOptions] = PabulibOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` is a .pb file or holds any."""
        try:
            inside = any(name.casefold().endswith(_ENDING) for name in document.members())
        except UnusableInput:
            return False
        return document.media_type == PABULIB or inside

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield a record for each unit, after what was skipped.

        Raises ``UnusableInput`` where ``document`` is no .pb file and holds none that can be read.
        """
        chosen = PabulibOptions.model_validate(options.model_dump())
        units: dict[tuple[str, str], tuple[str, list[Edition]]] = {}
        digests: set[str] = set()
        for row, digest in _rows(document):
            why = "the same file was given before" if digest in digests else ""
            digests.add(digest)
            if isinstance(row, Skipped):
                yield row
                continue
            country, why = _country(row, chosen, why)
            unit = unit_of(row)
            why = why or _useless(row, unit)
            if why:
                yield Skipped(why, (row,))
                continue
            _, editions = units.setdefault((country, unit.casefold()), (unit, []))
            editions.append(read_edition(row, country))
        for (country, _), (unit, editions) in units.items():
            record = to_record(unit, country, editions)
            yield Imported(f"{country}-{unit}", record, tuple(e.row for e in editions))


def _rows(document: Document) -> Iterator[tuple[Row | Skipped, str]]:
    """Yield each file as a row, or why it is left out, with the digest of its bytes."""
    members = document.members()
    if not members:
        yield read_pb(document), document.sha256
        return
    _check_any(document, members)
    usable = False
    for name in sorted(members):
        place = Row({"(file)": name}, Location(file=f"{document.name}/{name}"))
        if not name.casefold().endswith(_ENDING):
            yield Skipped("it is no .pb file", (place,)), ""
            continue
        try:
            member = members[name]
            yield read_pb(member), member.sha256
            usable = True
        except UnusableInput as error:
            reason = str(error).removeprefix(f"{document.name}/{name} ")[:_WHY]
            yield Skipped(f"it cannot be read: it {reason.rstrip('.')}", (place,)), ""
    if not usable:
        raise UnusableInput(f"{document.name}: none of its .pb files can be read. {reason}")


def _check_any(document: Document, members: Mapping[str, Document]) -> None:
    if not any(name.casefold().endswith(_ENDING) for name in members):
        raise UnusableInput(
            f"{document.name} holds no .pb file of Pabulib: found "
            f"{', '.join(sorted(members)[:8]) or 'nothing'}."
        )


def _country(row: Row, options: PabulibOptions, why: str) -> tuple[str, str]:
    """Return the country's code, and why the file is left out if it is."""
    stated = taken(row, "META/country")
    if stated.casefold() in _NOWHERE:
        return "", why or "an experiment, not a budget of a place"
    code = country_code(stated) if stated else options.country
    if stated and not code:
        row.unknown("META/country", stated)
    if not code:
        return "", why or "it names no country"
    if options.countries and code not in options.countries:
        return code, why or "it is in none of the countries wanted"
    return code, why


def _useless(row: Row, unit: str) -> str:
    if taken(row, "META/experimental").removesuffix(".0") == "1":
        return "an experiment, not a budget of a place"
    if not unit:
        return "it names no unit that holds the budget"
    if unit.casefold() in words()["collections"]:
        return "its unit is a collection of data, not a body that holds a budget"
    return ""
