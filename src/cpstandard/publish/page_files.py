"""Puts the pages of a site in place: those of the edition before where nothing in them changed."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from cpstandard.core.kept_file import KeptFile
from cpstandard.publish.edition_files import Written, write_file
from cpstandard.publish.kept_pages import KeptPages
from cpstandard.publish.kept_shelf import NOTHING, Kept, KeptShelf, Together
from cpstandard.publish.looked import Looked
from cpstandard.publish.page_parts import PageParts
from cpstandard.publish.processes import Advance, Beside, can_fork, in_shares
from cpstandard.publish.rendering import (
    Bundle,
    File,
    Last,
    Output,
    Planned,
    Rendering,
    Shelf,
)


class _Placed(NamedTuple):
    """Files that are in their places, and what is to be kept of their shelf.

    They come from another process, and plain tuples with the fields of ``Written`` come sooner. Of
    a shelf that is as it was, none is listed here: ``kept`` has them.
    """

    name: str
    kept: KeptShelf
    files: list[tuple[str, str, int, bool]] | None = None
    made: int = 0

    def written(self) -> Sequence[Written]:
        """Return the files."""
        if self.files is None:
            return [Written(*each, seen=True) for each in self.kept.files()]
        return list(map(Written._make, self.files))


def _untold(_steps: int) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass
class PageFiles:
    """All files of a site that are planned.

    ``known`` tells what those of the edition before were made of, ``looked`` which of them need
    not be looked at again. ``jobs`` is how many processes may work at once; the site is the same
    whatever their number. ``made`` counts what was made, ``taken`` what was taken from the edition
    before. ``progress`` is told how many steps there are, and gives what is told of each. Where
    other processes make the pages, this one does ``meanwhile``.
    """

    plan: Iterable[Planned]
    known: KeptPages
    jobs: int = 1
    looked: Looked | None = None
    progress: Callable[[int], AbstractContextManager[Advance | None]] = _untold
    meanwhile: Callable[[], object] | None = None
    made: int = field(default=0, init=False)
    taken: int = field(default=0, init=False)

    def write(self, folder: Path, before: Path | None) -> Generator[Sequence[Written], None, None]:
        """Put each file into ``folder``; ``before`` is the folder of the edition before.

        A file of that is taken, by a second name that needs no room, where it was made of the same
        and is whole to the byte. Raises ``OSError`` where the disk fails.
        """
        with ExitStack() as stack, self.known.anew() as new:
            if self._has_help():
                # The downloads are there, and large: what the disk has of them by the time that all
                # else is there need not be waited for.
                stack.enter_context(closing(Beside(os.sync)))
            shelves, last = list[Shelf](), list[Last]()
            bundles = list[Callable[[], list[Written]]]()
            for each in self.plan:
                if isinstance(each, Bundle):
                    bundles.append(self._begun(each, folder, stack))
                elif isinstance(each, Shelf):
                    shelves.append(each)
                else:
                    last.append(each)
            paths: list[str] = []
            for placed in self._placed(shelves, folder, before):
                files = placed.written()
                self.made += placed.made
                self.taken += len(files) - placed.made
                new.keep(placed.name, placed.kept)
                yield files
                if last:
                    paths += (file.path for file in files)
            more = (bundle() for bundle in bundles)
            after = (_all_of(partial(each.files, paths), folder) for each in last)
            for several in chain(more, after):
                self.made += len(several)
                yield several

    def _begun(self, bundle: Bundle, folder: Path, stack: ExitStack) -> Callable[[], list[Written]]:
        """Return what gives a bundle's files; another process makes them meanwhile, if it can."""
        make = partial(_all_of, bundle.files, folder)
        if not self._has_help():
            return make
        return stack.enter_context(closing(Beside(make))).result

    def _has_help(self) -> bool:
        """Return whether another process can be at work beside this one."""
        return self.jobs > 1 and can_fork()

    def _placed(
        self, shelves: Sequence[Shelf], folder: Path, before: Path | None
    ) -> Iterator[_Placed]:
        """Yield what is in its place, as several processes put it there."""
        sound = self.looked.sound() if self.looked else {}

        def work(share: range) -> _Placed:
            shelf = shelves[share.start]
            return _placed(shelf, folder, before, self.known, sound.get(shelf.name, ""))

        with self.progress(len(shelves)) as advance:
            yield from in_shares(
                work,
                len(shelves),
                self.jobs,
                step=1,
                advance=advance,
                meanwhile=self.meanwhile,
            )


def _all_of(files: Callable[[], Iterable[File]], folder: Path) -> list[Written]:
    return [write_file(folder, path, content) for path, content in files()]


def _placed(
    shelf: Shelf, folder: Path, before: Path | None, pages: KeptPages, sound: str
) -> _Placed:
    """Put the files of a shelf in their places.

    Where they are there, and whole, ``sound`` is the digest of all of them together.
    """
    known = pages.glance(shelf.name) if before else NOTHING
    if sound:
        known = known._replace(together=sound)
    # Of others some files changed lately: their key costs as much as theirs do, and tells nothing.
    shelf_key = shelf.key() if sound or not known.listed else ""
    if shelf_key and shelf_key == known.key:
        return _Placed(shelf.name, known)
    known = pages.in_full(shelf.name, known)
    old_files = {each.path: each for each in known.rows()}
    files, rows, made, together = list[Written](), list[Kept](), 0, Together()
    for each in map(_later, shelf.each()):
        inputs = each.inputs()
        key, old, parts = each.key(inputs), old_files.get(each.path), PageParts()
        if before and old:
            if key and old.key == key and (taken := _taken(old, folder, before, sound=bool(sound))):
                files.append(taken)
                rows.append(old)
                continue
            if old.parts and old.key != key:
                parts = _parts(old, before)
        content = each.make(inputs, parts)
        written = write_file(folder, each.path, content)
        files.append(written)
        made += 1
        if key:
            where = parts.places(content)
            together.add(content)
            rows.append(Kept(each.path, key, written.sha256, written.size, where))
    kept = known
    if made or len(rows) != len(old_files) or shelf_key not in ("", known.key):
        # What was taken was not read here: whoever looks at all of them next finds the digest.
        digest = together.hexdigest() if made == len(files) else ""
        kept = known.anew(shelf_key if len(rows) == len(files) else "", rows, digest)
    return _Placed(shelf.name, kept, [each[:] for each in files], made)


def _later(each: Output) -> Rendering:
    """Return a file that is at hand as one that is made of what is in it."""
    if isinstance(each, Rendering):
        return each
    path, content = each
    return Rendering(path, "", lambda: [content], lambda _inputs, _parts: content)


def _taken(old: Kept, folder: Path, before: Path, *, sound: bool) -> Written | None:
    """Take a file from the edition before; return ``None`` where it is not whole."""
    if sound:
        return Written(old.path, old.sha256, old.size, seen=True)
    file = KeptFile(before / old.path, old.sha256, old.size)
    return write_file(folder, old.path, file) if file.is_whole() else None


def _parts(old: Kept, before: Path) -> PageParts:
    """Return the parts of a page as it was in the edition before; none where it is not whole."""
    former = KeptFile(before / old.path, old.sha256, old.size).content()
    return PageParts() if former is None else PageParts.of(former, old.parts)
