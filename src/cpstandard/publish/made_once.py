"""Makes what many pages have but once."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from sys import getsizeof
from typing import Any

from markupsafe import Markup

from cpstandard.publish.page_parts import PageParts
from cpstandard.publish.rendering import Keyed, told

_MOST = 64 << 20
"""How many bytes of parts are held, of some kilobyte each.

Of 100,000 initiatives it is nearly all that several pages have: with room for a tenth of that,
twice as many are made.
"""

UP = Markup("<../>")
"""What stands in a part for the way from a page to the root: no text that was escaped has it."""


class MadeOnce:
    """Makes the parts that many pages have."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made = OrderedDict[tuple[Any, ...], str]()
        self._size = 0
        self._page, self._common, self._parts = "", "", PageParts()
        self.within = False
        """Whether such a part is being made; then ``UP`` is the way to the root."""

    def begin(self, page: str, common: str, parts: PageParts) -> None:
        """Begin the page with this path; ``common`` is a digest of what all parts of it share."""
        self._page, self._common, self._parts = page, common, parts
        self.within = False

    def take(self, *key: Any, caller: Callable[[], Markup]) -> Markup:
        """Return the part of a page that ``caller`` makes, which many pages have.

        ``key`` tells it from other parts: all that it shows, but for links. It is made once for
        pages of any depth: the way up to the root is put into its links when a page takes it.
        """
        part = self._held(key, caller) if self.within else self._put(key, caller)
        return Markup(part)  # noqa: S704  what a template made is escaped, and the way up is ours

    def take_each(
        self, kind: str, rows: Iterable[Any], *more: Any, caller: Callable[..., Markup]
    ) -> Markup:
        """Return the parts of a list that ``caller`` makes, one of each of ``rows``.

        A row is what ``caller`` is given, several values as a tuple; with ``kind`` and ``more`` it
        tells the part from others, as in ``take``. A part is taken from the same page of the
        edition before where that has it: an entry in a row stands for the whole record, so that
        nothing that it shows changes unseen.
        """
        head = told([self._common, kind, *more])
        parts: list[str] = []
        for each in rows:
            row = each if isinstance(each, tuple) else (each,)
            key, make = (kind, *row, *more), partial(caller, *row)
            if self.within:
                parts.append(self._held(key, make))
                continue
            name = _name(head, row)
            part = self._parts.find(name)
            if part is None:
                part = self._put(key, make)
                self._parts.add(name, part)
            parts.append(part)
        return Markup("".join(parts))  # noqa: S704  they were made here, this time or the last

    def _put(self, key: tuple[Any, ...], caller: Callable[[], Markup]) -> str:
        return self._held(key, caller).replace(UP, "../" * self._page.count("/"))

    def _held(self, key: tuple[Any, ...], caller: Callable[[], Markup]) -> str:
        whole = (self._page == "404.html", *key)
        part = self._made.get(whole)
        if part is not None:
            self._made.move_to_end(whole)
            return part
        outer, self.within = self.within, True
        try:
            part = str(caller())
        finally:
            self.within = outer
        self._made[whole] = part
        self._size += getsizeof(part)
        while self._size > _MOST:  # what nobody asked for the longest goes
            self._size -= getsizeof(self._made.popitem(last=False)[1])
        return part


def _name(head: str, row: Sequence[Any]) -> str:
    """Return what tells a part from any other of its page, and from itself after any change."""
    # Lists ask it of a hundred rows a page. Keys are in hex, and no text that is told has a line.
    said = [
        "" if each == () else each.key if isinstance(each, Keyed) else told(each) for each in row
    ]
    return hashlib.blake2b("\n".join([head, *said]).encode(), digest_size=16).hexdigest()
