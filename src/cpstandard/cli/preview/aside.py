"""Where a preview is built: aside, so that neither the site nor its history knows of it."""

import contextlib
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Never

from cpstandard.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Aside:
    """A ``site`` and a ``workspace`` of a preview's own, beside those of the directory."""

    site: Path
    workspace: Path


@contextlib.contextmanager
def aside(site: Path, workspace: Path) -> Iterator[Aside]:
    """Make the place of a preview, and delete it in the end, also where SIGTERM is the end.

    It begins with what is published at ``site``, if anything is, and with a copy of the
    ``workspace``: a build there does only what is new, and tells what it would change. The copy
    is its own, as a take-down that is half written deletes for good what it reaches. It lies
    beside the workspace, where its files can be the same ones under a second name.

    Raises ``UnusableInput`` where a build is using the workspace.
    """
    parent = workspace.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        with tempfile.TemporaryDirectory(
            prefix=f"{workspace.name}.preview-",
            dir=parent,
            ignore_cleanup_errors=True,  # a build that was stopped may be in the way for a moment
        ) as folder:
            place = Aside(Path(folder) / "site", Path(folder) / "workspace")
            Workspace(workspace).copy_to(place.workspace)
            if site.is_symlink() and (site / "index.html").is_file():
                place.site.symlink_to(site.resolve())
            yield place
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> Never:
    raise KeyboardInterrupt
