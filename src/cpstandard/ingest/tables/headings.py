"""What a heading that somebody typed stands for."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from cpstandard.core.table_form import PACKAGE_PREFIX, Column, Sheet, TableForm

MAIN = -1
META = -2
_ALIKE = 75
_LONGEST = 200
_BEFORE = re.compile(r"^(.*?)[\s_/.:#-]*([0-9]{1,4})\s*[:/._\s-]\s*(.+)$", re.DOTALL)
_BEHIND = re.compile(r"^(.*?)[\s_#-]*([0-9]{1,4})$", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Where a column's values go: ``sheet`` is ``MAIN``, ``META`` or a list's position.

    ``number`` orders the items of a list in a single table; 0 elsewhere.
    """

    sheet: int
    column: Column
    number: int = 0

    @property
    def key(self) -> tuple[int, int, tuple[str, ...]]:
        """What tells targets apart."""
        return (self.sheet, self.number, self.column.path)


@lru_cache(maxsize=8192)
def folded(heading: str) -> str:
    """Return a heading without case, accents, spaces and punctuation; nothing for a long text."""
    if len(heading) > _LONGEST:
        return ""
    text = unicodedata.normalize("NFKD", heading).casefold()
    return "".join(sign for sign in text if sign.isalnum())


class HeadingIndex:
    """The headings that one kind of sheet may have, by every spelling that is understood."""

    def __init__(self) -> None:
        self._known: dict[str, Target] = {}
        self._shown: dict[str, str] = {}

    def add(self, spellings: Iterator[str], target: Target, shown: str) -> None:
        """Let each of ``spellings`` that is still free stand for ``target``."""
        for spelling in spellings:
            self._known.setdefault(folded(spelling), target)
        self._shown.setdefault(folded(shown), shown)

    def target(self, heading: str) -> Target | None:
        """Return what ``heading`` stands for, or ``None``."""
        return self._known.get(folded(heading))

    def suggestion(self, heading: str) -> str | None:
        """Return the heading that was most likely meant, if any is near."""
        best = process.extractOne(
            folded(heading), self._shown.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        return self._shown[best[0]] if best else None


class FlatIndex(HeadingIndex):
    """The headings of a table of initiatives: their own, numbered ones of lists, the package's."""

    def __init__(self, form: TableForm) -> None:
        super().__init__()
        self._form = form
        _add_columns(self, form.main.columns, MAIN)
        for column in form.meta:
            spellings = [PACKAGE_PREFIX + column.heading, "package." + ".".join(column.path)]
            self.add(iter(spellings), Target(META, column), spellings[0])
        self._lists = [_list_index(sheet, position) for position, sheet in enumerate(form.lists)]
        self._prefixes = {
            folded(prefix): position
            for position, sheet in enumerate(form.lists)
            for prefix in (sheet.name, sheet.item, ".".join(sheet.at), sheet.at[-1])
        }
        for position, sheet in enumerate(form.lists):
            for column in sheet.columns:
                spellings = [column.heading, f"{sheet.item}: {column.heading}"]
                spellings += [".".join((*sheet.at, *column.path))]
                self.add(iter(spellings), Target(position, column, 1), column.heading)
        for column in form.meta:
            self.add(iter([column.heading]), Target(META, column), column.heading)

    def target(self, heading: str) -> Target | None:
        """Return what ``heading`` stands for; a number in it counts the items of a list."""
        known = super().target(heading)
        if known is not None:
            return known
        text = heading.strip()
        if len(text) > _LONGEST or not any(sign.isdigit() for sign in text):
            return None
        before, behind = _BEFORE.match(text), _BEHIND.match(text)
        if before:
            position = self._prefixes.get(folded(before[1]))
            if position is not None:
                return _numbered(self._lists[position].target(before[3]), int(before[2]))
        if behind:
            known = super().target(behind[1])
            if known is not None and known.sheet >= 0:
                return _numbered(known, int(behind[2]))
        return None

    def suggestion(self, heading: str) -> str | None:
        """Return the heading that was most likely meant, with its number where it has one."""
        before = _BEFORE.match(heading.strip()[:_LONGEST])
        position = self._prefixes.get(folded(before[1])) if before else None
        if before and position is not None:
            inner = self._lists[position].suggestion(before[3])
            return f"{self._form.lists[position].item} {before[2]}: {inner}" if inner else None
        return super().suggestion(heading)


def list_index(form: TableForm, position: int) -> HeadingIndex:
    """Return the headings of a list's own sheet: the initiative's id and the list's columns."""
    index = HeadingIndex()
    id_column = form.id_column
    spellings = [id_column.heading, "initiativeId", "initiative.id"]
    index.add(iter(spellings), Target(MAIN, id_column), id_column.heading)
    _add_columns(index, form.lists[position].columns, position)
    return index


def meta_index(form: TableForm) -> HeadingIndex:
    """Return the names of the envelope's fields."""
    index = HeadingIndex()
    for column in form.meta:
        spellings = [column.heading, ".".join(column.path), PACKAGE_PREFIX + column.heading]
        index.add(iter(spellings), Target(META, column), column.heading)
    return index


def _list_index(sheet: Sheet, position: int) -> HeadingIndex:
    index = HeadingIndex()
    _add_columns(index, sheet.columns, position)
    return index


def _add_columns(index: HeadingIndex, columns: tuple[Column, ...], sheet: int) -> None:
    last_names = Counter(column.path[-1] for column in columns)
    for column in columns:
        spellings = [column.heading, ".".join(column.path)]
        index.add(iter(spellings), Target(sheet, column), column.heading)
    # The bare name of a field, such as "id", gives way to every full spelling.
    for column in columns:
        bare = column.path[-1]
        if last_names[bare] == 1 and (len(column.path) == 1 or sheet >= 0):
            index.add(iter([bare]), Target(sheet, column), column.heading)


def _numbered(target: Target | None, number: int) -> Target | None:
    return Target(target.sheet, target.column, number) if target else None
