"""Puts the pages of a site in place: those of the edition before where nothing in them changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from cpstandard.core.kept_file import KeptFile
from cpstandard.publish.edition_files import Written, write_file
from cpstandard.publish.kept_pages import Kept, KeptPages, as_text
from cpstandard.publish.page_parts import PageParts
from cpstandard.publish.processes import Advance, in_shares
from cpstandard.publish.rendering import Bundle, Rendering, Shelf

_STEP = 64
"""How many single files a process takes at a time; of shelves it takes one."""

_WORTH = 1_500
"""Files from which several processes are sooner done than one."""

Later = Rendering | Bundle | Shelf
"""What may have to be made."""


class _Placed(NamedTuple):
    """Files that are in their places, and what is to be kept of them, by what name.

    The name is empty where nothing is. They come from another process, and plain tuples with the
    fields of ``Written`` come sooner.
    """

    files: list[tuple[str, str, int, bool]]
    made: int
    name: str = ""
    kept: str = ""


@dataclass
class PageFiles:
    """The files of a site that are made only where they have to be; the slowest stand first.

    ``known`` tells what those of the edition before were made of. ``jobs`` is how many processes
    may work at once; the site is the same whatever their number. ``made`` counts what was made,
    ``taken`` what was taken from the edition before. ``advance`` is told of each of the ``steps``.
    """

    todo: Sequence[Later]
    known: KeptPages
    jobs: int = 1
    advance: Advance | None = None
    made: int = field(default=0, init=False)
    taken: int = field(default=0, init=False)

    @cached_property
    def steps(self) -> list[Sequence[Later]]:
        """What a process does at a time."""
        steps: list[Sequence[Later]] = []
        for single, group in groupby(self.todo, lambda each: isinstance(each, Rendering)):
            each, step = list(group), _STEP if single else 1
            steps += (each[start : start + step] for start in range(0, len(each), step))
        return steps

    def write(self, folder: Path, before: Path | None) -> Iterator[Written]:
        """Put each file into ``folder``; ``before`` is the folder of the edition before.

        A file of that is taken, by a second name that needs no room, where it was made of the same
        and is whole to the byte. Raises ``OSError`` where the disk fails.
        """

        def work(share: range) -> list[_Placed]:
            return [
                placed
                for number in share
                for placed in _placed(self.steps[number], folder, before, self.known)
            ]

        size, advance = len(self.steps), self.advance
        jobs = self.jobs if sum(map(_size, self.todo)) >= _WORTH else 1
        with self.known.anew() as new:
            for step in in_shares(work, size, jobs, step=1, advance=advance):
                for placed in step:
                    self.made += placed.made
                    self.taken += len(placed.files) - placed.made
                    new.keep(placed.name, placed.kept)
                    yield from map(Written._make, placed.files)


def _size(each: Later) -> int:
    return each.size if isinstance(each, Shelf) else 1


def _name(each: Rendering | Shelf) -> str:
    return each.name if isinstance(each, Shelf) else each.path


def _placed(
    step: Sequence[Later], folder: Path, before: Path | None, known: KeptPages
) -> Iterator[_Placed]:
    """Put the files of a step in their places."""
    names = [_name(each) for each in step if not isinstance(each, Bundle)]
    kept = known.read(names) if before else {}
    for each in step:
        if isinstance(each, Bundle):
            files = [write_file(folder, *file)[:] for file in each.files()]
            yield _Placed(files, len(files))
        else:
            name = _name(each)
            several = each.files_later() if isinstance(each, Shelf) else (each,)
            yield _several(name, several, folder, before, kept.get(name, {}))


def _several(
    name: str,
    several: Iterable[Rendering],
    folder: Path,
    before: Path | None,
    known: Mapping[str, Kept],
) -> _Placed:
    files, rows, made = list[Written](), list[Kept](), 0
    for each in several:
        inputs = each.inputs()
        key, old, parts = each.key(inputs), known.get(each.path), PageParts()
        if before and old:
            file = KeptFile(before / each.path, old.sha256, old.size)
            if key and old.key == key:
                if file.is_whole():
                    files.append(write_file(folder, each.path, file))
                    rows.append(old)
                    continue
            elif old.parts and (former := file.content()) is not None:
                parts = PageParts.of(former, old.parts)
        content = each.make(inputs, parts)
        written = write_file(folder, each.path, content)
        files.append(written)
        made += 1
        if key:
            where = parts.places(content)
            rows.append(Kept(each.path, key, written.sha256, written.size, where))
    return _Placed([each[:] for each in files], made, name, as_text(rows))
