"""Failures of ours, as opposed to findings about somebody's data."""

from collections.abc import Sequence

from cpstandard.core.phrase import spoken


class CpstandardError(Exception):
    """Something could not be done.

    ``str(error)`` is one line for a person, in the language that is spoken: what, where, and what
    to do about it.
    """

    def __str__(self) -> str:
        """Return the line."""
        return str(spoken(self.args[0])) if self.args else ""


class UnusableInput(CpstandardError):  # noqa: N818 - it says what happened
    """A file, address or option that cannot be used at all (exit code 2 on the command line)."""


class WrongOptions(UnusableInput):
    """Options of an importer that are wrong: each mistake with its key, joined by ``/``."""

    def __init__(self, opening: str, mistakes: Sequence[tuple[str, str]]) -> None:
        """Say ``opening`` (whose options) and all ``mistakes`` in one line."""
        said = "; ".join(f"{key}: {wrong}" if key else wrong for key, wrong in mistakes)
        super().__init__(f"{opening}: {said}{'' if said.endswith('?') else '.'}")
        self.opening = opening
        self.mistakes = tuple(mistakes)


class NotTried(CpstandardError):  # noqa: N818 - it says what happened
    """A source was left alone on purpose, such as an address in a build without the network."""


class SourceFailed(CpstandardError):  # noqa: N818 - the same
    """One publisher's source could not be read; the others go on."""
