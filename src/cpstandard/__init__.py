"""Open data standard, validator, importers and directory for community power initiatives."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("cpstandard")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__"]
