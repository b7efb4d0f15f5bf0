"""Puts sums of money so that none is counted twice: the parts of a sum stand below it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cpstandard.core.initiative import Funding


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of funding; ``whole`` is the line it is already counted in, ``depth`` from 0."""

    line: Funding
    whole: Funding | None = None
    depth: int = 0


def in_order(funding: Iterable[Funding]) -> list[Sum]:
    """Return every line once: in the record's order, parts directly below their whole.

    Lines that claim to be parts of each other, or of a line that is not there, stand by themselves.
    """
    lines = list(funding)
    named = {line.id: line for line in lines if line.id}
    parts: dict[str, list[Funding]] = defaultdict(list)
    tops = []
    for line in lines:
        if line.part_of and line.part_of in named and line.part_of != line.id:
            parts[line.part_of].append(line)
        else:
            tops.append(line)
    found = [each for top in tops for each in _below(Sum(top), parts)]
    seen = {id(each.line) for each in found}
    return [*found, *(Sum(line) for line in lines if id(line) not in seen)]


def _below(top: Sum, parts: dict[str, list[Funding]]) -> Iterator[Sum]:
    waiting = [top]
    while waiting:
        each = waiting.pop()
        yield each
        # Taken out as they are shown: a second line of the same id cannot bring them up again.
        below = parts.pop(each.line.id, []) if each.line.id else []
        waiting += [Sum(part, each.line, each.depth + 1) for part in reversed(below)]
