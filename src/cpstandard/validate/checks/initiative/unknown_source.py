"""Citations of sources that the record does not list."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record

_CITING = ("assets", "funding", "evidence", "learning")


@check(
    code="unknown-source",
    severity="error",
    message="The source “{source}” is cited, but is not among the sources of this initiative.",
    refs=("assets/*/sources", "funding/*/sources", "evidence/*/sources", "learning/*/sources"),
)
def unknown_source(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A claim, a sum of money, an asset or a lesson cites a source that the record does not list.

    Readers who want to see for themselves find nothing to look at.

    Add the source to the initiative's sources, or correct the id that is cited.
    """
    known: set[str] | None = None
    for field in _CITING:
        for index, item in enumerate(record.get(field, ())):
            cited = item.get("sources")
            if not cited:
                continue
            if known is None:
                known = {source["id"] for source in record["sources"]}
            for number, source in enumerate(cited):
                if source not in known:
                    yield Problem(f"/{field}/{index}/sources/{number}", {"source": source})
