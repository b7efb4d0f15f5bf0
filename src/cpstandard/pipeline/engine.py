"""Who does the work of a build: this process, or others ahead of it."""

from collections.abc import Sequence
from typing import Protocol

from cpstandard.link.linking import Judge
from cpstandard.pipeline.source import SourceReader
from cpstandard.registry import Publisher, Source


class Engine(Protocol):
    """Does work of a build elsewhere, with the same functions, and leaves it in the workspace.

    The build then finds there what it would have made itself, under the same keys; what an engine
    has not done is done by the build. So the site is the same whoever did it.
    """

    @property
    def by_rules(self) -> Judge:
        """Who judges by the rules which records are the same, as ``by_rules`` of the links does."""

    def read_ahead(
        self, reader: SourceReader, chosen: Sequence[tuple[Publisher, Source]], /
    ) -> None:
        """Import and validate ``chosen`` sources as ``reader`` would; a failure stops nothing."""
