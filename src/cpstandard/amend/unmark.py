"""Takes the marks of an earlier run out of a workbook, so that only today's stand in it.

A mark is a note of ours and the ground of the cell it stands at: notes move with their cells when
rows are sorted or put in, so they say where the marks are now. The sheet of findings is not taken
out but written anew: names and views of the workbook may lead to it.
"""

import re
from collections.abc import Iterator

from cpstandard.amend.book import Book
from cpstandard.amend.notes import author_number
from cpstandard.amend.sheet import At, Change, Sheet, cell_at, is_reference
from cpstandard.amend.splice import Edit, Node, read, spliced
from cpstandard.amend.styles import Styles

# How each finding begins in a note, in every language: “ERROR (unknown-code)”. LibreOffice forgets
# who wrote a note, and programs may join its runs, so the words are what tells.
_BREAK = rb"(?:\r?\n|&#10;|&#xA;)"
_OURS = re.compile(rb"(?:\A|@@)[^a-z\r\n()<&]+ \([a-z0-9]+(?:-[a-z0-9]+)*\)@".replace(b"@", _BREAK))
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
        cut = list(_below(data, note))
        is_ours = own is not None and note.attribute("authorId") == str(own)
        is_whole = is_ours or (bool(cut) and not _has_words(data, note, cut[0].start))
        if is_whole:
            cut = [Edit(note.start, note.end, b"")]
        if cut and is_reference(note.attribute("ref")):
            found[cell_at(note.attribute("ref"))] = is_whole
            edits += cut
    if edits:
        book.put(part, spliced(data, edits))
    return found


def _below(data: bytes, note: Node) -> Iterator[Edit]:
    """Yield the edits that take what we wrote, be it all or below somebody's own words."""
    is_behind = False
    for text in _texts(note):
        match = _OURS.search(data[text.inner : text.close])
        if is_behind:
            yield Edit(text.inner, text.close, b"")
        elif match:
            is_behind = True
            yield Edit(text.inner + match.start(), text.close, b"")


def _has_words(data: bytes, note: Node, end: int) -> bool:
    """Return whether the note says anything before the byte ``end``."""
    return any(data[text.inner : min(text.close, end)].strip() for text in _texts(note))


def _texts(note: Node) -> list[Node]:
    inside = note.child("text")
    runs = inside.children if inside else []
    return [text for run in runs for text in ([run] if run.name == "t" else run.all("t"))]


def _without_boxes(vml: bytes, cells: set[At]) -> bytes:
    def kept(match: re.Match[bytes]) -> bytes:
        place = {name: int(number) + 1 for name, number in _PLACE.findall(match[0])}
        return b"" if (place.get(b"Row"), place.get(b"Column")) in cells else match[0]

    return _SHAPE.sub(kept, vml)
