"""Claims that nothing stands behind."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import at


@check(
    code="claim-without-source",
    severity="warning",
    message="Claim {number} cites no source: “{claim}”.",
    refs=("evidence/*/sources",),
    bears_gaps=True,
    screen=at("evidence/*", meets={"required": ["sources"]}),
)
def claim_without_source(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """Something is claimed of the initiative's results without a source that says so.

    A claim that nobody can look up persuades nobody, and harms those that can be.

    Cite one of the initiative's sources. The words of the people concerned, on a page of their
    own, are a source of the first rank.
    """
    for index, claim in enumerate(record.get("evidence", ())):
        if "sources" not in claim:
            words = {"number": index + 1, "claim": claim["claim"][:80]}
            yield Problem(f"/evidence/{index}", words)
