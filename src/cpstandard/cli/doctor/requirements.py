"""What our own distribution says that it needs, and what of it is here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

PROJECT = "cpstandard"
_LINE = re.compile(
    r"(?P<name>[\w.-]+)(?P<bounds>[^;]*)(?:;.*extra == ['\"](?P<extra>[\w-]+)['\"])?"
)
_LEAST = re.compile(r">=\s*([\w.]+)")


@dataclass(frozen=True, slots=True)
class Need:
    """A distribution that cpstandard needs: always, or for the extra that is named."""

    name: str
    least: str
    extra: str

    def installed(self) -> str:
        """Return the version that is here; empty where none is."""
        try:
            return metadata.version(self.name)
        except metadata.PackageNotFoundError:
            return ""

    def lacks(self) -> str:
        """Return what is amiss in a few words; empty where the need is met."""
        found = self.installed()
        if not found:
            return f"{self.name} is missing"
        if _numbers(found) < _numbers(self.least):
            return f"{self.name} is {found}, and {self.least} or newer is needed"
        return ""


def needs() -> Iterator[Need]:
    """Yield what the installed distribution says that it needs.

    Raises ``PackageNotFoundError`` where it was never installed, only unpacked.
    """
    for line in metadata.requires(PROJECT) or ():
        found = _LINE.match(line)
        if found:
            least = _LEAST.search(found["bounds"])
            yield Need(found["name"], least[1] if least else "", found["extra"] or "")


def _numbers(version: str) -> list[int]:
    """Return the numbers that a version begins with: enough to tell an older one."""
    return [int(part) for part in re.findall(r"\d+", re.split(r"[a-zA-Z+]", version)[0])]
