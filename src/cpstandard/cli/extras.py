"""What ``validate`` can give besides its report: a marked copy, a corrected copy, statistics."""

import functools
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import click

from cpstandard import schema_store
from cpstandard.cli.console import Console
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import counted, say, spoken
from cpstandard.core.record import PackageSource, Record
from cpstandard.core.report import Report
from cpstandard.core.standard import Standard
from cpstandard.validate.coverage import Coverage
from cpstandard.validate.fixes import fixes, trims
from cpstandard.validate.settings import Settings

MOST = 20_000  # findings of one code that are marked or mended


@dataclass(frozen=True, slots=True)
class Extras:
    """What was asked for on the command line."""

    annotate: Path | None = None
    fix: Path | None = None
    stats: bool = False

    @property
    def any(self) -> bool:
        """Whether anything was asked for, so that somebody has to see each record."""
        return self.annotate is not None or self.fix is not None or self.stats

    def check(self, files: Sequence[str]) -> None:
        """Refuse what cannot be: one copy of several files, or one over what somebody mended."""
        for option, target in (("--annotate", self.annotate), ("--fix", self.fix)):
            if target is None:
                continue
            if len(files) != 1 or not Path(files[0]).is_file():
                raise click.UsageError(f"{option} takes one file: name a single FILE.")
            if target.exists() and target.samefile(files[0]):
                raise click.UsageError(f"{option} never writes over FILE: name another file.")
        if self.fix is not None and self.fix.exists():
            # Whoever went on with the copy, as they are told to, has their own work in it.
            raise click.UsageError(
                f"{self.fix} is there already, and may have corrections of your own: "
                "name another file, or delete it."
            )
        if self.annotate and self.fix and self.annotate.absolute() == self.fix.absolute():
            raise click.UsageError("--annotate and --fix need a file each.")

    def settings(self, settings: Settings) -> Settings:
        """Return ``settings`` so that every finding is kept that is to be marked or mended."""
        if self.annotate is None and self.fix is None:
            return settings
        return replace(settings, limit=max(settings.limit, MOST))

    def watch(self) -> "Watch":
        """Return what looks on while one file is checked."""
        return Watch(self)


class Watch:
    """Looks on while one file is checked, and writes the copies at the end."""

    def __init__(self, extras: Extras) -> None:
        """Begin to count, where counts are wanted."""
        self._extras = extras
        self._coverage = Coverage() if extras.stats else None

    def see(self, record: Record | None) -> None:
        """Count a record, as it was read."""
        if self._coverage is not None and record is not None:
            self._coverage.add(record)

    def finish(
        self,
        package: PackageSource,
        document: Document,
        report: Report,
        limit: int,
        console: Console,
    ) -> None:
        """Write the copies and complete ``report``, leaving it ``limit`` examples for each code.

        Raises ``UnusableInput`` where a copy cannot be made.
        """
        extras = self._extras
        # The surgery on workbooks takes 50 ms to import: only who wants a copy pays for it.
        if extras.annotate is not None or extras.fix is not None:
            from cpstandard.cli import copies  # noqa: PLC0415 - see above

        if self._coverage is not None:
            report.coverage = self._coverage.to_dict()
        if extras.annotate is not None:
            with whole_file(extras.annotate) as out:
                marked = copies.marked(document, report, out, extras.annotate)
            cells = counted(marked, "{count} cell", "{count} cells")
            said = say("{file} is a copy with {cells} marked.", file=extras.annotate, cells=cells)
            console.say(said, marked=marked)
        if extras.fix is not None:
            standard = _standard(package, report)
            with whole_file(extras.fix) as out:
                padded = islice(package.padded(), MOST)
                wanted = [*fixes(report.findings(), standard), *trims(padded)]
                done = copies.mended(document, wanted, out, extras.fix)
            report.fixes = [replace(fix, reason=spoken(fix.reason)) for fix in done]
            count = len(report.fixes)
            if count:
                said = say(
                    "{file} is a copy with {count:,} corrected.", file=extras.fix, count=count
                )
            else:
                said = say(
                    "{file} says what {original} says: nothing was corrected.",
                    file=extras.fix,
                    original=report.file,
                )
            console.say(said, corrected=count)
        report.limit = limit
        for group in report.groups.values():
            del group.examples[limit:]


def extra_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--annotate``, ``--fix`` and ``--stats``, and the ``extras`` they make."""

    @click.option(
        "--annotate",
        "marked",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="OUT.xlsx",
        help="Write a copy of the workbook with the findings marked in it; also for CSV.",
    )
    @click.option(
        "--fix",
        "fixed",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="OUT",
        help="Write a copy with each finding corrected that has one reading: another spelling or "
        "the title of a code, a date, an address without https://. What is only likely, and what "
        "others may refer to, as an id, is left to you. Spaces around a cell, which are never read "
        "and are no finding, go too. An OUT that is "
        "there already is left alone.",
    )
    @click.option("--stats", is_flag=True, help="Count fields, clusters, places and years too.")
    @functools.wraps(function)
    def wrapped(
        *args: Any, marked: Path | None, fixed: Path | None, stats: bool, **kwargs: Any
    ) -> Any:
        return function(*args, extras=Extras(marked, fixed, stats), **kwargs)

    return wrapped


def _standard(package: PackageSource, report: Report) -> Standard:
    """Return the standard that the package was read by."""
    declared = package.header.get("extensions")
    names = [str(name) for name in declared] if isinstance(declared, list) else []
    if not report.standard_version:
        return schema_store.standard()
    with suppress(UnusableInput):
        return schema_store.standard(report.standard_version, names)
    return schema_store.standard(report.standard_version)
