"""Citations of sources that the record does not list."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.values import CITATION


@check(
    code="unknown-source",
    severity="error",
    message="The source “{source}” is cited, but is not among the sources of this initiative.",
    refs=(
        "sources/*/id",
        "assets/*/sources",
        "funding/*/sources",
        "evidence/*/sources",
        "learning/*/sources",
    ),
)
def unknown_source(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A claim, a sum of money, a date or a lesson cites a source that the record does not list.

    Readers who want to see for themselves find nothing to look at.

    Add the source to the initiative's sources, or correct the id that is cited.
    """
    known = {source["id"] for source in record["sources"]}
    if known.issuperset(context.cited(record)):
        return
    for citation in context.values(record, CITATION):
        if citation.value not in known:
            yield Problem(citation.pointer, {"source": citation.value})
