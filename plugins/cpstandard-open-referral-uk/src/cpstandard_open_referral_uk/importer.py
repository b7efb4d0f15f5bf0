"""The importer ``open-referral-uk``."""

from collections.abc import Iterator

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, ImporterOptions, Register, Skipped
from cpstandard.core.row import Row
from cpstandard.ingest.register_options import CandidateOptions
from cpstandard_open_referral_uk.feed import pages
from cpstandard_open_referral_uk.organisation import Organisations
from cpstandard_open_referral_uk.service import to_record


class OpenReferralUkOptions(CandidateOptions):
    """Which services are community power, and where the feed's services are."""

    terms: dict[str, str] = Field(
        default={},
        description="What a term of the directory's taxonomies means, by its name, id, code or "
        "address: a code of the codelist practice, or skip. It counts before the plugin's table.",
    )
    area: str = Field(
        default="",
        max_length=200,
        description="The area of the directory, for services that say of no place themselves.",
    )


class OpenReferralUk:
    """Services of a directory in HSDS-UK, version 3 or 1: a page, a list, one, or a folder."""

    id = "open-referral-uk"
    title = "Services in Open Referral UK"
    version = "0.1.0"
    register = Register(
        name="Directory of services (Open Referral UK)",
        operator="The council or partnership that keeps the directory",
        licence="",  # each directory states its own
        url="https://openreferraluk.org/",
    )
    media_types: tuple[str, ...] = (
        "application/json",
        "application/x-ndjson",
        "application/zip",
        "inode/directory",
    )
    Options: type[ImporterOptions] = OpenReferralUkOptions

    def recognises(self, document: Document) -> bool:
        """Return whether ``document`` holds services in Open Referral UK."""
        try:
            return any(page.rows for page in pages(document))
        except UnusableInput:
            return False

    def read(self, document: Document, options: ImporterOptions) -> Iterator[Imported | Skipped]:
        """Yield an outcome for each service, in the document's order.

        Raises ``UnusableInput`` where ``document`` is no feed.
        """
        wanted = OpenReferralUkOptions.model_validate(options.model_dump())
        organisations, seen = Organisations(), set[str]()
        # What was fetched stood so on that day; a file from somebody's folder may be old.
        seen_on = document.retrieved_at[:10] if document.url else ""
        for page in pages(document):
            for number, row in enumerate(page.rows):
                if page.note and not number:
                    row.note(page.note)
                yield _outcome(row, organisations, wanted, seen_on, seen)


def _outcome(
    row: Row,
    organisations: Organisations,
    options: OpenReferralUkOptions,
    seen_on: str,
    seen: set[str],
) -> Imported | Skipped:
    own_id = row.text("id")
    organisation = organisations.of(row)
    if not own_id:
        return Skipped("it has no id", (row,))
    if own_id in seen:
        return Skipped("the same service occurred before", (row,))
    seen.add(own_id)
    record = to_record(row, organisation, options, seen_on)
    if not record["name"]:
        return Skipped("neither it nor its organisation has a name", (row,))
    if not record["practices"]:
        return Skipped("its name, text and terms fit no rule", (row,))
    if not record["places"] and not record["scope"]:
        return Skipped("it says of no place", (row,))
    return Imported(own_id, record, (row,))
