"""Licences that nobody has heard of."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, PackageBrief, Problem, check
from cpstandard.validate.licence_names import licence_named
from cpstandard.validate.licences import CLOSED_LICENCES, OPEN_LICENCES
from cpstandard.validate.nearest import nearest


@check(
    code="licence-unknown",
    scope="package",
    severity="warning",
    message="“{licence}” is not the SPDX id of a licence for open data that is known here, such as "
    "CC-BY-4.0, CC0-1.0 or OGL-UK-3.0.",
    refs=("licence",),
)
def licence_unknown(package: PackageBrief, _context: CheckContext) -> Iterator[Problem]:
    """The package's licence is not one of the usual licences for data.

    Readers cannot tell what they may do, so careful ones will not use the data.

    Use the SPDX id of an open licence, such as CC-BY-4.0, CC0-1.0 or OGL-UK-3.0.
    """
    licence = package.header["licence"]
    known = (*OPEN_LICENCES, *CLOSED_LICENCES)
    if not licence.startswith("http") and licence not in known:
        meant = licence_named(licence) or nearest(licence, known)
        yield Problem("/licence", {"licence": licence}, licence, meant)
