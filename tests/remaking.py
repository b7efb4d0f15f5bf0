"""Puts the pages of a directory in place as one edition after the other, and edits its records."""

import itertools
import os
import random
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from cpstandard.publish.directory import Directory
from cpstandard.publish.edition_folder import EditionFolder
from cpstandard.publish.kept_pages import KeptPages
from cpstandard.publish.looked import Looked
from cpstandard.publish.page_files import PageFiles
from cpstandard.publish.site import plan_site, render_site

Records = list[dict[str, Any]]
Remake = Callable[[Records], Directory]


class Place:
    """Where the editions of one directory lie, and what is kept of their pages."""

    def __init__(self, folder: Path, remake: Remake) -> None:
        self.folder, self.remake = folder, remake
        self.kept = KeptPages(folder / "pages.sqlite")
        self.edition: Path | None = None
        self.old: Path | None = None
        self.count = 0

    def put(self, directory: Directory, *, jobs: int = 1) -> PageFiles:
        """Write the pages of a directory as the next edition."""
        self.count += 1
        edition = self.folder / str(self.count)
        place = EditionFolder.at(edition, self.old)
        place.when_ready(None)
        looked = Looked(self.kept)
        files = PageFiles(plan_site(directory), self.kept, jobs, looked)
        list(looked.write(edition, self.edition))
        for look in looked.work():
            look.hear(look())
        several = files.write(edition, self.edition)
        written = {each.path for each in itertools.chain.from_iterable(several)}
        place.clear(written)
        self.edition, self.old = edition, None
        return files

    def reuse(self) -> Path:
        """Return the folder of an old edition, in which the next is to be: the last one is so."""
        assert self.edition is not None
        self.old = self.folder / "old"
        shutil.copytree(self.edition, self.old, copy_function=os.link)
        return self.old

    def made(self, directory: Directory) -> set[str]:
        """Write the next edition and return the paths of what was not taken from the one before."""
        before = self.edition
        self.put(directory)
        assert before is not None
        assert self.edition is not None
        return {
            path
            for path, file in found_in(self.edition).items()
            if not (before / path).exists() or not file.samefile(before / path)
        }


def found_in(edition: Path) -> dict[str, Path]:
    paths = sorted(path for path in edition.rglob("*") if path.is_file())
    return {path.relative_to(edition).as_posix(): path for path in paths}


def cold(directory: Directory) -> dict[str, bytes]:
    """What the site is when nothing is known of any edition before."""
    return dict(render_site(directory))


def holds(edition: Path | None, directory: Directory) -> None:
    assert edition is not None
    wanted = cold(directory)
    found = found_in(edition)
    assert sorted(found) == sorted(wanted)
    assert [path for path in found if found[path].read_bytes() != wanted[path]] == []


def _rename(records: Records, draw: random.Random) -> None:
    draw.choice(records)["name"] = f"Invented {draw.random():.6f}"


def _describe(records: Records, draw: random.Random) -> None:
    draw.choice(records)["description"] = f"Told anew {draw.random():.6f}. " * draw.randint(1, 30)


def _add(records: Records, draw: random.Random) -> None:
    new = deepcopy(draw.choice(records))
    records.append({**new, "id": f"example-new-{draw.randrange(10**9)}", "name": "Invented too"})


def _remove(records: Records, draw: random.Random) -> None:
    if len(records) > 2:
        records.remove(draw.choice(records))


def _move(records: Records, draw: random.Random) -> None:
    country = draw.choice(["GB", "FR", "IE"])
    draw.choice(records)["places"] = [{"name": "Invented Place", "country": country}]


def _claim(records: Records, draw: random.Random) -> None:
    claims = draw.choice(records).setdefault("evidence", [])
    claims.append({"claim": f"Claim {draw.random()}", "direction": draw.choice(["mixed", "none"])})


def _reword(records: Records, draw: random.Random) -> None:
    telling = [record for record in records if record.get("evidence")]
    draw.choice(draw.choice(telling)["evidence"])["claim"] = f"Reworded {draw.random()}"


def _website(records: Records, draw: random.Random) -> None:
    draw.choice(records)["website"] = f"https://example.org/{draw.randrange(1000)}"


def _reorder(records: Records, draw: random.Random) -> None:
    draw.shuffle(records)


EDITS: tuple[Callable[[Records, random.Random], None], ...] = (
    _rename,
    _describe,
    _add,
    _remove,
    _move,
    _claim,
    _reword,
    _website,
    _reorder,
)
