"""Reads codes as people write them: by title, in any case, several in one cell."""

import re
import unicodedata

from cpstandard.core.cell_text import split_list
from cpstandard.core.standard import Standard
from cpstandard.core.table_form import Column

_BREAKS = re.compile(r"[,\n|/+&•]|\band\b|\ba(?:c)?\b", re.IGNORECASE)


class CodeReader:
    """Reads codes, and titles in any case for codes."""

    def __init__(self, column: Column, standard: Standard) -> None:
        codelist = standard.codelists[str(column.field.codelist)]
        self._codes = codelist.codes
        self._loose = {
            _loose(word.title): entry.code
            for wording in standard.wordings.values()
            for entry in codelist
            if (word := wording.code(codelist.name, entry.code))
        }
        self._loose |= {_loose(entry.title): entry.code for entry in codelist}
        self._loose |= {_loose(entry.code): entry.code for entry in codelist}
        node = column.field.schema.get("items", column.field.schema)
        pattern = node.get("pattern") if column.field.is_open else None
        # In an open list, what has the shape of a code is a code, even if it is also a title.
        self._shape = re.compile(pattern) if pattern else None

    def _code(self, text: str) -> str:
        if text in self._codes or (self._shape and self._shape.search(text)):
            return text
        return self._loose.get(_loose(text), text)

    def one(self, text: str) -> str | None:
        """Return the code that ``text`` stands for, or the text itself where none is known."""
        return self._code(text) if text else None

    def many(self, text: str) -> list[str] | None:
        """Return the codes in a cell; other signs part them where all parts are known."""
        items = split_list(text)
        if len(items) == 1 and self._code(items[0]) not in self._codes:
            parts = [part.strip() for part in _BREAKS.split(items[0]) if part.strip()]
            if len(parts) > 1 and all(self._code(part) in self._codes for part in parts):
                items = parts
        return [self._code(item) for item in items] or None


def _loose(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(s if s.isalnum() else " " for s in text if s not in "'’‘").split())  # noqa: RUF001 - both apostrophes
