"""Adds notes (what Excel calls comments of old) to cells, beside those that are there."""

import posixpath
import re
from collections.abc import Mapping

from cpstandard.amend.book import MAIN, RELATIONS, Book
from cpstandard.amend.sheet import At, Sheet, reference
from cpstandard.amend.splice import Edit, Node, append, plain, read, spliced

AUTHOR = "cpstandard"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_NO_NOTES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="%s">'
    b"<authors></authors><commentList></commentList></comments>" % MAIN.encode()
)
_BOX = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:240pt;height:{height}pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_IDS_A_BLOCK = 1024
_LINE, _LETTERS, _LEAST_LINES = 15, 44, 3  # points, letters in a line of the box


def add_notes(book: Book, part: str, sheet: Sheet, notes: Mapping[At, str]) -> tuple[Edit, ...]:
    """Add ``notes`` to the worksheet ``part``; return what is to be changed in the sheet itself.

    A cell that has a note already keeps it, with ours below.
    """
    links = {link.kind: link.target for link in book.links(part)}
    new = _write_notes(book, part, links.get("comments", ""), notes)
    drawing = sheet.root.child("legacyDrawing")
    if drawing is not None:
        targets = {link.id: link.target for link in book.links(part)}
        vml = targets[drawing.attribute("id")]
        book.put(vml, _with_boxes(book.part(vml), new))
        return ()
    vml = book.free(posixpath.join(posixpath.dirname(book.workbook), "drawings/vmlDrawing{}.vml"))
    number = int(re.sub(r"\D", "", posixpath.basename(vml)))
    book.put(vml, _boxes(number, len(new)))
    book.put(vml, _with_boxes(book.part(vml), new))
    book.declare(vml, _VML_TYPE)
    name = book.link(part, "vmlDrawing", vml)
    element = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (
        sheet.root.prefix.encode(),
        RELATIONS.encode(),
        name.encode(),
    )
    return (sheet.before_notes_end(element),)


def _write_notes(book: Book, part: str, notes_part: str, notes: Mapping[At, str]) -> dict[At, str]:
    """Put the texts into the part of the notes; return those of cells that had none before."""
    if not notes_part:
        folder = posixpath.dirname(book.workbook)
        notes_part = book.free(posixpath.join(folder, "comments{}.xml"))
        book.put(notes_part, _NO_NOTES)
        book.declare(notes_part, _TYPE)
        book.link(part, "comments", notes_part)
    data = book.part(notes_part)
    root = read(data, notes_part)
    authors = root.needed("authors", notes_part)
    listed = root.needed("commentList", notes_part)
    own = {node.attribute("ref"): node for node in listed.children}
    prefix = root.prefix.encode()
    edits, number = [], author_number(data, authors)
    if number is None:
        number = len(authors.children)
        name = plain(AUTHOR)
        edits.append(append(data, authors, b"<%sauthor>%s</%sauthor>" % (prefix, name, prefix)))
    new, lines = {}, []
    for at, text in sorted(notes.items()):
        if (node := own.get(reference(at))) is not None:
            edits += _below(data, node, prefix, text)
            continue
        new[at] = text
        lines.append(
            b'<%scomment ref="%s" authorId="%d"><%stext>%s</%stext></%scomment>'
            % (
                *(prefix, reference(at).encode(), number, prefix),
                *(_run(prefix, text), prefix, prefix),
            )
        )
    if lines:
        edits.append(append(data, listed, b"".join(lines)))
    book.put(notes_part, spliced(data, edits))
    return new


def author_number(data: bytes, authors: Node) -> int | None:
    """Return which of ``authors`` we are, counted from 0; ``None`` where we wrote nothing yet."""
    names = [data[node.inner : node.close].strip() for node in authors.all("author")]
    return names.index(plain(AUTHOR)) if plain(AUTHOR) in names else None


def _below(data: bytes, note: Node, prefix: bytes, text: str) -> list[Edit]:
    inside = note.child("text")
    return [append(data, inside, _run(prefix, f"\n\n{text}"))] if inside else []


def _run(prefix: bytes, text: str) -> bytes:
    run = b'<@r><@t xml:space="preserve">%s</@t></@r>'.replace(b"@", prefix)
    return run % plain(text)


def _boxes(number: int, count: int) -> bytes:
    blocks = ",".join(str(number + n) for n in range(count // _IDS_A_BLOCK + 1))
    spaces = b" ".join(b'xmlns:%s="%s"' % pair for pair in _SPACES.items())
    return (
        b'<xml %s><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%s"/></o:shapelayout>'
        b"</xml>" % (spaces, blocks.encode())
    )


def _with_boxes(vml: bytes, notes: Mapping[At, str]) -> bytes:
    """Return the drawing with a box for each note; Excel's is not always well-formed."""
    ids = [int(found) for found in re.findall(rb"_x0000_s(\d{1,9})\b", vml)]
    block = re.search(rb'data="(\d{1,6})', vml)
    number = max(ids, default=(int(block[1]) if block else 1) * _IDS_A_BLOCK)
    shapes = []
    for number, (at, text) in enumerate(sorted(notes.items()), start=number + 1):  # noqa: B020 - from the last id on
        shapes.append(_shape(number, at, text))
    head = vml[: vml.find(b">", max(vml.find(b"<xml"), 0)) + 1]
    boxes = b"" if b'id="_x0000_t202"' in vml else _BOX
    added = boxes + b"".join(shapes)
    missing = [
        b' xmlns:%s="%s"' % pair for pair in _SPACES.items() if b"xmlns:%s=" % pair[0] not in head
    ]
    if missing:
        added = re.sub(rb"<(v:shape(?:type)?)(?= )", lambda m: m[0] + b"".join(missing), added)
    end = vml.rfind(b"</xml>")
    return vml[:end] + added + vml[end:]


def _shape(number: int, at: At, text: str) -> bytes:
    row, column = at[0] - 1, at[1] - 1
    lines = sum(1 + len(line) // _LETTERS for line in text.splitlines())
    lines = max(lines, _LEAST_LINES)
    return _SHAPE.format(
        id=number,
        height=lines * _LINE,
        left=column + 1,
        top=row,
        right=column + 5,
        bottom=row + lines,
        row=row,
        column=column,
    ).encode()
