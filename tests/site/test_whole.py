"""A claim that is read alone is the one that the view of the whole record has."""

from typing import Any

from cpstandard.publish.whole import Whole


def test_a_claim_read_alone_is_that_of_the_whole(records: list[dict[str, Any]]) -> None:
    numbers = [(Whole(each), n) for each in records for n in range(len(each.get("evidence", [])))]
    alone = [whole.claim(number) for whole, number in numbers]
    assert alone == [claim for each in records for claim in Whole(each).initiative.evidence]
    assert len(alone) > 5
