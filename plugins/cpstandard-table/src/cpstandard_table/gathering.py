"""Makes one record of the rows that have one id."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cpstandard.core.importer import Imported, Skipped

_DERIVED = "provenance.derived"


def gathered(
    outcomes: Iterable[Imported | Skipped], lists: Sequence[str]
) -> Iterator[Imported | Skipped]:
    """Yield ``outcomes`` with the records of one id made one, where its first row stood.

    Each row adds its share to ``lists``. Of other fields the first row's count, and others fill
    what it lacks; where they differ, that is said. All records are held until the last row is read.
    """
    kept: dict[str, _Gathered] = {}
    for outcome in outcomes:
        if isinstance(outcome, Skipped):
            yield outcome
        elif outcome.local_id in kept:
            kept[outcome.local_id].add(outcome)
        else:
            kept[outcome.local_id] = _Gathered(outcome, lists)
    for each in kept.values():
        yield Imported(each.local_id, each.record, tuple(each.rows))


class _Gathered:
    """A record that grows, with what its lists hold already."""

    def __init__(self, first: Imported, lists: Sequence[str]) -> None:
        self.local_id, self.record, self.rows = first.local_id, first.record, list(first.rows)
        self._held = {
            name: {json.dumps(item, sort_keys=True) for item in self._list(name)}
            for name in (*lists, _DERIVED)
        }

    def add(self, other: Imported) -> None:
        self.rows += other.rows
        for name, content in other.record.items():
            if name == "provenance":
                self._share(_DERIVED, content["derived"])
            elif name in self._held:
                self._share(name, content)
            elif name not in self.record:
                self.record[name] = content
            elif self.record[name] != content:
                other.rows[-1].note(
                    f"{name} differs among the rows of one id: the first one's counts"
                )

    def _share(self, name: str, items: list[Any]) -> None:
        for item in items:
            form = json.dumps(item, sort_keys=True)
            if form not in self._held[name]:
                self._held[name].add(form)
                self._list(name).append(item)

    def _list(self, name: str) -> list[Any]:
        if name == _DERIVED:
            derived: list[Any] = self.record["provenance"]["derived"]
            return derived
        found: list[Any] = self.record.setdefault(name, [])
        return found
