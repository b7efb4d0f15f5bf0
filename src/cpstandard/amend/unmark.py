"""Takes the marks of an earlier run out of a workbook, so that only today's stand in it.

A mark is a note of ours and the ground of the cell it stands at: notes move with their cells when
rows are sorted or put in, so they say where the marks are now. The sheet of findings is not taken
out but written anew: names and views of the workbook may lead to it.
"""

import html
import re
from collections.abc import Iterator

from cpstandard.amend.book import Book
from cpstandard.amend.notes import author_number
from cpstandard.amend.sheet import At, Change, Sheet, cell_at, is_reference
from cpstandard.amend.splice import Edit, Node, read, spliced
from cpstandard.amend.styles import Styles

# How each finding begins in a note, in every language: “ERROR (unknown-code)”.
_BELOW = re.compile(r"\s*[^\n()]+ \([a-z0-9]+(?:-[a-z0-9]+)*\)\r?\n")
# Programs differ in the prefixes.
_SHAPE = re.compile(rb"<(\w+):shape\s(?:(?!<\1:shape\s).)*?</\1:shape>", re.DOTALL)
_PLACE = re.compile(rb"<\w+:(Row|Column)\b[^>]*>\s*(\d{1,7})\s*</")


def unmark(book: Book) -> None:
    """Take our notes and grounds out of ``book``; one that has none is left as it is."""
    styles: Styles | None = None
    for part in book.sheets.values():
        links = [link for link in book.links(part) if book.has(link.target)]
        notes = next((link.target for link in links if link.kind == "comments"), "")
        found = _take_notes(book, notes) if notes else {}
        if not found:
            continue
        gone = {at for at, is_whole in found.items() if is_whole}
        for drawing in {link.target for link in links if link.kind == "vmlDrawing"}:
            book.put(drawing, _without_boxes(book.part(drawing), gone))
        styles = styles or Styles(book)
        sheet = Sheet(book.part(part), part, {row for row, _ in found})
        there = [at for at in found if sheet.cell(at) is not None]
        book.put(part, sheet.edited({at: Change(styles.restored) for at in there}))
    if styles is not None:
        styles.save()


def _take_notes(book: Book, part: str) -> dict[At, bool]:
    """Take our notes out of ``part``; return their cells, and whether the whole note was ours."""
    data = book.part(part)
    root = read(data, part)
    authors, listed = root.child("authors"), root.child("commentList")
    own = author_number(data, authors) if authors else None
    found, edits = {}, []
    for note in listed.all("comment") if listed else ():
        is_whole = own is not None and note.attribute("authorId") == str(own)
        cut = [Edit(note.start, note.end, b"")] if is_whole else list(_below(data, note))
        if cut and is_reference(note.attribute("ref")):
            found[cell_at(note.attribute("ref"))] = is_whole
            edits += cut
    if edits:
        book.put(part, spliced(data, edits))
    return found


def _below(data: bytes, note: Node) -> Iterator[Edit]:
    """Yield the edit that takes what we wrote below somebody's own note."""
    inside = note.child("text")
    runs = inside.all("r") if inside else []
    for run in runs:
        text = run.child("t")
        words = html.unescape(data[text.inner : text.close].decode()) if text else ""
        if words.startswith(("\n\n", "\r\n\r\n")) and _BELOW.match(words):
            yield Edit(run.start, run.end, b"")


def _without_boxes(vml: bytes, cells: set[At]) -> bytes:
    def kept(match: re.Match[bytes]) -> bytes:
        place = {name: int(number) + 1 for name, number in _PLACE.findall(match[0])}
        return b"" if (place.get(b"Row"), place.get(b"Column")) in cells else match[0]

    return _SHAPE.sub(kept, vml)
