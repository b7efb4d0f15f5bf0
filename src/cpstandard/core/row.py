"""A source row that is emptied as it is read, so that nothing is dropped in silence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cpstandard.core.location import Location, value_at

_EMPTY: tuple[Any, ...] = (None, "", [], {})


class Row:
    """One row, or one object, of a register's export.

    Every field is either taken, ignored on purpose, or withheld because it is about a person;
    what is left over is ``unread`` and is reported. Paths are names joined by ``/``; an item of a
    list is written ``*`` in the tallies, so that the report counts fields and not positions. Only
    fields that hold a value are booked.
    """

    def __init__(self, data: Mapping[str, Any], location: Location) -> None:
        """Wrap ``data``; ``location`` is where it stands in the source."""
        self._data = data
        self.location = location
        self.taken: dict[str, None] = {}
        self.ignored: dict[str, None] = {}
        self.withheld: dict[str, None] = {}
        self.unknown_values: list[tuple[str, str]] = []
        self.notes: list[str] = []

    def renamed(self, names: Mapping[str, str]) -> "Row":
        """Return the row, of which nothing was read yet, with other names for its fields."""
        return Row({names.get(key, key): value for key, value in self._data.items()}, self.location)

    def completed(self, data: Mapping[str, Any]) -> "Row":
        """Return the row, of which nothing was read yet, with more fields or other values."""
        return Row({**self._data, **data}, self.location)

    def peek(self, path: str) -> Any:
        """Return the value at ``path`` as it stands, without marking it; ``None`` where empty."""
        value = self._at(path)
        return None if value in _EMPTY or (isinstance(value, str) and not value.strip()) else value

    def take(self, path: str, default: Any = None) -> Any:
        """Return the value at ``path`` and mark it, with all below it, as used.

        Strings come back stripped; an empty or missing value gives ``default``.
        """
        value = self._at(path)
        if value in _EMPTY:
            return default
        self._book(path)
        if isinstance(value, str):
            value = value.strip()
        return default if value in _EMPTY else value

    def _book(self, path: str) -> None:
        self.taken.setdefault(path)

    def text(self, path: str) -> str:
        """Return the value at ``path`` as stripped text, numbers spelt out; empty where missing.

        A list or an object where text belongs is reported as unknown.
        """
        value = self.take(path)
        if value is None:
            return ""
        if type(value) is str:
            return value
        if isinstance(value, Mapping | list):
            self.unknown(path, "(a list)" if isinstance(value, list) else "(an object)")
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip()

    def items(self, path: str) -> Iterator["Row"]:
        """Yield the objects of the list at ``path`` as rows that report into this one."""
        value = self._at(path)
        for item in value if isinstance(value, Sequence) and not isinstance(value, str) else ():
            if isinstance(item, Mapping):
                yield _Part(self, f"{path}/*", item)

    def ignore(self, *paths: str) -> None:
        """Mark fields as left out on purpose: of no use to the standard, or said elsewhere."""
        for path in paths:
            if self._at(path) not in _EMPTY:
                self.ignored.setdefault(path)

    def withhold(self, *paths: str) -> None:
        """Mark fields as left out because they are about a person; counted where filled in."""
        for path in paths:
            if self._at(path) not in _EMPTY:
                self.withheld.setdefault(path)

    def unknown(self, path: str, value: object) -> None:
        """Report a value that no lookup knows."""
        self.unknown_values.append((path, str(value)))

    def note(self, sentence: str) -> None:
        """Report something that was done to the row, such as a repair."""
        self.notes.append(sentence)

    def unread(self) -> list[str]:
        """Return the paths of the fields with a value that nobody read, each once."""
        known = self.taken.keys() | self.ignored.keys() | self.withheld.keys()
        return list(dict.fromkeys(_unread("", "", self._data, known)))

    def _at(self, path: str) -> Any:
        """Return the value at ``path`` as it stands; ``None`` where there is none."""
        if path in self._data:
            return self._data[path]
        return self._value(path.split("/"), self._data) if "/" in path else None

    @staticmethod
    def _value(tokens: list[str], value: Any) -> Any:
        # A spreadsheet's heading may itself hold a slash.
        if isinstance(value, Mapping) and (whole := "/".join(tokens)) in value:
            return value[whole]
        return value_at(value, tokens)


class _Part(Row):
    """An object inside a row; what is done to it is booked on the row, under ``prefix``."""

    def __init__(self, whole: Row, prefix: str, data: Mapping[str, Any]) -> None:
        super().__init__(data, whole.location)
        self._whole = whole
        self._prefix = prefix

    def _book(self, path: str) -> None:
        super()._book(path)
        self._whole._book(f"{self._prefix}/{path}")  # noqa: SLF001 - one of us

    def ignore(self, *paths: str) -> None:
        for path in paths:
            if self._at(path) not in _EMPTY:
                self._whole.ignored.setdefault(f"{self._prefix}/{path}")

    def withhold(self, *paths: str) -> None:
        for path in paths:
            if self._at(path) not in _EMPTY:
                self._whole.withheld.setdefault(f"{self._prefix}/{path}")

    def unknown(self, path: str, value: object) -> None:
        self._whole.unknown(f"{self._prefix}/{path}", value)

    def note(self, sentence: str) -> None:
        self._whole.note(sentence)

    def items(self, path: str) -> Iterator[Row]:
        value = self._at(path)
        for item in value if isinstance(value, list) else ():
            if isinstance(item, Mapping):
                yield _Part(self._whole, f"{self._prefix}/{path}/*", item)


def _unread(
    at: str, exactly: str, whole: Mapping[str, Any] | list[Any], known: set[str]
) -> Iterator[str]:
    """Yield the paths in ``whole`` that are not ``known``, nor anything above them.

    Each is behind ``at``, with ``*`` for an item of a list; ``exactly`` has its number instead.
    """
    in_list = isinstance(whole, list)
    for key, value in enumerate(whole) if isinstance(whole, list) else whole.items():
        path, exact = f"{at}{'*' if in_list else key}", f"{exactly}{key}"
        if path in known or exact in known or value in _EMPTY:
            continue
        if isinstance(value, Mapping) or (
            isinstance(value, list) and any(isinstance(item, Mapping) for item in value)
        ):
            yield from _unread(f"{path}/", f"{exact}/", value, known)
        else:
            yield path
