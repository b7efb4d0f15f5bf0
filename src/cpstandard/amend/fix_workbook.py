"""Mends single cells of an Excel workbook and leaves everything else in it alone."""

import html
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from cpstandard.amend.book import Book
from cpstandard.amend.cell_fix import mended
from cpstandard.amend.sheet import At, Change, Sheet, cell_at
from cpstandard.amend.splice import Node, read
from cpstandard.core.cell_text import unescape_control
from cpstandard.core.fix import Fix


def fix_workbook(
    archive: zipfile.ZipFile, name: str, fixes: Iterable[Fix], out: BinaryIO
) -> list[Fix]:
    """Write the workbook in ``archive`` to ``out`` with ``fixes`` made; return those that were.

    A cell with a formula, or with something else than the old value, is left alone.
    """
    book = Book(archive, name)
    by_sheet: dict[str, dict[At, list[Fix]]] = {}
    for fix in fixes:
        where = fix.location
        if where.cell and where.sheet in book.sheets:
            cells = by_sheet.setdefault(str(where.sheet), {})
            cells.setdefault(cell_at(where.cell), []).append(fix)
    done: list[Fix] = []
    for title, cells in by_sheet.items():
        part = book.sheets[title]
        sheet = Sheet(book.part(part), part, {row for row, _ in cells}, values=True)
        nodes = {at: node for at in cells if (node := sheet.cell(at)) and not node.child("f")}
        shared = _shared(book, {_index(sheet.data, node) for node in nodes.values()})
        changes = {}
        for at, node in nodes.items():
            value, made = mended(_text(sheet.data, node, shared), cells[at])
            if made:
                changes[at] = Change(value=value)
                done += made
        book.put(part, sheet.edited(changes))
    book.save(out)
    return done


def _index(data: bytes, node: Node) -> int:
    """Return the number of the shared text that a cell holds, or -1."""
    value = node.child("v")
    if node.attribute("t") != "s" or value is None:
        return -1
    return int(data[value.inner : value.close])


def _text(data: bytes, node: Node, shared: dict[int, str]) -> str:
    if node.attribute("t") == "s":
        return shared.get(_index(data, node), "")
    inline, value = node.child("is"), node.child("v")
    if inline is not None:
        return _words(data, inline)
    return _decoded(data[value.inner : value.close]) if value is not None else ""


def _shared(book: Book, wanted: set[int]) -> dict[int, str]:
    """Return the shared texts of those numbers."""
    for link in book.links(book.workbook):
        if link.kind == "sharedStrings" and book.has(link.target):
            data = book.part(link.target)
            number = -1

            def skip(name: str, _attributes: dict[str, str]) -> bool:
                nonlocal number
                number += name == "si"
                return name == "si" and number not in wanted

            items = read(data, link.target, skip).all("si")
            return {n: _words(data, items[n]) for n in wanted if 0 <= n < len(items)}
    return {}


def _words(data: bytes, item: Node) -> str:
    """Return the text of an item, which may be in runs of several looks."""
    found = [
        part
        for child in item.children
        for part in ([child] if child.name == "t" else child.all("t") if child.name == "r" else ())
    ]
    return "".join(_decoded(data[part.inner : part.close]) for part in found)


def _decoded(raw: bytes) -> str:
    return unescape_control(html.unescape(raw.decode("utf-8")))
