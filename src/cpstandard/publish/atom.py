"""Atom feeds (RFC 4287): what is new, for programs that look again and again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new.

    ``id`` is an IRI that stays the same for ever, ``updated`` a day in ISO 8601, ``summary`` plain
    text. ``link`` is a whole address, or empty.
    """

    id: str
    title: str
    updated: str
    summary: str = ""
    link: str = ""


def feed(
    id_: str, title: str, updated: str, entries: Iterable[Entry], *, author: str, own: str = ""
) -> bytes:
    """Return a feed in UTF-8, its entries in the order given; ``own`` is its whole address.

    The same entries give the same bytes. Text may be anything; signs that XML cannot hold are left
    out.
    """
    root = ET.Element("feed", xmlns=_ATOM)
    _text(root, "id", id_)
    _text(root, "title", title)
    _text(root, "updated", _moment(updated))
    _text(ET.SubElement(root, "author"), "name", author)
    if own:
        ET.SubElement(root, "link", rel="self", href=_clean(own))
    for entry in entries:
        node = ET.SubElement(root, "entry")
        _text(node, "id", entry.id)
        _text(node, "title", entry.title)
        _text(node, "updated", _moment(entry.updated))
        if entry.link:
            ET.SubElement(node, "link", rel="alternate", href=_clean(entry.link))
        _text(node, "summary", entry.summary or entry.title)
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _moment(day: str) -> str:
    """Return a day as the whole moment that the form asks for."""
    return day if "T" in day else f"{day}T00:00:00Z"


_NO_XML = re.compile(r"[^\t\n\r -\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def _clean(text: str) -> str:
    """Leave out what no XML may hold: control signs, halves of signs, and the two non-signs."""
    return _NO_XML.sub("", text)
