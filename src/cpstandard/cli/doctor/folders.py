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
_LEAST_ASIDE = 20 << 20  # some packages that are not small, unpacked


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
    """Yield lines about the workspace and the folder for temporary files of all but builds."""
    yield _room(
        "workspace",
        workspace,
        (_LEAST, _AMPLE),
        "make room: a build needs several times what it publishes",
        "name another with --workspace",
    )
    yield _room(
        "temporary",
        Path(tempfile.gettempdir()),
        (_LEAST_ASIDE, _LEAST),
        "make room, or set TMPDIR: files are unpacked there when they are validated or converted",
        "set TMPDIR",
    )


def _room(name: str, folder: Path, enough: tuple[int, int], make_room: str, mend: str) -> Line:
    """Return what room there is; ``enough`` is what there has to be, and what is ample."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    try:
        # Rights are not asked about but tried: a file system may be read-only for everybody.
        with tempfile.TemporaryFile(dir=there, prefix=".cpstandard-doctor-"):
            free = shutil.disk_usage(there).free
    except OSError as error:
        message = f"{there} cannot be written to: {error.strerror}"
        return Line(topic="folders", name=name, state="wrong", message=message, remedy=mend)
    said, (least, ample) = f"{folder}: {free / 1e9:,.1f} GB free", enough
    if free >= ample:
        return Line(topic="folders", name=name, state="ok", message=said)
    state = "note" if free >= least else "wrong"
    return Line(topic="folders", name=name, state=state, message=said, remedy=make_room)
