"""A digest of our own code, so that work done by another version is never taken for today's."""

import hashlib
import inspect
from functools import cache
from pathlib import Path

from cpstandard.core.importer import Importer
from cpstandard.schema_store import schema_folder

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def code_digest(*parts: str) -> str:
    """Return a digest of the standard and of these parts of cpstandard (all of it if none)."""
    return _digest([schema_folder(), *(_PACKAGE / part for part in parts or ("",))])


def importer_digest(importer: Importer) -> str:
    """Return a digest of the files of the package that an importer comes from."""
    source = inspect.getsourcefile(type(importer))
    return _digest([Path(source).resolve().parent]) if source else ""


def _digest(folders: list[Path]) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()
