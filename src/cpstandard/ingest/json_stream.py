"""Reads a JSON list of any size one item at a time, whoever made it and however it is laid out."""

from collections.abc import Iterator
from typing import Any

import jiter

from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.location import escape_pointer
from cpstandard.ingest.json_fault import JsonFault
from cpstandard.ingest.json_text import parse, skip_space, value_end

MOST = 10 << 20
"""Signs of one item: as much as one record of JSON may have."""
_SHOWN = 40
_AT_ONCE = 1 << 17
_DEPTH = 20  # of objects in objects that lists are looked for in


def json_items(document: Document) -> Iterator[Any]:
    """Yield the items of the list that ``document`` is; no more than a piece of it is held.

    A byte order mark, and items whose lines begin with their comma, are usual and harmless.
    Raises ``UnusableInput`` with the line where the text is no list, breaks off, or is not JSON.
    """
    window = _Window(document)
    if window.sign() != "[":
        raise window.refusal(f"a list in square brackets was expected, found {window.shown()}")
    yield from _list(window)
    window.end()


def listed_items(document: Document) -> Iterator[tuple[str, Any]]:
    """Yield the items of every list in ``document``, each with the JSON Pointer of its list.

    Looked into are the document and the objects in it that are no list's items, however deep: in
    GeoJSON that gives ``/features`` and each feature. Nothing but a piece is held. Raises
    ``UnusableInput`` as ``json_items`` does; a text that is one plain value has no item.
    """
    window = _Window(document)
    yield from _lists(window, "", 0)
    window.end()


def _list(window: "_Window") -> Iterator[Any]:
    """Yield the items of the list at this place, and go behind it."""
    window.at += 1
    closed = window.sign() == "]"
    while not closed:
        yield from window.values()
        closed = window.goes_on("]", "list")
    window.at += 1


def _lists(window: "_Window", at: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Yield the items of the lists in the value at this place, and go behind it."""
    sign = window.sign()
    if sign == "[":
        for item in _list(window):
            yield at, item
    elif sign == "{" and depth < _DEPTH:
        window.at += 1
        closed = window.sign() == "}"
        while not closed:
            key = window.key()
            yield from _lists(window, f"{at}/{escape_pointer(key)}", depth + 1)
            closed = window.goes_on("}", "object")
        window.at += 1
    else:
        window.value()


class _Window:
    """The part of a text that is looked at; what was read goes, what is missing is fetched."""

    def __init__(self, document: Document) -> None:
        self._name = document.name
        self._pieces = document.text_pieces()
        self._text = ""
        self._ended = False
        self._by_lines = True
        self._line = 1
        self.at = 0

    def sign(self) -> str:
        """Go to the next sign that is no white space and return it; empty at the end."""
        self.at = self._past_space()
        while self.at == len(self._text) and self._fetch(1):
            self.at = self._past_space()
        return self._text[self.at : self.at + 1]

    def values(self) -> list[Any]:
        """Return the values from this place on, at least one, and go behind them."""
        self.sign()
        return self._of_whole_lines() or [self.value()]

    def goes_on(self, end: str, what: str) -> bool:
        """Go behind a comma and return ``False``, or return ``True`` at the sign ``end``."""
        sign = self.sign()
        if sign not in (",", end):
            raise self.refusal(
                f"a comma or a closing bracket is missing before {self.shown()}"
                if sign
                else f"it ends before its {what} is closed: download it again"
            )
        if sign == ",":
            self.at += 1
        return sign == end

    def key(self) -> str:
        """Return the key at this place, and go to its value."""
        if self.sign() != '"':
            raise self.refusal(f"a key in quotation marks was expected, found {self.shown()}")
        key: str = self.value()
        if self.sign() != ":":
            raise self.refusal(f"a colon is missing before {self.shown()}")
        self.at += 1
        self.sign()
        return key

    def end(self) -> None:
        """Refuse what stands behind the end."""
        if self.sign():
            raise self.refusal(f"there is something after its end: {self.shown()}")

    def shown(self) -> str:
        """Return the next signs, for a message."""
        return repr(self._text[self.at : self.at + _SHOWN].partition("\n")[0]) or "nothing"

    def refusal(self, reason: str) -> UnusableInput:
        """Return the error that says what is wrong, and on which line."""
        line = self._line + self._text.count("\n", 0, self.at)
        return UnusableInput(f"{self._name}:{line} is not JSON: {reason}.")

    def _of_whole_lines(self) -> list[Any]:
        """Return the values in the lines from here on, if none of them goes on in another line.

        Most long lists are laid out so. Many items are then parsed at one go, and each once only,
        where otherwise its end has to be found first.
        """
        line_end = self._text.rfind("\n", self.at, self.at + _AT_ONCE)
        if line_end < 0 or not self._by_lines:
            return []
        lines = self._text[self.at : line_end].rstrip().removesuffix(",")
        try:
            found: list[Any] = jiter.from_json(f"[{lines}]".encode(), allow_inf_nan=False)
        except ValueError:
            self._by_lines = False  # until the next piece of the text
            return []
        self.at += len(lines)
        return found

    def value(self) -> Any:
        """Return the value at this place, and go behind it."""
        end = self._end()
        try:
            found = jiter.from_json(self._text[self.at : end].encode(), allow_inf_nan=False)
        except ValueError:
            raise self._fault(end) from None
        self.at = end
        return found

    def _fault(self, end: int | None = None) -> UnusableInput:
        """Return the error that the strict parser finds in the item at this place."""
        try:
            parse(self._text[self.at : end].encode("utf-8", "replace"))
        except JsonFault as fault:
            line = self._line + self._text.count("\n", 0, self.at) + fault.line - 1
            return UnusableInput(f"{self._name}:{line}: {fault.message}")
        return self.refusal("it ends before its list is closed")

    def _end(self) -> int:
        """Return where the value at this place ends, fetching as much as it takes."""
        while True:
            held = len(self._text) - self.at
            try:
                end = value_end(self._text, self.at)
            except ValueError:
                if held > MOST:
                    raise self.refusal("an item has more than 10 million signs") from None
                if not self._fetch(held):
                    raise self._fault() from None
                continue
            # A number at the very end of a piece may go on in the next.
            if end < len(self._text) or not self._fetch(1):
                return end

    def _past_space(self) -> int:
        at = skip_space(self._text, self.at)
        # decoders leave the mark where a text is made of several files
        return at + 1 if self._text[at : at + 1] == "\ufeff" and at == 0 else at

    def _fetch(self, least: int) -> bool:
        """Add ``least`` signs or more to the window, dropping what was read; ``False`` at the end.

        Asking for as many as there are already keeps the work in step with the size of an item.
        """
        if self._ended:
            return False
        self._line += self._text.count("\n", 0, self.at)
        kept, self.at = [self._text[self.at :]], 0
        added = 0
        while added < least:
            piece = next(self._pieces, "")
            if not piece:
                self._ended = True
                break
            kept.append(piece)
            added += len(piece)
        self._text = "".join(kept)
        self._by_lines = True
        return added > 0
