"""Open data standard, validator, importers and directory for community power initiatives.

``cpstandard.validate(source)`` checks a file, an open file or a mapping and returns a report; see
``cpstandard.api``.
"""

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpstandard.api import Finding, Report, Severity, UnusableInput, validate

try:
    __version__ = version("cpstandard")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"

__all__ = ["Finding", "Report", "Severity", "UnusableInput", "__version__", "validate"]


def __getattr__(name: str) -> Any:
    """Load the validator when it is first asked for: most of the package does without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only here

    if name == "validate":
        # The stage of that name can be called: it hands on to the function.
        return import_module(f"{__name__}.validate")
    return getattr(import_module(f"{__name__}.api"), name)
