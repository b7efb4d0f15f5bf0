"""References to claims and sums of money that the record does not hold."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record
from cpstandard.core.screen import absent


@check(
    code="unknown-reference",
    severity="error",
    message="No {thing} of this initiative has the id “{id}”.",
    since="1.0",
    refs=("evidence/*/rivalOf", "evidence/*/id", "funding/*/partOf", "funding/*/id"),
    screen=absent("evidence/*/rivalOf", "funding/*/partOf"),
)
def unknown_reference(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A claim names a rival, or a sum of money a whole, that the record does not hold.

    Readers look for the other figure, or the whole sum, and find nothing.

    Give the claim or the sum that is meant this id, or correct the reference.
    """
    claims = record.get("evidence", ())
    known = {claim.get("id") for claim in claims}
    for index, claim in enumerate(claims):
        for number, rival in enumerate(claim.get("rivalOf", ())):
            if rival not in known:
                pointer = f"/evidence/{index}/rivalOf/{number}"
                yield Problem(pointer, {"thing": phrase("claim"), "id": rival})
    sums = record.get("funding", ())
    known = {sum_.get("id") for sum_ in sums}
    for index, sum_ in enumerate(sums):
        whole = sum_.get("partOf")
        if whole is not None and whole not in known:
            words = {"thing": phrase("funding line"), "id": whole}
            yield Problem(f"/funding/{index}/partOf", words)
