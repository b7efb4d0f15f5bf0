"""An Excel workbook as the parts of its zip: read, exchange or add one, and copy all the others."""

import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from cpstandard.amend.splice import Node, append, quoted, read, spliced
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase

MAX_PART = 256 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT_TYPES = "[Content_Types].xml"
_MADE = (1980, 1, 1, 0, 0, 0)  # the same input gives the same bytes
_EMPTY_LINKS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="%s/relationships"></Relationships>' % _PACKAGE.encode()
)


class Link(NamedTuple):
    """A relation of one part to another: its id, the last word of its type, the other part."""

    id: str
    kind: str
    target: str


class Book:
    """The parts of one workbook, and what was changed in them."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        """Find the sheets; raises ``UnusableInput`` where it is no XLSX that can be amended."""
        self._archive = archive
        self._name = name
        self._changed: dict[str, bytes] = {}
        self._parts = set(archive.namelist())
        workbooks = [link for link in self.links("") if link.kind == "officeDocument"]
        if not workbooks or workbooks[0].target not in self._parts:
            raise UnusableInput(
                phrase("{name} is not an Excel workbook of today: save it as XLSX.", name=name)
            )
        self.workbook = workbooks[0].target
        root = read(self.part(self.workbook), self.workbook)
        if MAIN not in root.attributes.values():
            raise UnusableInput(
                phrase(
                    "{name} is a Strict Open XML workbook: save it as “Excel Workbook (.xlsx)”.",
                    name=name,
                )
            )
        self.sheets = self._sheets(root)

    def _sheets(self, root: Node) -> dict[str, str]:
        targets = {link.id: link for link in self.links(self.workbook)}
        listed = root.child("sheets")
        found = {}
        for sheet in listed.children if listed else ():
            link = targets.get(sheet.attribute("id"))
            if link and link.kind == "worksheet" and link.target in self._parts:
                found[sheet.attribute("name")] = link.target
        return found

    def has(self, part: str) -> bool:
        """Return whether there is such a part."""
        return part in self._parts

    def part(self, name: str) -> bytes:
        """Return a part as it is now; ``UnusableInput`` above 256 MB."""
        if name in self._changed:
            return self._changed[name]
        if self._archive.getinfo(name).file_size > MAX_PART:
            raise UnusableInput(
                phrase(
                    "{name} has a sheet of more than {size} MB, which is too large to be marked: "
                    "split it, or save it as CSV.",
                    name=self._name,
                    size=MAX_PART >> 20,
                )
            )
        return self._archive.read(name)

    def put(self, name: str, data: bytes) -> None:
        """Exchange or add a part."""
        self._parts.add(name)
        self._changed[name] = data

    def free(self, pattern: str) -> str:
        """Return the first name that no part has; ``pattern`` has a ``{}`` for the number."""
        number = 1
        while pattern.format(number) in self._parts:
            number += 1
        return pattern.format(number)

    def links(self, part: str) -> list[Link]:
        """Return where ``part`` leads to within the workbook; the empty name is the whole."""
        where = _links_of(part)
        if where not in self._parts:
            return []
        return [
            Link(
                node.attribute("Id"),
                node.attribute("Type").rpartition("/")[2],
                _resolved(part, node.attribute("Target")),
            )
            for node in read(self.part(where), where).children
            if node.attribute("TargetMode") != "External"
        ]

    def link(self, part: str, kind: str, target: str) -> str:
        """Relate ``part`` to ``target`` and return the relation's id."""
        where = _links_of(part)
        data = self.part(where) if where in self._parts else _EMPTY_LINKS
        root = read(data, where)
        used = {node.attribute("Id") for node in root.children}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        line = b'<%sRelationship Id="rId%d" Type="%s/%s" Target="/%s"/>' % (
            root.prefix.encode(),
            number,
            RELATIONS.encode(),
            kind.encode(),
            quoted(target),
        )
        self.put(where, spliced(data, [append(data, root, line)]))
        return f"rId{number}"

    def declare(self, part: str, media_type: str) -> None:
        """Say of which type a new part is; one that its ending names goes by the ending."""
        data = self.part(_CONTENT_TYPES)
        root = read(data, _CONTENT_TYPES)
        if part.endswith(".vml"):
            if any(n.attribute("Extension").lower() == "vml" for n in root.all("Default")):
                return
            line, at = b'<%sDefault Extension="vml" ContentType="%s"/>', root.inner
        else:
            line, at = b'<%sOverride PartName="/' + quoted(part) + b'" ContentType="%s"/>', None
        line %= (root.prefix.encode(), media_type.encode())
        edit = append(data, root, line)
        self.put(
            _CONTENT_TYPES, spliced(data, [edit if at is None else edit._replace(start=at, end=at)])
        )

    def add_sheet(self, title: str, data: bytes) -> None:
        """Add a worksheet behind the others."""
        part = self.free(posixpath.join(posixpath.dirname(self.workbook), "worksheets/sheet{}.xml"))
        self.put(part, data)
        self.declare(
            part,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
        )
        name = self.link(self.workbook, "worksheet", part)
        book = self.part(self.workbook)
        sheets = read(book, self.workbook).needed("sheets", self.workbook)
        numbers = [int(sheet.attribute("sheetId") or 0) for sheet in sheets.children]
        line = b'<%ssheet name="%s" sheetId="%d" xmlns:r="%s" r:id="%s"/>' % (
            sheets.prefix.encode(),
            quoted(title),
            max(numbers, default=0) + 1,
            RELATIONS.encode(),
            name.encode(),
        )
        self.put(self.workbook, spliced(book, [append(book, sheets, line)]))
        self.sheets[title] = part

    def titles(self) -> set[str]:
        """Return the names of all sheets in small letters, those of charts too."""
        sheets = read(self.part(self.workbook), self.workbook).child("sheets")
        return {s.attribute("name").casefold() for s in (sheets.children if sheets else ())}

    def save(self, out: BinaryIO) -> None:
        """Write the workbook: parts that were not touched with the bytes they had, in order."""
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._archive.infolist():
                if info.filename in self._changed:
                    _write(target, info.filename, self._changed[info.filename], info.date_time)
                    continue
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type = zipfile.ZIP_DEFLATED
                copy.external_attr = info.external_attr
                copy.file_size = info.file_size
                with self._archive.open(info) as source, target.open(copy, "w") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
            for name in _added(self._changed, self._archive.namelist()):
                _write(target, name, self._changed[name], _MADE)


def _added(changed: Iterable[str], there: Iterable[str]) -> list[str]:
    return sorted(set(changed) - set(there))


def _write(
    target: zipfile.ZipFile, name: str, data: bytes, when: tuple[int, int, int, int, int, int]
) -> None:
    info = zipfile.ZipInfo(name, when)
    info.compress_type = zipfile.ZIP_DEFLATED
    target.writestr(info, data)


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    target = re.sub(r"#.*", "", target)
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
