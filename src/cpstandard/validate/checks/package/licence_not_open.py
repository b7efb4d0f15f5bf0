"""Licences that forbid some use."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, PackageBrief, Problem, check
from cpstandard.validate.licences import forbids_some_use


@check(
    code="licence-not-open",
    scope="package",
    severity="warning",
    message="The licence “{licence}” is not known to be an open one.",
    refs=("licence",),
)
def licence_not_open(package: PackageBrief, _context: CheckContext) -> Iterator[Problem]:
    """The package's licence forbids some use, or its address is not that of an open licence.

    Data that may not be changed, or not be used in business, cannot be joined with other data.

    Use an open licence, such as CC-BY-4.0, CC0-1.0 or OGL-UK-3.0, if you are free to choose.
    """
    licence = package.header["licence"]
    if forbids_some_use(licence):
        yield Problem("/licence", {"licence": licence}, licence)
