"""Holds released versions of the standard to the digests that were written down for them.

``schema/frozen.sha256`` has a line a file, as ``sha256sum`` writes and checks them::

    cd schema && sha256sum --check frozen.sha256
"""

import hashlib
from pathlib import Path

from cpstandard.cli.whole_file import whole_file
from cpstandard.core.errors import UnusableInput

FILE = "frozen.sha256"


def freeze(schema: Path, version: str, *, again: bool = False) -> int:
    """Write the digests of ``version``'s files below the folder ``schema``; return how many.

    Raises ``UnusableInput`` for a version that is frozen, unless it is to be frozen ``again``.
    """
    known = read_digests(schema)
    if frozen_versions(schema).count(version) and not again:
        raise UnusableInput(
            f"Version {version} is frozen: what is released is not edited; make a new version. "
            "If nobody can have read it yet: add --again."
        )
    kept = {path: digest for path, digest in known.items() if not path.startswith(f"{version}/")}
    made = digests(schema, version)
    lines = [f"{digest}  {path}\n" for path, digest in sorted({**kept, **made}.items())]
    with whole_file(schema / FILE) as target:
        target.write("".join(lines).encode())
    return len(made)


def digests(schema: Path, version: str) -> dict[str, str]:
    """Return the SHA-256 of every file of ``version``, by its path below ``schema``."""
    files = sorted(path for path in (schema / version).rglob("*") if path.is_file())
    return {
        path.relative_to(schema).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if not path.name.startswith(".")  # what editors and file managers leave behind
    }


def read_digests(schema: Path) -> dict[str, str]:
    """Return the digests that were written down, by path; none where there is no file yet."""
    path = schema / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    pairs = [line.split(None, 1) for line in lines if line.strip()]
    return {name.strip(): digest for digest, name in pairs}


def frozen_versions(schema: Path) -> list[str]:
    """Return the versions that are frozen, sorted by name."""
    return sorted({path.partition("/")[0] for path in read_digests(schema)})


def changed_files(schema: Path) -> dict[str, str]:
    """Return what happened to each file of a frozen version that is not as it was, by its path."""
    known = read_digests(schema)
    now: dict[str, str] = {}
    for version in frozen_versions(schema):
        now |= digests(schema, version)
    found = {}
    for path in sorted(known.keys() | now.keys()):
        if known.get(path) != now.get(path):
            what = "was removed" if path not in now else "was added"
            found[path] = f"{path} {'was changed' if path in now and path in known else what}"
    return found


def broken_promises(schema: Path) -> list[str]:
    """Return a sentence for each file of a frozen version that was changed, added or removed."""
    return [
        f"{what}, but version {path.partition('/')[0]} is released: put it back (git restore). "
        "Only if nobody can have read it: "
        f"cpstandard standard freeze {path.partition('/')[0]} --again"
        for path, what in changed_files(schema).items()
    ]
