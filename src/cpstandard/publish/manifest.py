"""The manifest of an edition: its files with their digests, and what became of them since."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

from cpstandard.core.kept_file import digest_of
from cpstandard.publish.processes import in_shares

MANIFEST = "manifest.json"

Facts = dict[str, Any]
"""What is known of one file: ``sha256`` in hex, and its size in ``bytes``."""

_STEP = 256
"""How many files a process reads at a time."""

_WORTH = 5_000
"""Files from which several processes have sooner read them than one."""

_DIGEST = re.compile(r"[0-9a-f]{64}")

_PART = r"(?!\.{1,2}(?:/|\Z))[^/\\\0]+"
_PATH = re.compile(rf"{_PART}(?:/{_PART})*")

_OWN_LINE = re.compile(rb'{\n( "digest": "([0-9a-f]{64})",\n)')
"""How a manifest begins, with the line that holds its own digest."""

_MOST_IN_A_LINE = 4096

_LAST_LINE = re.compile(rb'\n "inputs": ("[^\n]*")\n}\Z')


class Kind(StrEnum):
    """What may be wrong with a file of a site."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    LINK = "link"
    UNREADABLE = "unreadable"
    MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong: with which file (its path in the site), and what, in words."""

    path: str
    kind: Kind
    message: str


class Listed(Protocol):
    """A file as a manifest lists it: its path, its digest in hex and its size in bytes."""

    @property
    def path(self) -> str:
        """From the site's root."""

    @property
    def sha256(self) -> str:
        """Of its bytes."""

    @property
    def size(self) -> int:
        """How many there are."""


def manifest_text(inputs: str, files: Iterable[Listed]) -> bytes:
    """Return the manifest of an edition made from ``inputs``; the same each time.

    On a line of its own it holds the digest of its other lines, so that a change of it is seen too.
    """
    # JSON with a space before each key, sorted. The standard library takes seconds for a hundred
    # thousand files where it indents.
    quoted = json.encoder.encode_basestring_ascii
    # No tuple is made for each file: the collector would go over all that memory holds.
    listed = ",\n".join(
        f'  {quoted(each.path)}: {{\n   "bytes": {each.size:d},\n   "sha256": "{each.sha256}"\n  }}'
        for each in sorted(files, key=attrgetter("path"))
    )
    held = f"{{\n{listed}\n }}" if listed else "{}"
    rest = f' "files": {held},\n "inputs": {quoted(inputs)}\n}}'.encode()
    digest = hashlib.sha256(b"{\n" + rest).hexdigest()
    return f'{{\n "digest": "{digest}",\n'.encode() + rest


