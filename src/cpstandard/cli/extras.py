"""What ``validate`` can give besides its report: a marked copy, a corrected copy, statistics."""

import functools
import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO

import click

from cpstandard import schema_store
from cpstandard.amend.annotate import annotate
from cpstandard.amend.fix_csv import fixed_csv
from cpstandard.amend.fix_json import fixed_json
from cpstandard.amend.fix_workbook import fix_workbook
from cpstandard.amend.table_book import write_table_book
from cpstandard.cli.console import Console
from cpstandard.cli.whole_file import whole_file
from cpstandard.core import media_type as mt
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.fix import Fix
from cpstandard.core.phrase import counted, phrase, say, spoken
from cpstandard.core.record import PackageSource, Record
from cpstandard.core.report import Report
from cpstandard.core.standard import Standard
from cpstandard.documents.delimited import dialect
from cpstandard.documents.zip_guard import opened_zip
from cpstandard.validate.coverage import Coverage
from cpstandard.validate.fixes import fixes
from cpstandard.validate.settings import Settings

MOST = 20_000  # findings of one code that are marked or mended
MAX_TEXT = 256 << 20
_TODAY = frozenset({mt.XLSX, mt.XLSM})
_TEXTS = frozenset({mt.JSON, mt.JSON_LINES})


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
        """Refuse what cannot be: one copy of several files, or one over its own original."""
        for option, target in (("--annotate", self.annotate), ("--fix", self.fix)):
            if target is None:
                continue
            if len(files) != 1 or not Path(files[0]).is_file():
                raise click.UsageError(f"{option} takes one file: name a single FILE.")
            if target.exists() and target.samefile(files[0]):
                raise click.UsageError(f"{option} never writes over FILE: name another file.")
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
        if self._coverage is not None:
            report.coverage = self._coverage.to_dict()
        if extras.annotate is not None:
            with whole_file(extras.annotate) as out:
                marked = _annotate(document, report, out, extras.annotate)
            cells = counted(marked, "{count} cell", "{count} cells")
            said = say("{file} is a copy with {cells} marked.", file=extras.annotate, cells=cells)
            console.say(said, marked=marked)
        if extras.fix is not None:
            standard = _standard(package, report)
            with whole_file(extras.fix) as out:
                done = _fix(document, list(fixes(report.findings(), standard)), out, extras.fix)
            report.fixes = [replace(fix, reason=spoken(fix.reason)) for fix in done]
            count = len(report.fixes)
            said = say("{file} is a copy with {count:,} corrected.", file=extras.fix, count=count)
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
        help="Write a copy with what is certain corrected: spaces, codes, dates with one reading.",
    )
    @click.option("--stats", is_flag=True, help="Count fields, clusters, places and years too.")
    @functools.wraps(function)
    def wrapped(
        *args: Any, marked: Path | None, fixed: Path | None, stats: bool, **kwargs: Any
    ) -> Any:
        return function(*args, extras=Extras(marked, fixed, stats), **kwargs)

    return wrapped


def _annotate(document: Document, report: Report, out: BinaryIO, target: Path) -> int:
    kind = document.media_type
    if kind in _TODAY:
        _check_ending(kind, target)
        with opened_zip(_path(document), document.name) as archive:
            return annotate(archive, report, out)
    if kind in mt.DELIMITED | {mt.ZIP}:
        _check_ending(mt.XLSX, target)
        return _annotate_tables(document, report, out)
    if kind in mt.WORKBOOKS:
        raise UnusableInput(
            phrase(
                "{name} is {kind}: save it as XLSX to have it marked.",
                name=document.name,
                kind=mt.WORDS[kind],
            )
        )
    raise UnusableInput(
        phrase(
            "{name} is {kind}: only tables can be marked.", name=document.name, kind=mt.WORDS[kind]
        )
    )


def _annotate_tables(document: Document, report: Report, out: BinaryIO) -> int:
    made = io.BytesIO()
    tables = list(document.tables())
    if not tables:
        raise UnusableInput(
            phrase("{name} holds no tables: only tables can be marked.", name=document.name)
        )
    titles = write_table_book(tables, document.name, made)
    with opened_zip(made, document.name) as archive:
        return annotate(archive, report, out, titles)


def _check_ending(kind: str, target: Path) -> None:
    """Refuse a name by which Excel would not open the copy."""
    ending = ".xlsm" if kind == mt.XLSM else ".xlsx"
    if target.suffix.lower() != ending:
        raise UnusableInput(
            phrase(
                "{target} will be {kind}: let its name end in {ending}.",
                target=target,
                kind=mt.WORDS[kind],
                ending=ending,
            )
        )


def _fix(document: Document, wanted: list[Fix], out: BinaryIO, target: Path) -> list[Fix]:
    kind, name = document.media_type, document.name
    if kind in _TODAY:
        _check_ending(kind, target)
        with opened_zip(_path(document), name) as archive:
            return fix_workbook(archive, name, wanted, out)
    if kind in mt.DELIMITED | _TEXTS:
        path = _path(document)
        if path.stat().st_size > MAX_TEXT:
            raise UnusableInput(
                phrase(
                    "{name} is larger than {size} MB: split it to mend it.",
                    name=name,
                    size=MAX_TEXT >> 20,
                )
            )
        if kind in _TEXTS:
            data, done = fixed_json(path.read_bytes(), name, wanted)
        else:
            encoding, delimiter = dialect(path, name)
            data, done = fixed_csv(
                path.read_bytes(), encoding.codec, encoding.errors, delimiter, wanted
            )
        out.write(data)
        return done
    advice = phrase("give JSON, JSON Lines, CSV or XLSX")
    if kind in mt.WORKBOOKS:
        advice = phrase("save it as XLSX")
    raise UnusableInput(
        phrase(
            "{name} is {kind}: {advice} to have it corrected.",
            name=name,
            kind=mt.WORDS.get(kind, kind),
            advice=advice,
        )
    )


def _standard(package: PackageSource, report: Report) -> Standard:
    """Return the standard that the package was read by."""
    declared = package.header.get("extensions")
    names = [str(name) for name in declared] if isinstance(declared, list) else []
    if not report.standard_version:
        return schema_store.standard()
    with suppress(UnusableInput):
        return schema_store.standard(report.standard_version, names)
    return schema_store.standard(report.standard_version)


def _path(document: Document) -> Path:
    # Only a single file on this machine comes here, see ``check``.
    return Path(str(PurePath(document.name)))
