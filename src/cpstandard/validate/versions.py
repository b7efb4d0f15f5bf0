"""Which version of the standard, with which extensions, a package is to be held against."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.standard import Standard
from cpstandard.validate.explain import Fault
from cpstandard.validate.nearest import nearest
from cpstandard.validate.settings import Settings

_NUMBERS = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}", re.ASCII)


class StandardFor(Protocol):
    """Gives a version of the standard with extensions; ``UnusableInput`` where there is none."""

    def __call__(self, version: str, extensions: Iterable[str] = ..., /) -> Standard:
        """Return the version."""


def choose(
    header: dict[str, Any], standard_for: StandardFor, settings: Settings
) -> tuple[Standard | None, list[Fault]]:
    """Return the standard that ``header`` names, and the faults in what it names.

    A header that names none, or names it as something else than text, is held against the newest
    version (whose schema then says so). Raises ``UnusableInput`` if that is not known either.
    """
    named, versions = header.get("standardVersion"), settings.versions
    if not isinstance(named, str):
        newest = str(named) if str(named) in versions else versions[-1] if versions else ""
        return standard_for(newest), []
    if not versions or named in versions:
        try:
            return _extended(standard_for(named), header, standard_for, settings)
        except UnusableInput:
            pass
    known = ", ".join(versions) or phrase("other versions")
    advice = phrase(" It is newer than this software.") if _is_newer(named, versions) else ""
    words = {"value": named, "known": known, "advice": advice}
    near = [version for version in versions if _core(named) == _core(version)]
    meant = near[0] if len(near) == 1 else None
    # Where no other version can be meant, the rest is held against that one, and told as well.
    standard = standard_for(meant) if meant else None
    return standard, [Fault("unknown-version", ("standardVersion",), words, named, meant)]


def _extended(
    standard: Standard, header: dict[str, Any], standard_for: StandardFor, settings: Settings
) -> tuple[Standard, list[Fault]]:
    declared = header.get("extensions")
    if not declared or "extensions" not in standard.package["properties"]:
        return standard, []
    known = extensions_for(standard.version, standard_for, settings)
    faults, wanted = [], []
    for index, name in _names(declared):
        if name in known:
            wanted.append(name)
            continue
        words = {
            "value": name,
            "version": standard.version,
            "known": ", ".join(known) or phrase("none"),
        }
        meant = nearest(name, known)
        faults.append(Fault("unknown-extension", ("extensions", index), words, name, meant))
    return standard_for(standard.version, tuple(wanted)) if wanted else standard, faults


def extensions_for(version: str, standard_for: StandardFor, settings: Settings) -> list[str]:
    """Return the ids of the known extensions that can be used with ``version``."""
    found = []
    for name in settings.extensions:
        try:
            standard_for(version, (name,))
        except UnusableInput:
            continue
        found.append(name)
    return found


def _names(declared: Any) -> Iterator[tuple[int, str]]:
    """Yield the ids that may be meant; the schema finds fault with everything else."""
    for index, name in enumerate(declared if isinstance(declared, list) else ()):
        if isinstance(name, str) and name not in declared[:index]:
            yield index, name


def _is_newer(named: str, versions: tuple[str, ...]) -> bool:
    return bool(_NUMBERS.fullmatch(named) and versions) and _order(named) > _order(versions[-1])


def _order(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _core(version: str) -> tuple[str, str]:
    """Return the first two numbers of a version: those of 1 are the same as those of 1.0."""
    first, *others = version.strip().lstrip("vV").split(".")
    return first, others[0] if others else "0"
