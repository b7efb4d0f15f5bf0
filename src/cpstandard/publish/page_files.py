"""Puts the pages of a site in place: those of the edition before where nothing in them changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cpstandard.core.kept_file import KeptFile
from cpstandard.publish.edition_files import Written, write_file
from cpstandard.publish.kept_pages import Kept, KeptPages
from cpstandard.publish.page_parts import PageParts
from cpstandard.publish.processes import Advance, in_shares
from cpstandard.publish.rendering import Bundle, Rendering

_STEP = 64
"""How many files a process takes at a time."""

_WORTH = 1_500
"""Files from which several processes are sooner done than one."""


class _Placed(NamedTuple):
    """A file that is in its place, the key of what it was made of, and where its kept parts stand.

    Both are empty for none.
    """

    written: Written
    key: str
    parts: str
    made: bool


@dataclass(slots=True)
class PageFiles:
    """The files of a site that are made only where they have to be; the slowest stand first.

    ``known`` tells what those of the edition before were made of. ``jobs`` is how many processes
    may work at once; the site is the same whatever their number. ``made`` counts what was made,
    ``taken`` what was taken from the edition before.
    """

    todo: Sequence[Rendering | Bundle]
    known: KeptPages
    jobs: int = 1
    advance: Advance | None = None
    made: int = field(default=0, init=False)
    taken: int = field(default=0, init=False)

    def write(self, folder: Path, before: Path | None) -> Iterator[Written]:
        """Put each file into ``folder``; ``before`` is the folder of the edition before.

        A file of that is taken, by a second name that needs no room, where it was made of the same
        and is whole to the byte. Raises ``OSError`` where the disk fails.
        """

        def work(share: range) -> list[_Placed]:
            todo = [self.todo[n] for n in share]
            known: dict[str, Kept] = {}
            if before:
                known = self.known.read([e.path for e in todo if isinstance(e, Rendering)])
            return [placed for each in todo for placed in _place(each, folder, before, known)]

        size, advance = len(self.todo), self.advance
        with self.known.anew() as new:
            for step in in_shares(work, size, self.jobs, step=_STEP, worth=_WORTH, advance=advance):
                for written, key, parts, made in step:
                    self.made += made
                    self.taken += not made
                    new.keep(written.path, Kept(key, written.sha256, written.size, parts))
                    yield written


def _place(
    each: Rendering | Bundle, folder: Path, before: Path | None, known: Mapping[str, Kept]
) -> Iterator[_Placed]:
    if isinstance(each, Bundle):
        for path, content in each.files():
            yield _Placed(write_file(folder, path, content), "", "", made=True)
        return
    inputs = each.inputs()
    key, old, parts = each.key(inputs), known.get(each.path), PageParts()
    if before and old:
        file = KeptFile(before / each.path, old.sha256, old.size)
        if key and old.key == key:
            if file.is_whole():
                yield _Placed(write_file(folder, each.path, file), key, old.parts, made=False)
                return
        elif old.parts and (former := file.content()) is not None:
            parts = PageParts.of(former, old.parts)
    content = each.make(inputs, parts)
    yield _Placed(write_file(folder, each.path, content), key, parts.places(content), made=True)
