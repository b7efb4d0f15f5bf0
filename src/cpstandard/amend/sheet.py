"""Changes the look or the text of single cells of a worksheet, and puts missing ones in."""

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cpstandard.amend.splice import Edit, Node, append, plain, read, spliced, with_attribute
from cpstandard.core.cell_text import escape_control
from cpstandard.core.table import column_letter

At = tuple[int, int]
"""A cell as row and column, both counted from 1."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_BEHIND_NOTES = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent",
     "webPublishItems", "tableParts", "extLst")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a cell: its look by the look it has, its value; ``None`` leaves either."""

    restyle: Callable[[int], int] | None = None
    value: str | int | float | bool | None = None


def cell_at(reference: str) -> At:
    """Return the row and column of ``C14``; raises ``ValueError`` where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(reference)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def is_reference(text: str) -> bool:
    """Return whether ``text`` names one cell."""
    return _REFERENCE.fullmatch(text) is not None


def reference(at: At) -> str:
    """Return the name of a cell, such as C14."""
    return f"{column_letter(at[1] - 1)}{at[0]}"


class Sheet:
    """One worksheet: the rows named in ``rows`` are looked into, all others are passed over."""

    def __init__(self, data: bytes, part: str, rows: set[int], *, values: bool = False) -> None:
        """Read the sheet, and with ``values`` what its cells hold.

        Raises ``UnusableInput`` where it is damaged.
        """
        self._passed_over = frozenset() if values else frozenset({"c"})
        self.data = data
        self._row = 0
        self._wanted = rows
        self.root = read(data, part, self._skip)
        self._cells = self.root.needed("sheetData", part)
        self._rows = dict(_numbered(self._cells.children, lambda n: int(n.attribute("r") or 0)))
        self._merged = list(self._ranges())

    def _skip(self, name: str, attributes: dict[str, str]) -> bool:
        if name != "row":
            return name in self._passed_over
        self._row = int(attributes.get("r") or self._row + 1)
        return self._row not in self._wanted

    def _ranges(self) -> Iterator[tuple[At, At]]:
        merged = self.root.child("mergeCells")
        for node in merged.children if merged else ():
            first, _, last = node.attribute("ref").partition(":")
            yield cell_at(first), cell_at(last or first)

    def shown(self, at: At) -> At:
        """Return the cell that is seen at ``at``: of merged ones the first."""
        for first, last in self._merged:
            if first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]:
                return first
        return at

    def cell(self, at: At) -> Node | None:
        """Return the element of a cell, where there is one."""
        row = self._rows.get(at[0])
        return dict(_columns(row)).get(at[1]) if row else None

    def edited(self, changes: Mapping[At, Change], more: tuple[Edit, ...] = ()) -> bytes:
        """Return the sheet with ``changes`` and ``more`` made."""
        edits, new = list(more), {}
        by_row: dict[int, dict[int, Change]] = {}
        for (number, column), change in sorted(changes.items(), key=lambda pair: pair[0]):
            by_row.setdefault(number, {})[column] = change
        for number, wanted in by_row.items():
            node = self._rows.get(number)
            if node is None:
                cells = b"".join(self._made((number, n), c, None) for n, c in wanted.items())
                new[number] = b'<%srow r="%d">%s</%srow>' % (
                    *(self._prefix, number, cells, self._prefix),
                )
            else:
                edits += self._in_row(number, node, wanted)
        return spliced(self.data, [*edits, *self._new_rows(new)])

    @property
    def _prefix(self) -> bytes:
        return self._cells.prefix.encode()

    def _new_rows(self, new: Mapping[int, bytes]) -> Iterator[Edit]:
        behind = []
        ordered = sorted(self._rows)
        for number, row in new.items():
            position = bisect(ordered, number)
            if position == len(ordered):
                behind.append(row)
            else:
                start = self._rows[ordered[position]].start
                yield Edit(start, start, row)
        if behind:
            yield append(self.data, self._cells, b"".join(behind))

    def _in_row(self, number: int, row: Node, wanted: Mapping[int, Change]) -> Iterator[Edit]:
        there = dict(_columns(row))
        behind = []
        for column, change in wanted.items():
            node = there.get(column)
            if node is not None:
                yield from self._changed((number, column), node, change)
                continue
            made = self._made((number, column), change, row)
            later = next((there[n] for n in sorted(there) if n > column), None)
            if later is None:
                behind.append(made)
            else:
                yield Edit(later.start, later.start, made)
        if behind:
            yield append(self.data, row, b"".join(behind))

    def _changed(self, at: At, node: Node, change: Change) -> Iterator[Edit]:
        tag = self.data[node.start : node.inner]
        base = int(node.attribute("s") or 0)
        if change.restyle:
            tag = with_attribute(tag, "s", str(change.restyle(base)))
        if change.value is None:
            yield Edit(node.start, node.inner, tag)
        else:
            look = change.restyle(base) if change.restyle else base
            yield Edit(node.start, node.end, self._filled(at, change.value, look))

    def _made(self, at: At, change: Change, row: Node | None) -> bytes:
        base = self._look_of(at[1], row)
        return self._filled(at, change.value, change.restyle(base) if change.restyle else base)

    def _look_of(self, column: int, row: Node | None) -> int:
        """Return the look that an empty cell has from its row, or else from its column."""
        if row is not None and row.attribute("customFormat") in {"1", "true"}:
            return int(row.attribute("s") or 0)
        columns = self.root.child("cols")
        for node in columns.children if columns else ():
            if int(node.attribute("min")) <= column <= int(node.attribute("max")):
                return int(node.attribute("style") or 0)
        return 0

    def _filled(self, at: At, value: str | float | None, look: int) -> bytes:
        prefix = self._prefix
        start = b'<%sc r="%s" s="%d"' % (prefix, reference(at).encode(), look)
        if value is None:
            return start + b"/>"
        if isinstance(value, str):
            inside = b'<@is><@t xml:space="preserve">%s</@t></@is>'.replace(b"@", prefix)
            kind, text = b' t="inlineStr"', inside % plain(escape_control(value))
        else:
            kind = b' t="b"' if isinstance(value, bool) else b""
            number = str(int(value)) if isinstance(value, bool) else repr(value)
            text = b"<%sv>%s</%sv>" % (prefix, number.encode(), prefix)
        return b"%s%s>%s</%sc>" % (start, kind, text, prefix)

    def before_notes_end(self, element: bytes) -> Edit:
        """Return the edit that puts ``element`` where a link to the notes' drawing stands."""
        for node in self.root.children:
            if node.name in _BEHIND_NOTES:
                return Edit(node.start, node.start, element)
        return append(self.data, self.root, element)


def _columns(row: Node) -> Iterator[tuple[int, Node]]:
    return _numbered(
        row.all("c"), lambda n: cell_at(n.attribute("r"))[1] if n.attribute("r") else 0
    )


def _numbered(nodes: list[Node], stated: Callable[[Node], int]) -> Iterator[tuple[int, Node]]:
    """Yield each element by its number; one that states none comes after the one before it."""
    number = 0
    for node in nodes:
        number = stated(node) or number + 1
        yield number, node
