"""Adds looks to a workbook: a cell's own look with another ground, and those of our own sheet.

A plain ground that a cell had is remembered in its new one, as the second colour, which a solid
ground never shows: so it comes back when the mark is taken away. Patterns are not remembered.
"""

import posixpath

from cpstandard.amend.book import MAIN, Book
from cpstandard.amend.splice import Edit, Node, append, quoted, read, spliced, with_attribute
from cpstandard.core.finding import Severity

GROUNDS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles")
_LEAST = {
    "fonts": '<@fonts count="1"><@font><@sz val="11"/><@name val="Calibri"/></@font></@fonts>',
    "fills": '<@fills count="2"><@fill><@patternFill patternType="none"/></@fill>'
    '<@fill><@patternFill patternType="gray125"/></@fill></@fills>',
    "borders": '<@borders count="1"><@border/></@borders>',
    "cellStyleXfs": '<@cellStyleXfs count="1"><@xf/></@cellStyleXfs>',
    "cellXfs": '<@cellXfs count="1">'
    '<@xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></@cellXfs>',
    "cellStyles": '<@cellStyles count="1">'
    '<@cellStyle name="Normal" xfId="0" builtinId="0"/></@cellStyles>',
}
_NO_COLOUR = 'indexed="64"'
_NONE = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="%s"/>'


class Styles:
    """The looks of one workbook; ``save`` puts the new ones in behind the others."""

    def __init__(self, book: Book) -> None:
        """Read the workbook's looks, or begin with none."""
        self._book = book
        self._part = self._find()
        self._data = _completed(book.part(self._part), self._part)
        root = read(self._data, self._part)
        self._prefix = root.prefix
        self._groups: dict[str, Node] = {}
        for name in ("fonts", "fills", "cellXfs"):
            self._groups[name] = root.needed(name, self._part)
        self._added: dict[str, list[bytes]] = {name: [] for name in self._groups}
        self._fills: dict[tuple[Severity, str], int] = {}
        self._tinted: dict[tuple[int, Severity], int] = {}

    def _find(self) -> str:
        for link in self._book.links(self._book.workbook):
            if link.kind == "styles" and self._book.has(link.target):
                return link.target
        part = posixpath.join(posixpath.dirname(self._book.workbook), "styles.xml")
        self._book.put(part, _NONE % MAIN.encode())
        self._book.link(self._book.workbook, "styles", part)
        self._book.declare(part, _MEDIA_TYPE)
        return part

    def tinted(self, base: int, severity: Severity) -> int:
        """Return the look ``base`` on the ground of ``severity``."""
        if (base, severity) not in self._tinted:
            own = self._look(base)
            colour = _colour(self._ground(own), "fgColor")
            fill = self._fill(severity, _spelt(colour) if colour else _NO_COLOUR)
            self._tinted[base, severity] = self._add("cellXfs", self._filled(own, fill))
        return self._tinted[base, severity]

    def restored(self, marked: int) -> int:
        """Return the look that ``marked`` was before ``tinted``; itself where it is no such."""
        own = self._look(marked)
        ground = self._ground(own)
        if not _is_ours(ground):
            return marked
        before = _colour(ground, "bgColor") if self._remembers() else None
        fill = self._plain_fill(before) if before else 0
        for number, look in enumerate(self._groups["cellXfs"].children):
            if look.attribute("fillId") == str(fill) and self._bare(look) == self._bare(own):
                return number
        return self._add("cellXfs", self._filled(own, fill))

    def written(
        self, font: str = "", severity: Severity | None = None, *, wrapped: bool = True
    ) -> int:
        """Return a look of our own; ``font`` is what stands inside a font element."""
        number = self._add("fonts", self._named(f"<@font>{font}</@font>")) if font else 0
        fill = self._fill(severity) if severity else 0
        return self._add(
            "cellXfs",
            self._named(
                f'<@xf numFmtId="0" fontId="{number}" fillId="{fill}" borderId="0" xfId="0" '
                'applyFont="1" applyFill="1" applyAlignment="1">'
                f'<@alignment vertical="top" wrapText="{int(wrapped)}"/></@xf>'
            ),
        )

    def save(self) -> None:
        """Put the new looks into the workbook."""
        edits = []
        for name, added in self._added.items():
            group = self._groups[name]
            if not added:
                continue
            tag = self._data[group.start : group.inner]
            count = str(len(group.children) + len(added))
            if group.close == group.end:
                edits.append(append(self._data, group, b"".join(added)))
                continue
            edits.append(Edit(group.start, group.inner, with_attribute(tag, "count", count)))
            edits.append(append(self._data, group, b"".join(added)))
        self._book.put(self._part, spliced(self._data, edits))

    def _look(self, number: int) -> Node:
        looks = self._groups["cellXfs"].children
        return looks[number if number < len(looks) else 0]

    def _ground(self, look: Node) -> Node | None:
        """Return the solid ground of a look, if it has one."""
        fills = self._groups["fills"].children
        number = look.attribute("fillId")
        is_there = number.isdecimal() and int(number) < len(fills)
        return _solid(fills[int(number)]) if is_there else None

    def _filled(self, look: Node, fill: int) -> bytes:
        tag = with_attribute(self._data[look.start : look.inner], "fillId", str(fill))
        tag = with_attribute(tag, "applyFill", "1")
        return tag + self._data[look.inner : look.end]

    def _bare(self, look: Node) -> tuple[dict[str, str], bytes]:
        """Return all of a look but its ground."""
        rest = {k: v for k, v in look.attributes.items() if k not in {"fillId", "applyFill"}}
        return rest, self._data[look.inner : look.close]

    def _remembers(self) -> bool:
        """Return whether second colours are still ours: LibreOffice writes some of its own."""
        # Our sheet of findings has grounds that remember nothing.
        grounds = filter(_is_ours, map(_solid, self._groups["fills"].children))
        seconds = (ground.child("bgColor") for ground in grounds if ground)
        return any(second and second.attribute("indexed") == "64" for second in seconds)

    def _plain_fill(self, colour: dict[str, str]) -> int:
        for number, fill in enumerate(self._groups["fills"].children):
            ground = _solid(fill)
            if _colour(ground, "fgColor") == colour and _colour(ground, "bgColor") is None:
                return number
        return self._add("fills", self._solid_fill(_spelt(colour), _NO_COLOUR))

    def _fill(self, severity: Severity, under: str = _NO_COLOUR) -> int:
        if (severity, under) not in self._fills:
            fill = self._solid_fill(f'rgb="{GROUNDS[severity]}"', under)
            self._fills[severity, under] = self._add("fills", fill)
        return self._fills[severity, under]

    def _solid_fill(self, colour: str, under: str) -> bytes:
        return self._named(
            f'<@fill><@patternFill patternType="solid"><@fgColor {colour}/><@bgColor {under}/>'
            "</@patternFill></@fill>"
        )

    def _add(self, group: str, element: bytes) -> int:
        self._added[group].append(element)
        return len(self._groups[group].children) + len(self._added[group]) - 1

    def _named(self, text: str) -> bytes:
        return text.replace("@", self._prefix).encode()


