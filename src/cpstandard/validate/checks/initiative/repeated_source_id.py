"""Two sources of one record under the same id."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record


@check(
    code="repeated-source-id",
    severity="error",
    message="Two sources of this initiative have the id “{source}”.",
    refs=("sources/*/id",),
    bears_gaps=True,
)
def repeated_source_id(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """Two sources of one initiative have the same id.

    Nobody can tell which of the two a claim cites.

    Give each source an id of its own: s1, s2, s3.
    """
    sources = record["sources"]
    if len({source["id"] for source in sources}) == len(sources):
        return
    seen: set[str] = set()
    for index, source in enumerate(sources):
        if source["id"] in seen:
            yield Problem(f"/sources/{index}/id", {"source": source["id"]})
        seen.add(source["id"])
