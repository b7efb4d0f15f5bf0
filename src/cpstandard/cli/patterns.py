"""Finds what a pattern fits, and goes through no link.

Whoever wrote the pattern did not name what a link leads to: in a folder that strangers put files
into, that may be any file of this machine, or the folder itself, in which the search has no end.
"""

import fnmatch
import os
import re
from collections.abc import Iterator
from typing import NamedTuple

_SEPARATOR = f"[/{re.escape(os.sep)}]"
# What stands before the first part with a sign of patterns in it is named, and taken as it is.
_NAMED = re.compile(rf"(?:[^*?\[]*{_SEPARATOR})?")
_ANY_FOLDERS = "**"


class Fitting(NamedTuple):
    """What fits a pattern, by its name; or a link, which is not gone through."""

    name: str
    is_link: bool


def fitting(pattern: str) -> list[Fitting]:
    """Return what fits ``pattern``, sorted: ``*`` is any part of a name, ``**`` any folders.

    Hidden files and folders fit only where the pattern says the dot.
    """
    match = _NAMED.match(pattern)
    begin = match[0] if match else ""
    parts = [part for part in re.split(_SEPARATOR, pattern[len(begin) :]) if part]
    # Any folders twice in a row are any folders; with nothing after them, all that is in them.
    steps = [p for n, p in enumerate(parts) if p != _ANY_FOLDERS or parts[n - 1 : n] != [p]]
    return sorted(set(_fitting(begin, [*steps, "*"] if steps[-1] == _ANY_FOLDERS else steps)))


def _fitting(folder: str, steps: list[str]) -> Iterator[Fitting]:
    step, *further = steps
    anywhere = step == _ANY_FOLDERS
    if anywhere:
        yield from _fitting(folder, further)
    for entry in _entries(folder):
        is_hidden = entry.name.startswith(".") and not step.startswith(".")
        if is_hidden or not (anywhere or fnmatch.fnmatch(entry.name, step)):
            continue
        name = os.path.join(folder, entry.name)  # noqa: PTH118 - as it was written, with ./
        if entry.is_symlink():
            if not further or entry.is_dir():
                yield Fitting(name, is_link=True)
        elif not further:
            yield Fitting(name, is_link=False)
        elif entry.is_dir():
            yield from _fitting(name, steps if anywhere else further)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder or os.curdir) as entries:
            return list(entries)
    except OSError:  # it is none, or not for us to read
        return []
