"""The importer ``murmurations``."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard_murmurations.profile import local_id, to_record
from cpstandard_murmurations.sources import SCHEMAS, profiles

_KEBAB = r"^([a-z0-9]+(-[a-z0-9]+)*)?$"
_ORGANISATIONS = re.compile(
    r"(?:test_)?(?:organi[sz]ations?|groups?|projects?|regen\w*)_?\w*schema", re.IGNORECASE
)
_PEOPLE = re.compile(r"(?:test_)?(?:people|person|members?)_\w*schema", re.IGNORECASE)


class MurmurationsOptions(ImporterOptions):
    """Which profiles are of community power initiatives, and of which practice."""

    practices: dict[str, str] = Field(
        default={},
        description="What a tag means: a code of the codelist practice, or skip. It counts before "
        "the plugin's own table.",
    )
    default_practice: str = Field(
        default="",
        pattern=_KEBAB,
        description="The practice of profiles whose tags, name and text fit no rule: for a network "
        "that has no others. Without it they are skipped.",
    )


class Murmurations:
    """Profiles of organisations: one, a list, an answer of the index, a folder, a sheet."""

    id = "murmurations"
    title = "Organisation profiles of the Murmurations network"
    version = "0.1.0"
    register = Register(
        name="Murmurations",
        operator="Murmurations Network; each profile by the organisation itself",
        licence="",  # each network states its own
        url="https://murmurations.network/",
    )
    media_types: tuple[str, ...] = (
        "application/json",
        "application/x-ndjson",
        "application/zip",
        "inode/directory",
        "text/csv",
    )
    Options: type[ImporterOptions] = MurmurationsOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` holds profiles of Murmurations."""
        try:
            return next(profiles(document), None) is not None
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each profile, in the document's order.

        Raises ``UnusableInput`` where ``document`` holds no profiles.
        """
        wanted = MurmurationsOptions.model_validate(options.model_dump())
        seen: set[str] = set()
        today = document.retrieved_at[:10]
        # What was fetched stood so on that day; a file from somebody's folder may be old.
        days = (today, today if document.url else "")
        for row in profiles(document):
            yield _outcome(row, wanted, days, seen)


def _outcome(
    row: Row, options: MurmurationsOptions, days: tuple[str, str], seen: set[str]
) -> Imported | Skipped:
    if reason := _unfit(row):
        return Skipped(reason, (row,))
    own_id = local_id(row)
    if own_id in seen:
        return Skipped("the same profile occurred before", (row,))
    record = to_record(row, own_id, options.practices, options.default_practice, days)
    if not record["practices"] and not record["clusters"]:
        return Skipped("its name, text and tags fit no rule", (row,))
    if not record["places"] and not record["scope"]:
        return Skipped("it says of no country and of no scope", (row,))
    seen.add(own_id)
    return Imported(own_id, record, (row,))


def _unfit(row: Row) -> str:
    """Return why the profile is none of an organisation that is there; empty where it is one."""
    stated: Any = next((found for name in SCHEMAS if (found := row.take(name))), [])
    names = [str(name) for name in (stated if isinstance(stated, list) else [stated])]
    if not names:
        return "it names no schema"
    if any(map(_PEOPLE.match, names)):
        row.withhold("name", "first_name", "last_name", "description", "primary_url", "image")
        return "profile of a person"
    if not any(map(_ORGANISATIONS.match, names)):
        row.unknown(SCHEMAS[0], ", ".join(names)[:200])
        return "it is no profile of an organisation"
    if row.text("status").casefold() == "deleted":
        return "it was taken out of the index"
    return "" if row.text("name") else "it has no name"
