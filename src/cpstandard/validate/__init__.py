"""Says what is wrong with the records of a package; never changes them.

The stage shares its name with ``cpstandard.validate(source)``, so it can be called:
``cpstandard.api.validate`` says with what.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """A module that can be called, whichever of the two is imported first."""

    def __call__(self, source: Any, **settings: Any) -> Any:
        """Return the report of ``cpstandard.api.validate``."""
        # By name, at the call: the stage itself knows nothing of what stands above it.
        return import_module("cpstandard.api").validate(source, **settings)


sys.modules[__name__].__class__ = _Callable