def _solid(fill: Node) -> Node | None:
    pattern = fill.child("patternFill")
    return pattern if pattern is not None and pattern.attribute("patternType") == "solid" else None


def _colour(ground: Node | None, name: str) -> dict[str, str] | None:
    """Return a colour of a ground as its attributes; ``None`` for the one that means no colour."""
    colour = ground.child(name) if ground is not None else None
    if colour is None or not colour.attributes or colour.attribute("indexed") == "64":
        return None
    return colour.attributes


def _spelt(colour: dict[str, str]) -> str:
    return " ".join(f'{key}="{quoted(value).decode()}"' for key, value in colour.items())


def _is_ours(ground: Node | None) -> bool:
    colour = _colour(ground, "fgColor") or {}
    return colour.get("rgb", "").upper() in GROUNDS.values()


def _completed(data: bytes, part: str) -> bytes:
    """Return the looks with the groups that a program left out because it had nothing to say."""
    root = read(data, part)
    edits, end = [], b""
    for position, (name, least) in enumerate(_LEAST.items()):
        group = root.child(name)
        if group is not None and (group.children or name not in {"fonts", "fills", "cellXfs"}):
            continue
        content = least.replace("@", root.prefix).encode()
        if group is not None:
            edits.append(Edit(group.start, group.end, content))
            continue
        before = set(_ORDER[: position + 1])
        behind = next((node for node in root.children if node.name not in before), None)
        if behind is None:
            end += content
        else:
            edits.append(Edit(behind.start, behind.start, content))
    return spliced(data, [*edits, append(data, root, end)] if end else edits)
