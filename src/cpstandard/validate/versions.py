"""Which version of the standard a package is to be held against."""

from collections.abc import Callable
from typing import Any

from cpstandard.core.errors import UnusableInput
from cpstandard.core.standard import Standard
from cpstandard.validate.explain import Fault

StandardFor = Callable[[str], Standard]


def choose(
    header: dict[str, Any], standard_for: StandardFor, versions: tuple[str, ...]
) -> Standard | Fault:
    """Return the standard that ``header`` names, or the fault in what it names.

    A header that names none, or names it as something else than text, is held against the newest
    version (whose schema then says so). Raises ``UnusableInput`` if that is not known either.
    """
    named = header.get("standardVersion")
    if not isinstance(named, str):
        newest = str(named) if str(named) in versions else versions[-1] if versions else ""
        return standard_for(newest)
    if not versions or named in versions:
        try:
            return standard_for(named)
        except UnusableInput:
            pass
    known = ", ".join(versions) or "other versions"
    words = {"value": named, "known": known}
    near = [version for version in versions if _core(named) == _core(version)]
    return Fault(
        "unknown-version", ("standardVersion",), words, named, near[0] if len(near) == 1 else None
    )


def _core(version: str) -> tuple[str, ...]:
    return tuple(version.strip().lstrip("vV").split(".")[:2])
