"""What a heading that somebody typed stands for."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from cpstandard.core.field_words import ADDRESS_OF, SYNONYMS, is_address
from cpstandard.core.table_form import Column, Path, Sheet, TableForm

MAIN = -1
META = -2
_ALIKE = 75
_LONGEST = 200
_BEFORE = re.compile(r"^(.*?)[\s_/.:#-]*([0-9]{1,4})\s*[:/._\s-]\s*(.+)$", re.DOTALL)
_OF_AN_ID = re.compile(r"\bid|id\b", re.IGNORECASE)
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
    def key(self) -> tuple[int, int, Path]:
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
    """The headings that one kind of sheet may have, by every spelling that is understood.

    ``Area code 2: Scheme`` is looked up as ``Scheme`` among the headings of the list that is
    called ``Area code``.
    """

    def __init__(self) -> None:
        self._known: dict[str, Target] = {}
        self._shown: dict[str, str] = {}
        self._loose: dict[str, str] = {}
        self._inside: dict[str, HeadingIndex] = {}

    def add(self, spellings: Iterable[str], target: Target, shown: str) -> None:
        """Let each of ``spellings`` that is still free stand for ``target``."""
        for spelling in spellings:
            self._known.setdefault(folded(spelling), target)
        self._shown.setdefault(folded(shown), shown)

    def add_columns(self, columns: tuple[Column, ...], sheet: int, prefix: str = "") -> None:
        """Add the columns of one sheet by heading, by path and, where it is plain, by name."""
        for column in columns:
            target = Target(sheet, column)
            if column.item:
                self._add_inside(column, target, prefix)
            else:
                self.add([prefix + column.heading, _dotted(column.path)], target, column.heading)
        # The bare name of a field, such as "id", gives way to every full spelling.
        plain = [column for column in columns if not column.item]
        last_names = Counter(column.path[-1] for column in plain)
        for column in plain:
            bare = str(column.path[-1])
            if last_names[bare] == 1 and (len(column.path) == 1 or sheet >= 0) and sheet != META:
                self.add([bare], Target(sheet, column), column.heading)

    def _add_inside(self, column: Column, target: Target, prefix: str) -> None:
        path = column.list_path
        inner = _dotted(column.path[len(path) + 1 :])
        for name in (prefix + column.item, _dotted(path)):
            index = self._inside.setdefault(folded(name), HeadingIndex())
            index.add([column.heading, inner], target, column.heading)
            self._known.setdefault(folded(f"{name}: {column.heading}"), replaced(target, 1))

    def target(self, heading: str) -> Target | None:
        """Return what ``heading`` stands for, or ``None``."""
        known = self._known.get(folded(heading))
        if known is not None or not self._inside:
            return known
        before = _BEFORE.match(heading.strip()[:_LONGEST])
        index = self._inside.get(folded(before[1])) if before else None
        found = index.target(before[3]) if index and before else None
        return replaced(found, int(before[2])) if found and before else None

    def known(self) -> Iterable[tuple[str, Target]]:
        """Return every spelling that is understood as it stands, folded, and its target."""
        return self._known.items()

    def is_loose(self, heading: str) -> bool:
        """Return whether ``heading`` is a synonym, not one of the standard's own."""
        return folded(heading) in self._loose

    def if_addresses(self, heading: str, cells: Iterable[object]) -> Target | None:
        """Return what ``heading`` stands for where ``cells`` are web addresses, if that differs."""
        del heading, cells
        return None

    def suggestion(self, heading: str, taken: Container[object] = ()) -> str | None:
        """Return the heading that was most likely meant, if any is near and not ``taken``."""
        before = _BEFORE.match(heading.strip()[:_LONGEST])
        index = self._inside.get(folded(before[1])) if before else None
        if index and before:
            inner = index.suggestion(before[3])
            return f"{before[1].strip()} {before[2]}: {inner}" if inner else None
        # What stands in the row already, as a target's key, was not meant by another heading.
        free = [word for word in self._shown if not self._is_taken(word, taken)]
        # “Grant” is no slip for “Grant id”: who means an id says so.
        if not _OF_AN_ID.search(heading):
            free = [word for word in free if not _OF_AN_ID.search(self._shown[word])]
        best = process.extractOne(folded(heading), free, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._shown[best[0]] if best else None

    def _is_taken(self, word: str, taken: Container[object]) -> bool:
        target = self._known.get(word)
        return target is not None and target.key in taken


class FlatIndex(HeadingIndex):
    """The headings of a table of initiatives: their own, numbered ones of lists, the package's."""

    def __init__(self, form: TableForm) -> None:
        super().__init__()
        self._form = form
        self._lists = [HeadingIndex() for _sheet in form.lists]
        self._prefixes: dict[str, int] = {}
        for each in form.languages:
            self.add_columns(each.main.columns, MAIN)
            self._add_package(each)
        for each in form.languages:
            for position, sheet in enumerate(each.lists):
                self._add_list(position, sheet)
        for each in form.languages:
            for column in each.meta:
                if not column.item:
                    self.add([column.heading], Target(META, column), column.heading)

        self._add_synonyms()

    def _add_synonyms(self) -> None:
        targets = {column.path: Target(MAIN, column) for column in self._form.main.columns}
        for position, sheet in enumerate(self._form.lists):
            for column in sheet.columns:
                targets[*sheet.at, "*", *column.path] = Target(position, column, 1)
        for path, words in SYNONYMS.items():
            target = targets.get(path)
            for word in map(folded, words) if target else ():
                # What is a heading already stays one; other words are never suggested.
                if target and word not in self._known:
                    self._known[word] = target
                    self._loose[word] = ADDRESS_OF.get(path, "")

    def if_addresses(self, heading: str, cells: Iterable[object]) -> Target | None:
        """Return what a loose heading such as “Source” stands for where its cells are addresses."""
        other = self._loose.get(folded(heading))
        filled = [cell for cell in cells if cell not in {None, ""}]
        return self.target(other) if other and filled and all(map(is_address, filled)) else None

    def _add_package(self, form: TableForm) -> None:
        for column in form.meta:
            if not column.item:
                shown = form.package_prefix + column.heading
                self.add([shown, f"package.{_dotted(column.path)}"], Target(META, column), shown)
        inside = tuple(column for column in form.meta if column.item)
        self.add_columns(inside, META, form.package_prefix)

    def _add_list(self, position: int, sheet: Sheet) -> None:
        self._lists[position].add_columns(sheet.columns, position)
        for prefix in (sheet.name, sheet.item, _dotted(sheet.at), str(sheet.at[-1])):
            self._prefixes.setdefault(folded(prefix), position)
        for column in sheet.columns:
            if not column.item:
                spellings = [column.heading, f"{sheet.item}: {column.heading}"]
                spellings += [_dotted((*sheet.at, *column.path))]
                self.add(spellings, Target(position, column, 1), column.heading)

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
                return _counted(self._lists[position].target(before[3]), int(before[2]))
        if behind:
            known = super().target(behind[1])
            return _counted(known, int(behind[2])) if known and known.sheet >= 0 else None
        return None

    def suggestion(self, heading: str, taken: Container[object] = ()) -> str | None:
        """Return the heading that was most likely meant, with its number where it has one."""
        before = _BEFORE.match(heading.strip()[:_LONGEST])
        position = self._prefixes.get(folded(before[1])) if before else None
        if before and position is not None:
            inner = self._lists[position].suggestion(before[3])
            return f"{self._form.lists[position].item} {before[2]}: {inner}" if inner else None
        return super().suggestion(heading, taken)


def list_index(form: TableForm, position: int) -> HeadingIndex:
    """Return the headings of a list's own sheet: the initiative's id and the list's columns."""
    index = HeadingIndex()
    for each in form.languages:
        id_column = each.id_column
        spellings = [id_column.heading, "initiativeId", "initiative.id"]
        index.add(spellings, Target(MAIN, id_column), id_column.heading)
        index.add_columns(each.lists[position].columns, position)
    return index


def meta_index(form: TableForm) -> HeadingIndex:
    """Return the names of the envelope's fields."""
    index = HeadingIndex()
    for each in form.languages:
        index.add_columns(each.meta, META)
        index.add_columns(each.meta, META, each.package_prefix)
    return index


def _dotted(path: Path) -> str:
    return ".".join(str(name) for name in path)


def replaced(target: Target, number: int) -> Target:
    """Return ``target`` for the item of that number of the list inside the row."""
    return replace(target, column=target.column.numbered(number))


def _counted(target: Target | None, number: int) -> Target | None:
    return replace(target, number=number) if target else None
