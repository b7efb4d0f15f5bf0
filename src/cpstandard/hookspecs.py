"""What a plugin may give: importers and checks. Hooks declare; the core decides."""

from collections.abc import Sequence

import pluggy

from cpstandard.core.check import Check
from cpstandard.core.importer import Importer

PROJECT = "cpstandard"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def cpstandard_importers() -> Sequence[Importer]:  # type: ignore[empty-body]
    """Return the importers that this distribution adds."""


@hookspec
def cpstandard_checks() -> Sequence[Check]:  # type: ignore[empty-body]
    """Return the checks that this distribution adds."""
