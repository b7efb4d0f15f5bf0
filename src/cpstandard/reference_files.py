"""Reads the standard's files as they are, so that the site can publish them unchanged."""

from pathlib import Path


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the content of every file under ``folder`` by its path within it, in order.

    Files whose name begins with a dot are left out; a folder that is not there has no file.
    """
    paths = (path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: named[name].read_bytes()
        for name in sorted(named)
        if not any(part.startswith(".") for part in name.split("/"))
    }
