"""Finds cells of an Excel workbook whose value readers drop: errors, formulas without a result."""

import re
import zipfile
from collections.abc import Iterator

_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
_LINK = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]{0,200}>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3}[0-9]{1,7})"')
# A formula that no spreadsheet program has calculated since it was written.
_UNDONE = re.compile(
    rb"<(?:\w+:)?c\b[^>]{0,200}>\s*<(?:\w+:)?f\b[^>]{0,200}(?:/>|>[^<]{0,1500}</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_ERROR = re.compile(rb'\bt="e"')
_PART = 1 << 20
_OVERLAP = 2048
MOST = 100
_SCAN = 256 << 20


def error_cells(archive: zipfile.ZipFile) -> dict[str, tuple[str, ...]]:
    """Return, by sheet name, the first hundred cells that hold an error or an uncalculated formula.

    Looks at no more than 256 MB, and only at XLSX; a part that cannot be made out counts as clean,
    since this only adds a warning to what the reader gives.
    """
    scanned = ((sheet, tuple(_scan(archive, part))) for sheet, part in parts_of_sheets(archive))
    return {sheet: cells for sheet, cells in scanned if cells}


def parts_of_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet of an XLSX workbook, and the part of the zip that holds it."""
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return
    targets = dict(_targets(_head(archive, "xl/_rels/workbook.xml.rels")))
    for name, link in _SHEET.findall(_head(archive, "xl/workbook.xml")):
        part = targets.get(link, "")
        if part in names:
            yield _plain(name), part


def _head(archive: zipfile.ZipFile, member: str) -> bytes:
    with archive.open(member) as handle:
        return handle.read(_PART)


def _targets(links: bytes) -> Iterator[tuple[bytes, str]]:
    for link in _LINK.findall(links):
        pairs = dict(_ATTRIBUTE.findall(link))
        target = pairs.get(b"Target", b"").decode("utf-8", "replace")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield pairs.get(b"Id", b""), path


def _scan(archive: zipfile.ZipFile, member: str) -> Iterator[str]:
    seen: dict[str, None] = {}
    carried, read = b"", 0
    with archive.open(member) as handle:
        while (chunk := handle.read(_PART)) and read < _SCAN and len(seen) < MOST:
            read += len(chunk)
            text = carried + chunk
            cells = [c for c in _CELL.findall(text) if _ERROR.search(c)] if b't="e"' in text else []
            cells += _UNDONE.findall(text) if b"f>" in text or b"<f" in text else []
            for cell in cells:
                reference = _REFERENCE.search(cell)
                if reference:
                    seen.setdefault(reference[1].decode("ascii"))
            carried = text[-_OVERLAP:]
    yield from list(seen)[:MOST]


def _plain(name: bytes) -> str:
    text = name.decode("utf-8", "replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")
