"""Editions of a few files, of which the third has files where the first has folders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cpstandard.core.kept_file import KeptFile, digest_of
from cpstandard.publish.edition import Edition, Editions
from cpstandard.publish.edition_files import Content, Written, write_file
from cpstandard.publish.manifest import MANIFEST, damage_of

Files = Mapping[str, bytes]

SAME = {f"records/{n}/index.html": b"record %d" % n for n in range(6)}
VERSIONS: list[Files] = [
    {**SAME, "index.html": b"first", "old/only.html": b"only", "was/folder.html": b"f", "is": b"i"},
    {**SAME, "index.html": b"second", "was": b"was"},
    {**SAME, "index.html": b"third", "was": b"was", "is/folder.html": b"f"},
]
"""Of three editions: the third has files where the first had folders, and the other way about."""


@dataclass(frozen=True)
class Pages:
    """Takes what did not change from the edition before, as the pages of a site are taken."""

    files: Files

    def write(self, folder: Path, before: Path | None) -> Iterator[list[Written]]:
        for path, content in self.files.items():
            kept: Content = content
            old = before / path if before else None
            if old and old.is_file() and old.read_bytes() == content:
                kept = KeptFile(old, digest_of(old), len(content))
            yield [write_file(folder, path, kept)]


def publish(editions: Editions, version: int) -> Edition:
    with editions.locked():
        edition = editions.publish(str(version) * 64, [Pages(VERSIONS[version - 1])])
        editions.settle(edition)
    return edition


def folder_of(editions: Editions, version: int) -> Path:
    return editions.out.with_name("site.editions") / (str(version) * 16)


def found_in(folder: Path) -> dict[str, bytes]:
    """Every file that is there, and every folder that is empty."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    empty = {name for name, path in there.items() if path.is_dir() and not any(path.iterdir())}
    assert not empty
    return {
        name: path.read_bytes()
        for name, path in there.items()
        if path.is_file() and name != MANIFEST
    }


def holds(editions: Editions, version: int) -> None:
    """The current edition is of a version, all of it and nothing else; whatever is kept is sound."""
    assert found_in(editions.out.resolve()) == VERSIONS[version - 1]
    for each in editions.out.with_name("site.editions").iterdir():
        if not each.name.startswith("."):
            assert list(damage_of(each)) == []
            assert found_in(each) == VERSIONS[int(each.name[0]) - 1]
