"""Who does the work of a build: this process, or others ahead of it."""

from collections.abc import Callable, Sequence
from typing import BinaryIO, Protocol

from cpstandard.link.judging import Judge
from cpstandard.pipeline.source import SourceReader
from cpstandard.registry import Publisher, Source
from cpstandard.workspace import Workspace

File = tuple[str, str, Callable[[BinaryIO], None]]
"""A file that the workspace is to hold: its stage, its key, and what writes it."""


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

    def make_ahead(self, workspace: Workspace, files: Sequence[File], /) -> None:
        """Make those of ``files`` that ``workspace`` does not hold; a failure stops nothing."""
