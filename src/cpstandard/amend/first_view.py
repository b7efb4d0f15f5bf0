"""Lets a workbook open on one cell: the first that has something to mend."""

import re
from collections.abc import Iterator

from cpstandard.amend.book import Book
from cpstandard.amend.sheet import At, reference
from cpstandard.amend.splice import Edit, Node, quoted, read, spliced, with_attribute

_VIEWS = 1 << 16  # bytes of a sheet among which its views stand
_CHOSEN = re.compile(rb"tabSelected\s*=\s*[\"'](?:1|true)")
_IN_SIGHT = (25, 8)  # rows and columns that most screens show
_BEFORE = 5  # cells that stay in sight before the chosen one
# What stands before the views of a workbook, and of a sheet (ECMA-376, 18.2.27 and 18.3.1.99).
_BEFORE_BOOK_VIEWS = frozenset(
    {"fileVersion", "fileSharing", "workbookPr", "AlternateContent", "workbookProtection"}
)
_BEFORE_VIEWS = frozenset({"sheetPr", "dimension"})


def open_at(book: Book, title: str, at: At) -> None:
    """Let ``book`` open on the sheet ``title`` with the cell ``at`` chosen and in sight.

    No other sheet stays chosen: what a person types goes into all that are.
    """
    data = book.part(book.workbook)
    root = read(data, book.workbook)
    listed = root.needed("sheets", book.workbook).children
    position = next(n for n, each in enumerate(listed) if each.attribute("name") == title)
    book.put(book.workbook, spliced(data, _active(data, root, position)))
    for name, part in book.sheets.items():
        if name == title:
            book.put(part, _viewed(book.part(part), part, at))
        elif _CHOSEN.search(book.part(part)[:_VIEWS]):
            book.put(part, _unchosen(book.part(part), part))


def shown_titles(book: Book) -> list[str]:
    """Return the names of the sheets that are not hidden, in their order."""
    listed = read(book.part(book.workbook), book.workbook).needed("sheets", book.workbook)
    shown = (s for s in listed.children if s.attribute("state") in {"", "visible"})
    return [name for s in shown if (name := s.attribute("name")) in book.sheets]


def _active(data: bytes, root: Node, position: int) -> list[Edit]:
    views = root.child("bookViews")
    first = views.child("workbookView") if views else None
    if first is None:
        prefix = root.prefix.encode()
        view = b'<%sbookViews><%sworkbookView activeTab="%d"/></%sbookViews>' % (
            *(prefix, prefix, position, prefix),
        )
        return [_behind(root, _BEFORE_BOOK_VIEWS, view)] if views is None else []
    tag = with_attribute(data[first.start : first.inner], "activeTab", str(position))
    return [Edit(first.start, first.inner, with_attribute(tag, "firstSheet", None))]


def _unchosen(data: bytes, part: str) -> bytes:
    return spliced(
        data,
        (
            Edit(v.start, v.inner, with_attribute(data[v.start : v.inner], "tabSelected", None))
            for v in _views(_root(data, part))
            if v.attribute("tabSelected")
        ),
    )


def _viewed(data: bytes, part: str, at: At) -> bytes:
    root = _root(data, part)
    views = root.child("sheetViews")
    view = next(_views(root), None)
    if view is not None:
        return spliced(data, [Edit(view.start, view.end, _view(data, view, at))])
    if views is not None:
        return data  # views without one: no program writes that
    prefix = root.prefix.encode()
    made = b'<%ssheetView tabSelected="1" topLeftCell="%s" workbookViewId="0">%s</%ssheetView>' % (
        *(prefix, reference(_corner(at, (0, 0))).encode(), _selection(prefix, at, ""), prefix),
    )
    views_of_it = b"<%ssheetViews>%s</%ssheetViews>" % (prefix, made, prefix)
    return spliced(data, [_behind(root, _BEFORE_VIEWS, views_of_it)])


def _view(data: bytes, view: Node, at: At) -> bytes:
    """Return a view with the cell chosen; where panes are frozen, the part that scrolls moves."""
    pane = view.child("pane")
    tag = with_attribute(data[view.start : view.inner].replace(b"/>", b">"), "tabSelected", "1")
    inner, active = b"", ""
    if pane is None:
        tag = with_attribute(tag, "topLeftCell", reference(_corner(at, (0, 0))))
    else:
        active = pane.attribute("activePane")
        inner = data[pane.start : pane.end]
        if pane.attribute("state").startswith("frozen"):
            fixed = tuple(int(float(pane.attribute(n) or 0)) for n in ("ySplit", "xSplit"))
            corner = reference(_corner(at, (fixed[0], fixed[1])))
            inner = with_attribute(inner, "topLeftCell", corner)
    prefix = view.prefix.encode()
    inner += _selection(prefix, at, active)
    for other in view.children:
        if other.name not in {"pane", "selection"}:
            inner += data[other.start : other.end]
    return b"%s%s</%ssheetView>" % (tag, inner, prefix)


def _selection(prefix: bytes, at: At, pane: str) -> bytes:
    cell = reference(at).encode()
    where = b'pane="%s" ' % quoted(pane) if pane else b""
    return b'<%sselection %sactiveCell="%s" sqref="%s"/>' % (prefix, where, cell, cell)


def _corner(at: At, fixed: At) -> At:
    """Return the first cell of what scrolls, so that ``at`` is in sight; ``fixed`` cells never do.

    What is in sight from the beginning stays so: the headings tell what a cell is.
    """
    row, column = (
        max(place - _BEFORE if place > seen else 1, held + 1)
        for place, seen, held in zip(at, _IN_SIGHT, fixed, strict=True)
    )
    return row, column


def _root(data: bytes, part: str) -> Node:
    return read(data, part, lambda name, _attributes: name == "sheetData")


def _views(root: Node) -> Iterator[Node]:
    views = root.child("sheetViews")
    return iter(views.all("sheetView") if views else ())


def _behind(root: Node, before: frozenset[str], content: bytes) -> Edit:
    """Return the edit that puts ``content`` where it belongs: behind what stands ``before``."""
    at = next((n.start for n in root.children if n.name not in before), root.inner)
    return Edit(at, at, content)
