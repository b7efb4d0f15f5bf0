"""The checks that come with cpstandard: whatever lies in the folders of ``validate/checks``."""

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

from cpstandard.core.check import Check
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.validate import checks
from cpstandard.validate.codes import CODES, CodeEntry
from cpstandard.validate.nearest import nearest


@cache
def builtin_checks() -> tuple[Check, ...]:
    """Return every built-in check, by scope and code; raises ``ValueError`` on a repeated code."""
    found: dict[str, Check] = {}
    for folder in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}."):
        package = importlib.import_module(folder.name)
        for module in pkgutil.iter_modules(package.__path__, f"{folder.name}."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, Check):
                    if value.code in found:
                        raise ValueError(f"two checks are called {value.code}")
                    found[value.code] = value
    return tuple(sorted(found.values(), key=lambda c: (str(c.scope), c.code)))


def entry_of(check: Check) -> CodeEntry:
    """Return a check's documentation in the form of all other codes."""
    return CodeEntry(
        check.code,
        str(check.scope),
        check.severity,
        check.message,
        check.what,
        check.why,
        check.mend,
    )


def all_codes(known: Iterable[Check]) -> dict[str, CodeEntry]:
    """Return every code that can be found with ``known`` checks, stage by stage."""
    stages = ("intake", "structure", "codelist", "initiative", "package", "dataset", "software")
    entries = [*CODES.values(), *(entry_of(check) for check in known)]
    entries.sort(key=lambda entry: (stages.index(entry.scope), entry.code))
    return {entry.code: entry for entry in entries}


def known(code: str, codes: Iterable[str]) -> str:
    """Return ``code`` if there is one; raises ``UnusableInput`` with the nearest one if not."""
    codes = list(codes)
    if code in codes:
        return code
    near = nearest(code, codes)
    hint = phrase("See them all with: cpstandard checks")
    if near:
        hint = phrase("Did you mean {suggestion}?", suggestion=near)
    raise UnusableInput(phrase("There is no code {code!r}. {hint}", code=code, hint=hint))
