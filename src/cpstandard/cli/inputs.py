"""What FILE arguments stand for: files, folders of files, patterns, standard input."""

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from cpstandard import schema_store
from cpstandard.cli.online import is_address
from cpstandard.cli.patterns import fitting
from cpstandard.cli.unread import MOST, Unread
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase
from cpstandard.core.table_form import table_form

STDIN = "-"
_TABLES = frozenset({".csv", ".tsv"})
_ENDINGS = _TABLES | {
    ".json",
    ".jsonl",
    ".ndjson",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".ods",
    ".zip",
}
_MOST = 10_000
_FEWEST = 2  # files that make a package together


def expand(
    arguments: Iterable[str], is_own: Callable[[Path], bool]
) -> Iterator[str | Unread | UnusableInput]:
    """Yield the name of each file (or folder that is one package) to check, or why there is none.

    After those of a folder comes what else lies in it, which is not read, and after those of a
    pattern the links that fit it; hidden files are not looked at.
    What is named stays in the order it was named in; what a folder or a pattern gives is sorted,
    and left out where it was yielded before. A pattern is for shells that do not expand it
    themselves, and for names in quotes: ``submissions/**/*.json``. Neither gives a file that
    ``is_own``: one that the settings are in, or that they name, and no data.
    """
    told: set[str] = set()
    for argument in arguments:
        try:
            named, found = _files(argument, is_own)
        except UnusableInput as error:
            yield error
            continue
        for each in found:
            file = each.file if isinstance(each, Unread) else each
            if named or file not in told:
                told.add(file)
                yield each


def _files(argument: str, is_own: Callable[[Path], bool]) -> tuple[bool, Sequence[str | Unread]]:
    """Return whether the argument is itself a file, and the files that it stands for."""
    if argument == STDIN or is_address(argument) or os.path.isfile(argument):  # noqa: PTH113 - a name may hold anything
        return True, [argument]
    if os.path.isdir(argument):  # noqa: PTH112 - as above
        return False, _in_folder(Path(argument), argument, is_own)
    if not glob.has_magic(argument):
        return True, [argument]
    return False, _fitted(argument, is_own)


def _fitted(pattern: str, is_own: Callable[[Path], bool]) -> list[str | Unread]:
    unread: list[Unread] = []
    found: list[str | Unread] = []
    for match, is_link in fitting(pattern):
        path = Path(match)
        if is_link:
            unread.append(Unread(pattern, match, is_link=True))
        elif path.is_dir():
            found += _in_folder(path, match, is_own) if "**" not in pattern else []
        elif path.is_file() and not is_own(path) and not pattern.endswith("/"):
            found.append(match)
    if not found:
        none = phrase("{argument}: no file has such a name.", argument=pattern)
        raise UnusableInput(_with_unread(none, unread))
    return [*found, *unread[:MOST], *_more(pattern, len(unread) - MOST)]


def _in_folder(folder: Path, name: str, is_own: Callable[[Path], bool]) -> list[str | Unread]:
    unread: list[Unread] = []
    found = list(_below(folder, name, is_own, unread))
    unread.sort(key=lambda each: each.rank)
    if not found:
        none = phrase("{name} is a folder with no file to check: name a file.", name=name)
        raise UnusableInput(_with_unread(none, unread))
    return [*found, *unread]


def _with_unread(none: str, unread: Sequence[Unread]) -> str:
    """Add to the words for nothing to check what there is, where that is anything."""
    return phrase("{asked} {unread}", asked=none, unread=unread[0].sentence) if unread else none


def _more(folder: str, number: int) -> list[Unread]:
    """Return what counts files that are too many to name."""
    return [Unread(folder, folder, more=number)] if number > 0 else []


def _below(
    folder: Path, name: str, is_own: Callable[[Path], bool], unread: list[Unread]
) -> Iterator[str]:
    """Yield the files below ``folder``, or the folder itself where its CSV files are one package.

    Hidden files and folders are left alone, and links are not followed. What else there is, is
    added to ``unread``.
    """
    count = others = 0
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        paths = [Path(where, file) for file in sorted(files) if not file.startswith(".")]
        wanted = []
        for path in paths:
            is_link = path.is_symlink()
            if path.suffix.lower() in _ENDINGS and not is_link:
                wanted += [] if is_own(path) else [path]
            elif not is_own(path):
                others += 1
                if others <= MOST:
                    unread.append(Unread(name, str(path), is_link=is_link))
        if is_one_package(wanted):
            yield where
            count += 1
        else:
            yield from map(str, wanted)
            count += len(wanted)
        if count > _MOST:
            raise UnusableInput(
                phrase(
                    "{folder} has more than {most:,} files: name fewer.", folder=folder, most=_MOST
                )
            )
    unread += _more(name, others - MOST)


def is_one_package(files: list[Path]) -> bool:
    """Return whether the files of one folder are the sheets of one package, saved as CSV.

    They are if all are tables and one is called as a sheet of the standard, in any language.
    """
    if len(files) < _FEWEST or any(file.suffix.lower() not in _TABLES for file in files):
        return False
    names = {file.stem.casefold() for file in files}
    return any(
        name.casefold() in names
        for form in table_form(schema_store.standard()).languages
        for name in (form.main.name, form.meta_name, *(sheet.name for sheet in form.lists))
    )
