"""Whose an id is: records of several publishers and sources meet in one directory."""

from collections.abc import Collection, Iterable, Sequence

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.location import Location


class Claims:
    """The ids that are shown so far, each with the source that gave it first."""

    def __init__(self, publishers: Iterable[str]) -> None:
        """Know the ids of all publishers of the registry, also of those that are not built."""
        self._publishers = frozenset(publishers)
        self._holders: dict[str, str] = {}

    def refused(self, publisher: str, ids: Sequence[str]) -> dict[int, Finding]:
        """Return, by its position in ``ids``, why a record may not be shown.

        An empty id stands for a record that is left out already.
        """
        found = {}
        for index, record_id in enumerate(ids):
            finding = self._against(publisher, record_id) if record_id else None
            if finding:
                found[index] = finding
        return found

    def take(self, source: str, ids: Iterable[str]) -> None:
        """Note that ``source`` shows the records of these ids."""
        for record_id in ids:
            self._holders.setdefault(record_id, source)

    def _against(self, publisher: str, record_id: str) -> Finding | None:
        owner = owner_of(record_id, self._publishers)
        if owner != publisher:
            message = f"The id “{record_id}” begins as those of the publisher {owner} do."
            return _finding("id-prefix", message, record_id)
        if record_id in self._holders:
            holder = self._holders[record_id]
            message = f"The id “{record_id}” is given by {holder} too; that record is shown."
            return _finding("duplicate-id", message, record_id)
        return None


def owner_of(record_id: str, publishers: Collection[str]) -> str:
    """Return the one of ``publishers`` with the longest id that ``record_id`` begins with.

    ``anytown-trust-swan`` is of ``anytown-trust`` where there is one, and not of ``anytown``.
    """
    words = record_id.split("-")
    starts = ("-".join(words[:count]) for count in range(len(words) - 1, 0, -1))
    return next((start for start in starts if start in publishers), "")


def _finding(code: str, message: str, record_id: str) -> Finding:
    return Finding(
        code, Severity.ERROR, message, Location(pointer="/id"), record_id, value=record_id
    )
