"""Makes what many pages have but once."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from cpstandard.publish.page_parts import PageParts
from cpstandard.publish.rendering import told

_MOST = 8_192
"""How many parts are held, of some kilobyte each."""

UP = Markup("<../>")
"""What stands in a part for the way from a page to the root: no text that was escaped has it."""


class MadeOnce:
    """Makes the parts that many pages have."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[tuple[Any, ...], str] = {}
        self._page, self._common, self._parts = "", "", PageParts()
        self.within = False
        """Whether such a part is being made; then ``UP`` is the way to the root."""

    def begin(self, page: str, common: str, parts: PageParts) -> None:
        """Begin the page with this path; ``common`` is a digest of what all parts of it share."""
        self._page, self._common, self._parts = page, common, parts
        self.within = False

    def take(self, *key: Any, caller: Callable[[], Markup], kept: bool = False) -> Markup:
        """Return the part of a page that ``caller`` makes, which many pages have.

        ``key`` tells it from other parts: all that it shows, but for links. It is made once for
        pages of any depth: the way up to the root is put into its links when a page takes it.
        One to be ``kept`` is taken from the same page of the edition before where that has it: an
        entry in its key stands for the whole record, so that nothing that it shows changes unseen.
        """
        if self.within:
            return Markup(self._held(key, caller))  # noqa: S704  what a template made is escaped
        if not kept:
            return self._put(key, caller)
        name = _name(self._common, key)
        part = self._parts.find(name)
        if part is None:
            part = self._put(key, caller)
            self._parts.add(name, part)
        return Markup(part)  # noqa: S704  it was made here, this time or the last

    def _put(self, key: tuple[Any, ...], caller: Callable[[], Markup]) -> Markup:
        part = self._held(key, caller).replace(UP, "../" * self._page.count("/"))
        return Markup(part)  # noqa: S704  what a template made is escaped, and the way up is ours

    def _held(self, key: tuple[Any, ...], caller: Callable[[], Markup]) -> str:
        whole = (self._page == "404.html", *key)
        part = self._made.get(whole)
        if part is None:
            outer, self.within = self.within, True
            try:
                part = str(caller())
            finally:
                self.within = outer
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[whole] = part
        return part


def _name(common: str, key: Sequence[Any]) -> str:
    """Return what tells a part from any other, and from itself after any change."""
    return hashlib.blake2b(told([common, *key]).encode(), digest_size=16).hexdigest()
