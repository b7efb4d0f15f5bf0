"""The name of a file as services for pull requests want it: relative, with slashes."""

import posixpath
import re
from pathlib import PurePath
from urllib.parse import quote

from cpstandard.cli.reports.plain import plain

_DRIVE = re.compile(r"[A-Za-z]:/")


def relative(file: str) -> str:
    """Return ``file`` with slashes and without ``./``; one with a root keeps it."""
    return posixpath.normpath(PurePath(plain(file)).as_posix()) if file else "-"


def uri_of(file: str) -> str:
    """Return ``file`` as a URI reference (RFC 3986)."""
    name = relative(file)
    if _DRIVE.match(name):
        return f"file:///{name[:2]}{quote(name[2:])}"
    # Two slashes would begin the name of a host.
    return f"file:///{quote(name.lstrip('/'))}" if name.startswith("/") else quote(name)
