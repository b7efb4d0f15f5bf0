"""Sums of money whose parts come to more than the whole."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record
from cpstandard.core.screen import absent

_ABOUT = 1.1  # a rounded number may be this much too small
_EXACT = 1.000001


@check(
    code="part-exceeds-whole",
    severity="warning",
    message="{part} of {amount} {currency} is part of {id}, which is only {whole} {currency}.",
    since="1.0",
    refs=("funding/*/partOf", "funding/*/amount", "funding/*/currency", "funding/*/bound"),
    screen=absent("funding/*/partOf"),
)
def part_exceeds_whole(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A sum of money is part of another one, and larger; or the parts together are.

    One of the amounts is wrong, or the part belongs to another whole, and no total can be trusted.

    Correct the amounts. Where the whole is only known as a minimum, say so with its bound.
    """
    sums = record.get("funding", ())
    wholes = {sum_["id"]: sum_ for sum_ in sums if "id" in sum_ and "amount" in sum_}
    parts: dict[tuple[str, str | None], list[int]] = {}
    for index, sum_ in enumerate(sums):
        whole = wholes.get(sum_.get("partOf"))
        if whole is not None and _is_comparable(sum_, whole):
            # What was promised and what was paid may be the same money.
            parts.setdefault((whole["id"], sum_.get("stage")), []).append(index)
    for (id_, _stage), indexes in parts.items():
        yield from _judge(wholes[id_], sums, indexes)


def _is_comparable(part: Record, whole: Record) -> bool:
    same = part is not whole and part.get("currency") == whole["currency"]
    return same and part.get("bound") != "at-most" and whole.get("bound") != "at-least"


def _judge(whole: Record, sums: list[Record], indexes: list[int]) -> Iterator[Problem]:
    about = "about" in {whole.get("bound"), *(sums[index].get("bound") for index in indexes)}
    most = whole["amount"] * (_ABOUT if about else _EXACT)
    words = {"currency": whole["currency"], "id": whole["id"], "whole": whole["amount"]}
    large = [index for index in indexes if sums[index]["amount"] > most]
    for index in large:
        part = {
            "part": phrase("Funding line {number}", number=index + 1),
            "amount": sums[index]["amount"],
        }
        yield Problem(f"/funding/{index}/amount", {**part, **words})
    total = sum(sums[index]["amount"] for index in indexes)
    if not large and total > most:
        lines = ", ".join(str(index + 1) for index in indexes)
        part = {
            "part": phrase("The sum of the funding lines {numbers}", numbers=lines),
            "amount": total,
        }
        yield Problem(f"/funding/{indexes[-1]}/partOf", {**part, **words})
