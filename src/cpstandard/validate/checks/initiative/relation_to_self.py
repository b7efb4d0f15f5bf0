"""Ties of an initiative, a claim or a sum of money to itself."""

from collections.abc import Iterator
from typing import Any

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import Phrase, phrase, titled
from cpstandard.core.record import Record
from cpstandard.core.screen import absent


@check(
    code="relation-to-self",
    severity="warning",
    message="{thing} {number} names {itself}.",
    since="1.0",
    refs=("relations/*/initiative", "evidence/*/rivalOf", "funding/*/partOf"),
    bears_gaps=True,
    screen=absent("relations", "evidence/*/rivalOf", "funding/*/partOf"),
)
def relation_to_self(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """An initiative is related to itself, a claim its own rival, or a sum part of itself.

    Nothing can be that, so another one was meant, and the tie to it is lost.

    Name the other initiative, claim or sum, or leave the reference out.
    """
    for index, relation in enumerate(record.get("relations", ())):
        if relation.get("initiative") == record["id"]:
            words = _words(titled("Relation"), index, phrase("this very initiative"))
            yield Problem(f"/relations/{index}/initiative", words)
    for index, claim in enumerate(record.get("evidence", ())):
        for number, rival in enumerate(claim.get("rivalOf", ())):
            if rival == claim.get("id"):
                words = _words(titled("Claim"), index, phrase("itself as its rival"))
                yield Problem(f"/evidence/{index}/rivalOf/{number}", words)
    for index, sum_ in enumerate(record.get("funding", ())):
        if "partOf" in sum_ and sum_["partOf"] == sum_.get("id"):
            words = _words(titled("Funding line"), index, phrase("itself as its whole"))
            yield Problem(f"/funding/{index}/partOf", words)


def _words(thing: Phrase, index: int, itself: Phrase) -> dict[str, Any]:
    return {"thing": thing, "number": index + 1, "itself": itself}
