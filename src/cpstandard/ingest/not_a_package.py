"""Says, once and clearly, that a file holds no package of the standard, and what to do about it."""

from collections.abc import Iterator

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location
from cpstandard.core.phrase import phrase
from cpstandard.core.record import PackageSource, SourceRecord

NOT_A_PACKAGE = "not-a-package"

OTHERS = phrase(
    "To read it as it is, use cpstandard import: with the importer of its register, or with a "
    "mapping of its columns, which cpstandard import table FILE --suggest drafts."
)
"""The advice for a file in a form of its own."""

_ENVELOPE = phrase("standardVersion, publisher, licence and initiatives")


def not_a_package(file: str, form: str, what: str, advice: str) -> PackageSource:
    """Return a source without records, whose one finding says ``what`` was found and the advice."""
    finding = Finding(
        NOT_A_PACKAGE,
        Severity.ERROR,
        phrase("This is not a package of the standard: {what}. {advice}", what=what, advice=advice),
        Location(file),
        parameters={"found": what, "advice": advice},
    )
    return empty_source(file, form, [finding])


def empty_source(file: str, form: str, findings: list[Finding]) -> PackageSource:
    """Return a source that holds nothing but findings."""

    def locate(pointer: str) -> Location:
        return Location(file, pointer)

    return PackageSource(file, form, {}, locate, _nothing, findings, whole=False)


def _nothing() -> Iterator[SourceRecord]:
    yield from ()


def wrong_top(value: object) -> tuple[str, str] | None:
    """Return what was found and the advice where ``value`` is not an envelope; else ``None``."""
    if isinstance(value, list):
        return (
            phrase("it is a list"),
            phrase(
                "Put the list under “initiatives” in an object with {envelope}.", envelope=_ENVELOPE
            ),
        )
    if not isinstance(value, dict):
        return (
            phrase("it is a single value"),
            phrase("A package is an object with {envelope}.", envelope=_ENVELOPE),
        )
    if "initiatives" in value or "standardVersion" in value or "publisher" in value:
        return None
    if "id" in value and "name" in value:
        return (
            phrase("it is a single initiative"),
            phrase(
                "Put it in a list under “initiatives” in an object with {envelope}.",
                envelope=_ENVELOPE,
            ),
        )
    return (
        phrase("it has neither “standardVersion” nor “initiatives”"),
        phrase(
            "A package is an object with {envelope}. {others}", envelope=_ENVELOPE, others=OTHERS
        ),
    )
