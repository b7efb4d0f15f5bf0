"""Keeps an importer from giving the same entry of a register twice."""

from collections.abc import Iterable, Iterator

from cpstandard.core.importer import Imported, Skipped


def each_once(outcomes: Iterable[Imported | Skipped], reason: str) -> Iterator[Imported | Skipped]:
    """Yield ``outcomes``; what has the local id of one before it is skipped, for ``reason``."""
    given: set[str] = set()
    for outcome in outcomes:
        if isinstance(outcome, Imported):
            if outcome.local_id in given:
                yield Skipped(reason, outcome.rows)
                continue
            given.add(outcome.local_id)
        yield outcome
