"""Counts what the records of a package speak of: fields, codes, places and years."""

import re
from collections import Counter
from typing import Any

from cpstandard.core.record import Record

_YEAR = re.compile(r"\d{4}")
_MOST_PLACES = 50
_MOST_NAMES = 100_000  # of places: a bound for the memory, far above any honest package


class Coverage:
    """Add the records one by one; memory grows with the kinds of things, not with the records."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.records = 0
        self._fields: Counter[str] = Counter()
        self._clusters: Counter[str] = Counter()
        self._practices: Counter[str] = Counter()
        self._countries: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._years: Counter[str] = Counter()

    def add(self, record: Record) -> None:
        """Count one record; whatever is not of the standard's shape is passed over."""
        self.records += 1
        used: set[str] = set()
        _note_fields(record, "", used)
        self._fields.update(used)
        self._clusters.update(_texts(record.get("clusters")))
        self._practices.update(_texts(record.get("practices")))
        places = record.get("places")
        places = [p for p in places if isinstance(p, dict)] if isinstance(places, list) else []
        self._countries.update(_texts([place.get("country") for place in places]))
        names = _texts([place.get("name") for place in places])
        self._places.update(
            n for n in names if n in self._places or len(self._places) < _MOST_NAMES
        )
        if year := _YEAR.match(str(record.get("started", ""))):
            self._years[year[0]] += 1

    def to_dict(self) -> dict[str, Any]:
        """Return how many records have each thing, the most frequent first; years in order.

        A field inside a list is counted once for each record. Of places the fifty most frequent
        are named.
        """
        return {
            "records": self.records,
            "fields": _ordered(self._fields),
            "clusters": _ordered(self._clusters),
            "practices": _ordered(self._practices),
            "countries": _ordered(self._countries),
            "places": dict(list(_ordered(self._places).items())[:_MOST_PLACES]),
            "placesInAll": len(self._places),
            "years": dict(sorted(self._years.items())),
        }


def _note_fields(value: Any, path: str, used: set[str]) -> None:
    """Add the paths of all fields below ``value`` that hold something, as ``places/name``."""
    todo = [(value, path)]
    while todo:
        value, path = todo.pop()
        if isinstance(value, dict):
            for name, part in value.items():
                if part not in (None, "", [], {}):
                    below = f"{path}/{name}" if path else str(name)
                    used.add(below)
                    todo.append((part, below))
        elif isinstance(value, list):
            todo += [(item, path) for item in value if isinstance(item, dict | list)]


def _texts(values: Any) -> set[str]:
    """Return the texts among ``values``, each once: records are counted, not mentions."""
    return {v for v in values if isinstance(v, str) and v} if isinstance(values, list) else set()


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
