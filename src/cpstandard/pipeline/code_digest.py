"""A digest of our own code, so that work done by another version is never taken for today's."""

import hashlib
import inspect
from functools import cache
from pathlib import Path
from typing import Any

from cpstandard.core.importer import Importer
from cpstandard.hookspecs import PROJECT
from cpstandard.plugins import Loaded
from cpstandard.schema_store import schema_folder

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def code_digest(*parts: str) -> str:
    """Return a digest of the standard and of these parts of cpstandard (all of it if none)."""
    return _digest([schema_folder(), *(_PACKAGE / part for part in parts or ("",))])


@cache
def code_of_pages() -> str:
    """Return a digest of the standard and of cpstandard but for the templates.

    Of those a page depends on no more than it uses.
    """
    return _digest([schema_folder(), _PACKAGE], apart=_PACKAGE / "publish" / "templates")


def importer_digest(importer: Importer) -> str:
    """Return a digest of the files of the distribution's package that an importer comes from."""
    return _source_digest(_source_file(type(importer)))


def checks_digest(plugins: Loaded) -> str:
    """Return a digest of the checks that other distributions give; ours are in ``code_digest``."""
    total = hashlib.sha256()
    for provided in plugins.checks:
        if provided.distribution != PROJECT:
            check = provided.item
            source = _source_digest(_source_file(inspect.unwrap(check.function)))
            said = (check.code, provided.distribution, provided.version, source)
            total.update(f"{said}\n".encode())
    return total.hexdigest()


def _source_file(thing: Any) -> str:
    """Return the file that a class or function was written in; empty where that is not known."""
    try:
        return inspect.getsourcefile(thing) or ""
    except (TypeError, OSError):  # such as one that was made while running
        return ""


@cache
def _source_digest(file: str) -> str:
    """Return a digest of the package that ``file`` is in, or of it alone where it is in none."""
    if not file:
        return ""
    path = Path(file).resolve()
    while (path.parent / "__init__.py").is_file():
        path = path.parent
    return _digest([path]) if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(folders: list[Path], apart: Path | None = None) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            left_out = path.suffix == ".pyc" or (apart and path.is_relative_to(apart))
            if path.is_file() and not left_out:
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()
