"""Finds elements in XML by the position of their bytes, so that all other bytes can stay.

A document that is parsed and written again loses prefixes, orders and whatever the parser has no
place for; here the text is only cut open where something is put in.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.parsers import expat  # document types are refused, so there are no entities
from xml.sax.saxutils import escape

from cpstandard.core.errors import UnusableInput

_TAG = re.compile(rb"""<(?:"[^"]*"|'[^']*'|[^>"'])*>""")
_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([^"']+)""")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Skip = Callable[[str, dict[str, str]], bool]


class Node:
    """One element: ``start`` to ``end`` are its bytes, ``inner`` to ``close`` its content's.

    ``name`` has no prefix; attributes have theirs. An element written ``<a/>`` has
    ``inner == close == end``.
    """

    __slots__ = ("attributes", "children", "close", "end", "inner", "name", "raw", "start")

    def __init__(self, raw: str, attributes: dict[str, str], start: int, inner: int) -> None:
        self.raw = raw
        self.name = raw.rpartition(":")[2]
        self.attributes = attributes
        self.start = start
        self.inner = self.close = self.end = inner
        self.children: list[Node] = []

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        return self.raw[: len(self.raw) - len(self.name)]

    def child(self, name: str) -> "Node | None":
        """Return the first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def needed(self, name: str, part: str) -> "Node":
        """Return the first child of that name; ``UnusableInput`` where ``part`` lacks it."""
        child = self.child(name)
        if child is None:
            raise _unfit(part, f"lacks its {name}")
        return child

    def all(self, name: str) -> "list[Node]":
        """Return the children of that name."""
        return [child for child in self.children if child.name == name]

    def attribute(self, name: str) -> str:
        """Return an attribute by its name without prefix; empty where there is none."""
        found = (v for k, v in self.attributes.items() if k.rpartition(":")[2] == name)
        return next(found, "")


class Edit(NamedTuple):
    """Puts ``content`` in place of the bytes from ``start`` to ``end``."""

    start: int
    end: int
    content: bytes


def read(data: bytes, part: str, skip: Skip | None = None) -> Node:
    """Return the root of ``data``; ``skip`` names elements whose children are of no interest.

    Raises ``UnusableInput`` where ``part`` is not XML in UTF-8, or has a document type.
    """
    stated = _ENCODING.match(data)
    if stated and stated[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        raise _unfit(part, "is not in UTF-8")
    return _Reader(data, part, skip).root()


class _Reader:
    def __init__(self, data: bytes, part: str, skip: Skip | None) -> None:
        self._data = data
        self._part = part
        self._skip = skip
        self._passed_over = 0
        self._root: Node | None = None
        self._open: list[Node] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype

    def root(self) -> Node:
        try:
            self._parser.Parse(self._data, True)  # noqa: FBT003 - it takes no name
        except expat.ExpatError as error:
            raise _unfit(self._part, "is damaged") from error
        if self._root is None:  # expat has refused what has none
            raise _unfit(self._part, "is empty")
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._passed_over:
            self._passed_over += 1
            return
        at = self._parser.CurrentByteIndex
        tag = _TAG.match(self._data, at)
        assert tag is not None
        node = Node(name, attributes, at, tag.end())
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)
        if self._skip and self._skip(node.name, attributes):
            self._passed_over = 1

    def _end(self, _name: str) -> None:
        if self._passed_over > 1:
            self._passed_over -= 1
            return
        self._passed_over = 0
        node = self._open.pop()
        if self._data[node.inner - 2 : node.inner] != b"/>":
            node.close = self._parser.CurrentByteIndex
            node.end = self._data.index(b">", node.close) + 1

    def _doctype(self, *_declared: object) -> None:
        raise _unfit(self._part, "has a document type declaration")


def _unfit(part: str, what: str) -> UnusableInput:
    return UnusableInput(
        f"The part {part} of the workbook {what}: save it again from a spreadsheet program."
    )


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return ``data`` with all ``edits`` made; they may not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        pieces += [data[at : edit.start], edit.content]
        at = edit.end
    return b"".join([*pieces, data[at:]])


def append(data: bytes, node: Node, content: bytes) -> Edit:
    """Return the edit that puts ``content`` at the end of ``node``, opening ``<a/>`` for it."""
    if node.close != node.end:
        return Edit(node.close, node.close, content)
    opening = data[node.start : node.inner].removesuffix(b"/>").rstrip()
    return Edit(node.start, node.end, b"%s>%s</%s>" % (opening, content, node.raw.encode()))


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """Return a start tag with an attribute set; ``None`` takes it out."""
    pattern = re.compile(rb"""\s+%s\s*=\s*("[^"]*"|'[^']*')""" % name.encode())
    bare = pattern.sub(b"", tag, count=1)
    if value is None:
        return bare
    end = b"/>" if bare.endswith(b"/>") else b">"
    return b'%s %s="%s"%s' % (bare.removesuffix(end).rstrip(), name.encode(), quoted(value), end)


def plain(text: str) -> bytes:
    """Return ``text`` as XML holds it, without the signs that XML cannot hold."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)).encode()


def quoted(text: str) -> bytes:
    """Return ``text`` as a value between double quotation marks."""
    return plain(text).replace(b'"', b"&quot;").replace(b"\n", b"&#10;")
