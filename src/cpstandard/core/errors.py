"""Failures of ours, as opposed to findings about somebody's data."""

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


class NotTried(CpstandardError):  # noqa: N818 - it says what happened
    """A source was left alone on purpose, such as an address in a build without the network."""


class SourceFailed(CpstandardError):  # noqa: N818 - the same
    """One publisher's source could not be read; the others go on."""
