"""Looks at the folders of a build: the registry, and where there has to be room to write."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cpstandard.cli.doctor.model import Line
from cpstandard.core.errors import UnusableInput
from cpstandard.registry import read_registry

_LEAST = 200 << 20  # of free space: a build of the founding collection takes a tenth of it
_AMPLE = 2 << 30


def registry(folder: Path) -> Iterator[Line]:
    """Yield a line about the registry; having none is right where nothing is to be built."""
    if not folder.is_dir():
        yield Line(
            topic="folders",
            name="registry",
            state="note",
            message=f"there is no {folder}: only build needs one",
            remedy="cpstandard registry add URL, or name its folder with --registry",
        )
        return
    try:
        found = read_registry(folder)
    except (UnusableInput, OSError) as error:
        yield Line(
            topic="folders",
            name="registry",
            state="wrong",
            message=str(error),
            remedy=f"cpstandard registry check --registry {folder}",
        )
        return
    publishers = len(found.publishers)
    message = f"{folder} lists {publishers} publisher{'s' if publishers > 1 else ''}"
    yield Line(topic="folders", name="registry", state="ok", message=message)


def writable(workspace: Path) -> Iterator[Line]:
    """Yield lines about the workspace and the folder for temporary files."""
    yield _room("workspace", workspace)
    yield _room("temporary", Path(tempfile.gettempdir()))


def _room(name: str, folder: Path) -> Line:
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    try:
        # Rights are not asked about but tried: a file system may be read-only for everybody.
        with tempfile.TemporaryFile(dir=there, prefix=".cpstandard-doctor-"):
            free = shutil.disk_usage(there).free
    except OSError as error:
        return Line(
            topic="folders",
            name=name,
            state="wrong",
            message=f"{there} cannot be written to: {error.strerror}",
            remedy="name another with --workspace" if name == "workspace" else "set TMPDIR",
        )
    said = f"{folder}: {free / 1e9:,.1f} GB free"
    if free >= _AMPLE:
        return Line(topic="folders", name=name, state="ok", message=said)
    state = "note" if free >= _LEAST else "wrong"
    remedy = "make room: a build needs several times what it publishes"
    return Line(topic="folders", name=name, state=state, message=said, remedy=remedy)
