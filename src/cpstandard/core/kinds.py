"""What tells findings apart that are to be mended in different ways.

Sixty addresses without ``https://`` are one mistake made sixty times: whoever reads of one of them
knows how to mend all. The same holds of a sentence that is said of many places.
"""

from cpstandard.core.finding import Finding
from cpstandard.core.phrase import english

Kind = tuple[str, ...]


def kind_of(finding: Finding) -> Kind:
    """Return what findings have in common that are mended in the same way."""
    if start := wanted_before(finding):
        field = finding.location.heading or _field(finding.location.pointer)
        return ("before", field, start)
    # Of what is missing, each has something else to write.
    missing = repr(finding.suggestion) if finding.code == "missing-field" else ""
    return ("said", english(finding.message), missing)


def wanted_before(finding: Finding) -> str:
    """Return what is to be put before the value, if that is all that it wants; else nothing."""
    value, meant = finding.value, finding.suggestion
    if not isinstance(value, str) or not isinstance(meant, str) or not value:
        return ""
    return meant.removesuffix(value) if meant.endswith(value) else ""


def _field(pointer: str) -> str:
    """Return the path of a field, whichever of a list's items it is in."""
    return "/".join("*" if part.isdecimal() else part for part in pointer.split("/"))
