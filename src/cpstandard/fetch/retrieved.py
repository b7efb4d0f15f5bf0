"""What a fetch brings: a file on this machine and how it was come by."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A source's file or folder on this machine.

    ``name`` is how a person knows it. ``retrieved_at`` is UTC in ISO 8601, empty for a file that
    lies in the registry. ``stale_because`` says why an older copy had to serve, if it had to.
    """

    path: Path
    name: str
    url: str = ""
    retrieved_at: str = ""
    stale_because: str = ""
