"""Options that importers of registers of organisations have in common."""

from collections.abc import Iterable

from pydantic import Field

from cpstandard.core.document import Document
from cpstandard.core.importer import ImporterOptions
from cpstandard.ingest.classification import Candidate


class CandidateOptions(ImporterOptions):
    """Of a register of which rules tell what is community power."""

    min_confidence: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="How sure a rule has to be, from 0 to 1; practices below are left out.",
    )

    def sure(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return the candidates that are sure enough, in their order."""
        return [found for found in candidates if found.confidence >= self.min_confidence]


class DownloadOptions(CandidateOptions):
    """Of such a register in a file that does not say of what day it is."""

    as_of: str = Field(
        default="",
        pattern=r"^(\d{4}-\d{2}-\d{2})?$",
        description="The day of the download, YYYY-MM-DD; else the day on which it was fetched.",
    )

    def day(self, document: Document) -> str:
        """Return the day on which the file stood so; empty where nobody can know.

        A file that was given by hand may be years old, whenever it was read.
        """
        return self.as_of or (document.retrieved_at[:10] if document.url else "")
