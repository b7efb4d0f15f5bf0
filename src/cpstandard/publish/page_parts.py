"""Parts of pages that are kept in the page itself, for the next time that it is made.

A list of a hundred claims is made anew when one of them changed. The others are then cut out of the
page of the edition before: no more is remembered of them than where they stand in it.
"""

from collections.abc import Mapping

from cpstandard.core.json_codec import kept_json, read_json


class PageParts:
    """The kept parts of one page, in their order, and those that it had in the edition before."""

    def __init__(self, former: Mapping[str, str] | None = None) -> None:
        """Begin a page; ``former`` are the parts that it had, by their keys."""
        self._former = former or {}
        self._now: list[tuple[str, str]] = []

    @classmethod
    def of(cls, page: bytes, places: str) -> "PageParts":
        """Return the parts of the page as it was, which stand where ``places`` says."""
        text = page.decode("utf-8")
        return cls({key: text[begin:end] for key, begin, end in read_json(places.encode())})

    def find(self, key: str) -> str | None:
        """Return a part that the page had, which it has again; ``None`` where it had none such."""
        part = self._former.get(key)
        if part is not None:
            self.add(key, part)
        return part

    def add(self, key: str, part: str) -> None:
        """Tell of the next part of the page."""
        self._now.append((key, part))

    def places(self, page: bytes) -> str:
        """Return where the parts stand in a page, as JSON: key, beginning, end; empty for none.

        They count characters. What does not stand there as it was made is left out.
        """
        if not self._now:
            return ""
        text, end = page.decode("utf-8"), 0
        found: list[tuple[str, int, int]] = []
        for key, part in self._now:
            # Most stand at the end of the one before; of the others is looked for what was written.
            begin = end
            if not text.startswith(part, end):
                part = part.encode("utf-8", "replace").decode()  # noqa: PLW2901
                begin = text.find(part, end)
            if begin >= 0:
                end = begin + len(part)
                found.append((key, begin, end))
        return kept_json(found).decode() if found else ""