def read_manifest(site: Path) -> dict[str, Any] | None:
    """Return the manifest of the edition at ``site``; ``None`` where there is none to be read.

    One that was changed counts as none.
    """
    try:
        return _checked((site / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None


def skim_manifest(site: Path, folder: str) -> dict[str, Any] | None:
    """Return the manifest as ``read_manifest`` does, but only the files in one ``folder`` of it.

    Of a hundred thousand others nothing is made. ``folder`` is plain words, ended by a slash.
    """
    try:
        text = (site / MANIFEST).read_bytes()
    except OSError:
        return None
    last = _LAST_LINE.search(text, max(len(text) - _MOST_IN_A_LINE, 0))
    if last is None or not _holds_its_digest(text):
        whole = read_manifest(site)
        if whole is not None:
            files = whole["files"].items()
            whole["files"] = {path: facts for path, facts in files if path.startswith(folder)}
        return whole
    wanted = rb'\n  "%b[^\n]*": {\n   "bytes": \d+,\n   "sha256": "[0-9a-f]{64}"\n  }'
    found = re.findall(wanted % re.escape(folder.encode()), text)
    files = json.loads(b"{%b}" % b",".join(found))
    # Whoever can write files can write such a manifest, and lead to other files with it.
    if not all(_is_file(*each) for each in files.items()):
        return None
    return {"inputs": json.loads(last[1]), "files": files}


def damage_of(site: Path, jobs: int = 1) -> Iterator[Damage]:
    """Yield what is wrong with the edition at ``site``; nothing where it is whole.

    Found is what happens to files: a bit that flips, an end that is cut off, a file that is gone or
    came from elsewhere, a link. Whoever can write the files can write a manifest that fits them:
    against that, keep its digest elsewhere. Up to ``jobs`` processes read at once.
    """
    try:
        manifest = _checked((site / MANIFEST).read_bytes())
    except OSError as error:
        yield Damage(MANIFEST, Kind.MANIFEST, f"it cannot be read ({error.strerror or error})")
        return
    except ValueError as error:
        yield Damage(MANIFEST, Kind.MANIFEST, f"it was changed: {error}")
        return
    yield from damage_in(site, manifest, jobs)


def damage_in(site: Path, manifest: Mapping[str, Any], jobs: int = 1) -> Iterator[Damage]:
    """Yield what is wrong with the files at ``site``, whose ``manifest`` was read and is sound."""
    listed: dict[str, Facts] = manifest["files"]
    there: set[str] = set()
    present: list[str] = []
    for path, damage in _walk(site, ""):
        there.add(path)
        if damage:
            yield damage
        elif path in listed:
            present.append(path)
        elif path != MANIFEST:
            yield Damage(path, Kind.EXTRA, "it is no part of the edition")
    for path in sorted(set(listed) - there):
        yield Damage(path, Kind.MISSING, "it is gone")

    def compared(share: range) -> list[Damage]:
        few = present[share.start : share.stop]
        return [damage for path in few for damage in _compared(site, path, listed[path])]

    for wrong in in_shares(compared, len(present), jobs, step=_STEP, worth=_WORTH):
        yield from wrong


def _compared(site: Path, path: str, facts: Facts) -> Iterator[Damage]:
    file = f"{site}/{path}"
    try:
        size = os.lstat(file).st_size
        if size != facts["bytes"]:
            yield Damage(path, Kind.CHANGED, f"it has {size:,} bytes and not {facts['bytes']:,}")
        elif digest_of(file) != facts["sha256"]:
            yield Damage(path, Kind.CHANGED, "it has other bytes than were published")
    except OSError as error:
        yield Damage(path, Kind.UNREADABLE, f"it cannot be read ({error.strerror or error})")


def _walk(site: Path, before: str) -> Iterator[tuple[str, Damage | None]]:
    """Yield what lies in a folder, by its path from the site's root; no link is followed.

    A file is no damage so far.
    """
    try:
        with os.scandir(f"{site}/{before}") as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError as error:
        said = f"the folder cannot be read ({error.strerror or error})"
        yield before, Damage(before or ".", Kind.UNREADABLE, said)
        return
    for entry in entries:
        path = f"{before}{entry.name}"
        if entry.is_file(follow_symlinks=False):
            yield path, None
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(site, f"{path}/")
        elif entry.is_symlink():
            said = f"it is a link, to {Path(entry.path).readlink()}; an edition has none"
            yield path, Damage(path, Kind.LINK, said)
        else:
            yield path, Damage(path, Kind.EXTRA, "it is neither a file nor a folder")


def _checked(text: bytes) -> dict[str, Any]:
    """Return a manifest; raises ``ValueError`` with what is wrong where it is not as written."""
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no JSON") from error
    if not isinstance(manifest, dict) or set(manifest) != {"inputs", "files", "digest"}:
        raise ValueError("it is no manifest of ours")
    files = manifest["files"]
    if (
        not isinstance(manifest["inputs"], str)
        or not isinstance(files, dict)
        or not all(_is_file(*each) for each in files.items())
    ):
        raise ValueError("it is no manifest of ours")
    if not (_holds_its_digest(text) or _holds_its_former_digest(text, manifest)):
        raise ValueError("its own digest does not fit")
    return manifest


def _holds_its_digest(text: bytes) -> bool:
    """Return whether a manifest holds the digest of its other lines."""
    own = _OWN_LINE.match(text)
    if own is None:
        return False
    others = hashlib.sha256(text[: own.start(1)])
    others.update(memoryview(text)[own.end(1) :])
    return others.hexdigest().encode() == own[2]


def _holds_its_former_digest(text: bytes, manifest: Mapping[str, Any]) -> bool:
    """Return whether a manifest is one of version 0.1, whole, which held a digest of its values.

    A site that was published with that keeps its history with its next edition.
    """
    held = {"inputs": manifest["inputs"], "files": manifest["files"]}
    values = json.dumps(held, sort_keys=True).encode()
    as_written = json.dumps(manifest, indent=1, sort_keys=True).encode()
    return manifest["digest"] == hashlib.sha256(values).hexdigest() and as_written == text


def is_path_of_a_site(path: str) -> bool:
    """Return whether a path may be that of a file of a site: it leads down, and nowhere else.

    A backslash is refused too: where a site is copied to, it may part folders.
    """
    return _PATH.fullmatch(path) is not None


def _is_file(path: str, facts: Any) -> bool:
    return (
        is_path_of_a_site(path)
        and isinstance(facts, dict)
        and isinstance(facts.get("bytes"), int)
        and _DIGEST.fullmatch(str(facts.get("sha256"))) is not None
    )
