"""What the preview answers to a path: a file of the site, another address, or that it has none."""

import gzip
import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

MEDIA_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".parquet": "application/vnd.apache.parquet",
    ".png": "image/png",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""The media type of each kind of file; what is not here is a row of bytes."""

_BYTES = "application/octet-stream"
_WORDY = re.compile(r"text/|image/svg|application/(.*json|.*xml)")
_LARGEST = 32 << 20
"""Bytes above which nothing is compressed: whoever loads that from their own disk waits less."""
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_STONE = re.compile(
    r"(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?(?P<kind>initiatives|publishers)/(?P<name>[^/]+)/index\.html"
    r"|api/v1/initiatives/(?P<record>[^/]+)\.json"
)
_LOCAL = re.compile(r'(?<=\s)(href|src|action)="(?![a-z][a-z0-9+.-]*:|[/#?])', re.ASCII)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the site with its media type; ``tag`` changes when its content does."""

    path: Path
    media_type: str
    size: int
    tag: str


class OutsideError(Exception):
    """A path leads out of the site."""


def locate(site: Path, path: str) -> Found | str | None:
    """Return the file at ``path``, from the site's root and as a browser writes it.

    A folder without its last slash gives the path with it; what is not there ``None``. Raises
    ``OutsideError`` for what would leave the site, by whatever writing.
    """
    plain = unquote(path, errors="strict") if "%" in path else path
    parts = plain.split("/")
    if "\x00" in plain or "\\" in plain or any(part in ("..", ".") for part in parts):
        raise OutsideError(path)
    root = site.resolve()
    file = root / "/".join(part for part in parts if part)
    try:
        if not file.resolve().is_relative_to(root):
            raise OutsideError(path)
        if file.is_dir():
            if not plain.endswith("/") and plain:
                return f"{quote(plain)}/"
            file /= "index.html"
        elif plain.endswith("/"):
            return None
        facts = file.stat()
    except (OSError, ValueError, RuntimeError):
        return None
    if not file.is_file():
        return None
    media_type = MEDIA_TYPES.get(file.suffix.lower(), _BYTES)
    mark = f"{file}:{facts.st_ino}:{facts.st_mtime_ns}:{facts.st_size}"
    tag = hashlib.sha256(os.fsencode(mark)).hexdigest()[:20]
    return Found(file, media_type, facts.st_size, f'"{tag}"')


def is_withdrawn(site: Path, path: Path) -> bool:
    """Return whether the file at ``path`` only says that something was withdrawn.

    A site lists what was in ``api/v1/withdrawn.json``; one that has no such list has none.
    """
    found = _STONE.fullmatch(path.relative_to(site.resolve()).as_posix())
    if found is None:
        return False
    try:
        listed = json.loads((site / "api" / "v1" / "withdrawn.json").read_bytes())["withdrawn"]
        what = "publisher" if found["kind"] == "publishers" else "id"
        name = found["name"] or found["record"]
        return any(each.get(what) == name for each in listed)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first byte and the one after the last of a ``Range``; ``None`` for the whole.

    Several ranges at once are answered with the whole file, as the protocol allows. Raises
    ``ValueError`` where no byte of what is asked is there.
    """
    found = _RANGE.fullmatch(header.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if last and first and int(last) < int(first):
        return None
    if start >= size or start >= end:
        raise ValueError("no such bytes")
    return start, end


def compresses(found: Found, accepted: str) -> bool:
    """Return whether a file is worth compressing for a browser that takes ``accepted``."""
    codings = {part.split(";")[0].strip(): part for part in accepted.lower().split(",")}
    wanted = "gzip" in codings and not re.search(r"q=0(\.0*)?$", codings["gzip"].strip())
    return bool(wanted and _WORDY.match(found.media_type) and found.size <= _LARGEST)


def compressed(content: bytes) -> bytes:
    """Return ``content`` in gzip; the same each time."""
    return gzip.compress(content, compresslevel=6, mtime=0)


def rooted(page: bytes, root: str) -> bytes:
    """Return a page whose links begin at ``root``: it is shown for addresses of any depth."""
    text = page.decode("utf-8", "replace")
    return _LOCAL.sub(lambda found: f'{found[1]}="{root}', text).encode()
