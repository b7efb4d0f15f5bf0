"""Adds looks to a workbook: a cell's own look with another ground, and those of our own sheet."""

import posixpath

from cpstandard.amend.book import MAIN, Book
from cpstandard.amend.splice import Edit, Node, append, read, spliced, with_attribute
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
        self._fills: dict[Severity, int] = {}
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
            looks = self._groups["cellXfs"].children
            own = looks[base if base < len(looks) else 0]
            tag = self._data[own.start : own.inner]
            tag = with_attribute(tag, "fillId", str(self._fill(severity)))
            tag = with_attribute(tag, "applyFill", "1")
            self._tinted[base, severity] = self._add(
                "cellXfs", tag + self._data[own.inner : own.end]
            )
        return self._tinted[base, severity]

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

    def _fill(self, severity: Severity) -> int:
        if severity not in self._fills:
            self._fills[severity] = self._add(
                "fills",
                self._named(
                    '<@fill><@patternFill patternType="solid">'
                    f'<@fgColor rgb="{GROUNDS[severity]}"/><@bgColor indexed="64"/>'
                    "</@patternFill></@fill>"
                ),
            )
        return self._fills[severity]

    def _add(self, group: str, element: bytes) -> int:
        self._added[group].append(element)
        return len(self._groups[group].children) + len(self._added[group]) - 1

    def _named(self, text: str) -> bytes:
        return text.replace("@", self._prefix).encode()


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
