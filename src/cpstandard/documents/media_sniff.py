"""Tells what a file is from its first bytes; its name decides only where they leave it open."""

import json
import re
from pathlib import Path, PurePath

from cpstandard.core import media_type as mt
from cpstandard.documents.encoding import decode
from cpstandard.documents.zip_guard import opened_zip

HEAD = 64 << 10

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    # atomic: no going back over comments, of which a stranger can send many
    r"\s*(?>(?:<!--.*?-->\s*)*)<(!doctype\s+html|html|head|body|script|meta|title)\b",
    re.IGNORECASE,
)
_XML = re.compile(r"\s*<(\?xml|!DOCTYPE)\b", re.IGNORECASE)
_JSON_OBJECT = re.compile(r'\s*\{\s*("|\}|$)')
_JSON_ARRAY = re.compile(r'\s*\[\s*([\[{"\]0-9tfn-]|$)')
_JSON_BYTES = re.compile(rb"\s*[\[{]")
_JSON_ENDINGS = frozenset({".jsonl", ".ndjson", ".json", ".geojson"})
# A .pb file: three tables in one text, of which the first, META, has the headings key and value.
_PABULIB = re.compile(
    r'\s*"?META"?[;,\t ]*\r?\n\s*"?key"?[ \t]*[;,\t][ \t]*"?value\b', re.IGNORECASE
)
_PABULIB_BY_NAME = re.compile(r'\s*"?META"?[;,\t ]*\r?\n', re.IGNORECASE)
# What is in the zip that a program writes, in this order: a workbook may hold macros too.
_IN_ZIP = (
    ("xl/vbaproject.bin", mt.XLSM),
    ("workbook.xml", mt.XLSX),
    ("workbook.bin", mt.XLSB),
    ("word/document.xml", mt.DOCX),
    ("index/document.iwa", mt.IWORK),
)
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 26, 27}


def sniff(path: Path, name: str) -> str:
    """Return the media type of the file at ``path``, known to people as ``name``."""
    with path.open("rb") as handle:
        head = handle.read(HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(path, name)
    for magic, kind in ((_OLE, mt.XLS), (b"\x1f\x8b", mt.GZIP), (b"%PDF-", mt.PDF)):
        if head.startswith(magic):
            return kind
    suffix = PurePath(name).suffix.lower()
    # Control signs in what is called JSON and begins so are for the parser, which says where.
    if _is_binary(head) and not (suffix in _JSON_ENDINGS and _JSON_BYTES.match(head)):
        return mt.BINARY
    return _of_text(decode(head).text.lstrip("\ufeff"), suffix)


def _inside_zip(path: Path, name: str) -> str:
    with opened_zip(path, name) as archive:
        members = {member.casefold(): member for member in archive.namelist()}
        for ending, kind in _IN_ZIP:
            if any(member.endswith(ending) for member in members):
                return kind
        if "mimetype" in members:
            with archive.open(members["mimetype"]) as handle:
                stated = handle.read(100).strip().decode("ascii", "replace")
            if stated in {mt.ODS, mt.ODT}:
                return stated
    return mt.ZIP


def _is_binary(head: bytes) -> bool:
    has_wide_mark = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    if has_wide_mark or b"\0" in head:
        found = decode(head)
        if not found.encoding.startswith("utf-16") and not has_wide_mark:
            return True
        head = found.text.encode("utf-8", "replace")
    strange = sum(head.count(code) for code in _CONTROL)
    return strange > len(head) // 20


def _of_text(text: str, suffix: str) -> str:
    if _HTML.match(text):
        return mt.HTML
    if _XML.match(text) or (suffix == ".xml" and text.lstrip().startswith("<")):
        return mt.HTML if "<html" in text[:2000] else mt.XML
    if _PABULIB.match(text) or (suffix == ".pb" and _PABULIB_BY_NAME.match(text)):
        return mt.PABULIB
    tabled = suffix in (".csv", ".tsv", ".tab")
    listed = not tabled and _JSON_ARRAY.match(text)
    if suffix in _JSON_ENDINGS or _JSON_OBJECT.match(text) or listed:
        return _one_or_many(text, suffix)
    return mt.TSV if suffix in (".tsv", ".tab") else mt.CSV


def _one_or_many(text: str, suffix: str) -> str:
    """Tell JSON from JSON Lines: there each line is whole."""
    lines = text.lstrip().split("\n", 2)
    first, second = lines[0].strip(), lines[1].strip() if len(lines) > 1 else ""
    named = suffix in (".jsonl", ".ndjson")
    if first in ("{", "["):
        return mt.JSON
    if named:
        return mt.JSON_LINES
    if len(lines) > 1 and first.startswith("{") and second.startswith("{") and _is_whole(first):
        return mt.JSON_LINES
    return mt.JSON


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
