"""Where temporary files go while a build is at work."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_OURS = "build-"


@contextmanager
def temporary_in(folder: Path) -> Iterator[None]:
    """Have temporary files made in a new folder in ``folder``, which goes in the end.

    In the system's own folder those of a killed process stay for good, and may hold records that
    are withdrawn since; here they go when the next begins. It holds for what this process and those
    forked from it make by ``tempfile``, and for programs they start that go by ``TMPDIR``. Only one
    process may use a folder at a time. Raises ``OSError`` where nothing can be made there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_OURS}*"):  # of a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    own = tempfile.mkdtemp(prefix=_OURS, dir=folder.absolute())
    ours, told = tempfile.tempdir, os.environ.get("TMPDIR")
    tempfile.tempdir = os.environ["TMPDIR"] = own
    try:
        yield
    finally:
        tempfile.tempdir = ours
        os.environ.pop("TMPDIR", None)
        if told is not None:
            os.environ["TMPDIR"] = told
        shutil.rmtree(own, ignore_errors=True)
        with suppress(OSError):  # a link to another disk, or what could not be deleted
            folder.rmdir()
