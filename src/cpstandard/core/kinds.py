"""What tells findings apart that are to be mended in different ways.

Sixty addresses without ``https://`` are one mistake made sixty times: whoever reads of one of them
knows how to mend all. The same holds of a sentence that is said of many places.
"""

from cpstandard.core.finding import Finding
from cpstandard.core.phrase import english

Kind = tuple[str, ...]


def kind_of(finding: Finding) -> Kind:
    """Return what findings have in common that are mended in the same way."""
    old, new = wanted_start(finding)
    if new:
        field = finding.location.heading or _field(finding.location.pointer)
        return ("before", field, old, new)
    # Of what is missing, each has something else to write.
    missing = repr(finding.suggestion) if finding.code == "missing-field" else ""
    return ("said", english(finding.message), missing)


def wanted_start(finding: Finding) -> tuple[str, str]:
    """Return with what the value begins and is to begin, if that is all that it wants.

    Nothing of it is to go where the first is empty; where both are, it wants something else.
    """
    value, meant = finding.value, finding.suggestion
    if not isinstance(value, str) or not isinstance(meant, str) or not value:
        return "", ""
    if meant.endswith(value):
        return "", meant.removesuffix(value)
    kept = meant.removeprefix(f"{finding.parameters.get('publisher')}-")
    if finding.code == "id-prefix" and kept != meant and value.endswith(f"-{kept}"):
        return value.removesuffix(kept), meant.removesuffix(kept)
    return "", ""


def _field(pointer: str) -> str:
    """Return the path of a field, whichever of a list's items it is in."""
    return "/".join("*" if part.isdecimal() else part for part in pointer.split("/"))
