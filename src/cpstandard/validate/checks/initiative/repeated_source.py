"""One page given as two sources."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record


@check(
    code="repeated-source",
    severity="info",
    message="Source {number} is the same page as source {first}.",
    since="1.0",
    refs=("sources/*/url",),
    bears_gaps=True,
)
def repeated_source(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """Two sources of one initiative have the same address, the same title and the same date.

    A claim that cites both seems to stand on two witnesses where there is one.

    Keep one of the two, and cite it wherever the other was cited.
    """
    sources = record["sources"]
    if len({source["title"].casefold() for source in sources}) == len(sources):
        return
    first: dict[tuple[str | None, ...], int] = {}
    for index, source in enumerate(sources):
        if "url" not in source:
            continue
        address = source["url"].partition("://")[2].rstrip("/")
        # Two pages of one report, or two states of one page, are two sources.
        same = (address, source["title"].casefold(), source.get("date"), source.get("says"))
        known = first.setdefault(same, index)
        if known != index:
            words = {"number": index + 1, "first": known + 1}
            yield Problem(f"/sources/{index}/url", words)
