"""What a build is asked to do."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from cpstandard.pipeline.engine import Engine


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What to build and how: ``now`` is UTC in ISO 8601, ``only`` names publishers (or all).

    ``allow_private`` names networks that are not public and may be reached, or "all" of them.
    ``engine`` works ahead of the build, which does all by itself where there is none.
    ``linking`` is a method in place of the one that ``site.yaml`` names.
    Without ``pages`` the site is the data, its status and its history alone. ``jobs`` is how many
    processes may work at once.
    """

    registry: Path
    out: Path
    workspace: Path
    now: str
    online: bool = False
    allow_private: Collection[str] = ()
    only: Collection[str] = ()
    keep: int = 2
    engine: Engine | None = None
    linking: str = ""
    pages: bool = True
    jobs: int = 1
