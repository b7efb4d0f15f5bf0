"""The prose of the standard: the order of its guides, and where each text and link belongs.

Texts link to each other as files do, so that they can be read in the folder of the standard too;
on the site each text is a page.
"""

import posixpath
import re
from dataclasses import dataclass

from cpstandard.publish.markdown import links_in, render_prose
from cpstandard.publish.reference_input import Files

INDEX = "docs/README.md"
_DOCS = "docs/"
_VERSION = re.compile(r"^(standard/[0-9.]+/)(.+)$")


@dataclass(frozen=True, slots=True)
class Guide:
    """One text of a version: its file, its address from the site's root, and what it says."""

    path: str
    address: str
    text: str
    title: str
    summary: str


def read_guides(files: Files, base: str) -> list[Guide]:
    """Return the guides of the version at ``base`` in the order in which the index links them.

    A guide that the index does not link comes last.
    """
    paths = [path for path in files if path.startswith(_DOCS) and _is_text(path) and path != INDEX]
    listed = [f"{_DOCS}{link}" for link in links_in(files.get(INDEX, b"").decode("utf-8"))]
    order = {path: position for position, path in reversed(list(enumerate(listed)))}
    paths.sort(key=lambda path: (order.get(path, len(order)), path))
    return [_guide(path, files, base) for path in paths]


def read_notes(files: Files, base: str) -> list[Guide]:
    """Return the texts that stand beside the files they are about: the notes on migration."""
    paths = [path for path in files if _is_text(path) and not path.startswith(_DOCS)]
    return [_guide(path, files, base) for path in paths]


def target(link: str, folder: str) -> str | None:
    """Return the page or file of the site that a link in a text means.

    ``folder`` is where the text's file would be on the site, were it published as it is, such as
    ``standard/1.0/docs/``. An address of another server, or a place in the same text, gives
    nothing.
    """
    path, mark, rest = link.partition("#")
    if not path or ":" in path.split("/")[0]:
        return None
    meant = posixpath.normpath(posixpath.join(folder, path))
    return f"{page_of(meant)}{mark}{rest}"


def page_of(path: str) -> str:
    """Return the address at which a file of the standard is shown, or the file's own."""
    if path == "standard/CHANGELOG.md":
        return "standard/changes/"
    if path.endswith("/docs/needs.csv"):
        return f"{path.removesuffix('docs/needs.csv')}needs/"
    if path.endswith(".md"):
        stem = path.removesuffix(".md").removesuffix("/docs").removesuffix("/README")
        return f"{stem.replace('/docs', '/guides')}/"
    found = _VERSION.match(path)
    if found and found[2].startswith("codelists/") and path.endswith(".csv"):
        return f"{path.removesuffix('.csv')}/"
    return path


def _guide(path: str, files: Files, base: str) -> Guide:
    text = files[path].decode("utf-8")
    prose = render_prose(text, lambda link: link, lambda _: None)
    return Guide(path, page_of(f"{base}{path}"), text, prose.title, prose.summary)


def _is_text(path: str) -> bool:
    return path.endswith(".md")
