"""Texts that are made to let a pattern go back and try again, from what the pattern itself repeats.

A pattern is taken apart by Python's own parser. For each part that it may repeat there is a text: what
leads there, the part many thousand times, and a sign that no pattern is likely to take.
"""

import re
from collections.abc import Iterator

# As the standard library's own tests read patterns; there is no public name for it.
from re import _constants as sre
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ENDS = ("\x00!", "")
_CLASSES = {sre.CATEGORY_DIGIT: "0", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a"}
_OTHERS = "a0 -.\n!\u20ac"
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_MANY = 50
"""A part that may be repeated no more often than this makes nothing slow."""

Node = tuple[Any, Any]


def attacks(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Yield texts of about ``length`` signs for each part that ``pattern`` repeats."""
    text = pattern.pattern
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    flags = pattern.flags & ~re.DEBUG
    tree = parser.parse(text, flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else flags)
    for lead, body in _repeats(list(tree), ""):
        for part in dict.fromkeys(_examples(body)):
            if part:
                for end in ENDS:
                    yield f"{lead}{part * (length // len(part))}{end}"


def _repeats(nodes: list[Node], lead: str) -> Iterator[tuple[str, list[Node]]]:
    """Yield what leads to each repeated part, and the part, the outer before the inner."""
    for op, given in nodes:
        if op in _REPEATS and given[1] > _MANY:
            yield lead, list(given[2])
        for inside in _inside(op, given):
            yield from _repeats(inside, lead)
        lead += next(_examples([(op, given)]))


def _inside(op: Any, given: Any) -> list[list[Node]]:
    if op in _REPEATS:
        return [list(given[2])]
    if op is sre.SUBPATTERN:
        return [list(given[3])]
    if op is sre.BRANCH:
        return [list(each) for each in given[1]]
    if op is sre.ATOMIC_GROUP:
        return [list(given)]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [list(given[1])]
    return []


def _examples(nodes: list[Node]) -> Iterator[str]:
    """Yield texts that the nodes match, the shortest first: one for each of their alternatives."""
    shortest = "".join(next(_each(node)) for node in nodes)
    yield shortest
    for at, node in enumerate(nodes):
        before = "".join(next(_each(each)) for each in nodes[:at])
        after = "".join(next(_each(each)) for each in nodes[at + 1 :])
        yield from (f"{before}{text}{after}" for text in _each(node))


def _each(node: Node) -> Iterator[str]:
    op, given = node
    if op is sre.LITERAL:
        yield chr(given)
    elif op is sre.NOT_LITERAL:
        yield next(sign for sign in _OTHERS if ord(sign) != given)
    elif op is sre.ANY:
        yield "a"
    elif op is sre.IN:
        yield from _of_set(given)
    elif op in _REPEATS:
        least = next(_examples(list(given[2]))) * given[0]
        yield least
        if not given[0]:
            yield from _examples(list(given[2]))
    elif op in (sre.SUBPATTERN, sre.BRANCH, sre.ATOMIC_GROUP):
        for inside in _inside(op, given):
            yield from _examples(inside)
    else:
        yield ""  # a place, or what is only looked at


def _of_set(items: list[Node]) -> Iterator[str]:
    """Yield a sign or more that a set has."""
    if items[0][0] is sre.NEGATE:
        refused = {given for op, given in items[1:] if op is sre.LITERAL}
        yield next(sign for sign in "a 0-é" if ord(sign) not in refused)
        return
    for op, given in items[:6]:
        if op is sre.LITERAL:
            yield chr(given)
        elif op is sre.RANGE:
            yield chr(given[0])
        else:
            yield _CLASSES.get(given, "!")
