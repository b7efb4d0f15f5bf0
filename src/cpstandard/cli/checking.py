"""Checks one file for ``cpstandard validate``, in one process or in several."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from cpstandard import schema_store
from cpstandard.api import available_checks
from cpstandard.cli.console import Console
from cpstandard.cli.extras import Extras
from cpstandard.cli.runs import Run
from cpstandard.cli.watching import watching
from cpstandard.core.check import Check
from cpstandard.core.document import Document
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import phrase, words_spoken
from cpstandard.core.record import PackageSource
from cpstandard.core.report import Report
from cpstandard.core.telling import tell, teller
from cpstandard.documents import open_document, open_stream
from cpstandard.ingest import package_jsonl
from cpstandard.ingest.package import open_package
from cpstandard.parallel import WORTH, Shares, Work
from cpstandard.validate.across_files import AcrossFiles, CheckedFile
from cpstandard.validate.validator import Validation

STDIN = "-"


def check_file(
    file: str,
    checks: Sequence[Check],
    run: Run,
    extras: Extras,
    console: Console,
    *,
    jobs: int,
    path: Path | None = None,
    across: AcrossFiles | None = None,
) -> Report:
    """Return what is wrong with ``file``, and write the copies of it that were asked for.

    Up to ``jobs`` processes work on it; ``path`` is where it lies, if not where its name says.
    ``across`` is to remember its ids, where it can be read again.
    Raises ``UnusableInput`` where it cannot be used at all.
    """
    if not file:  # as a variable that is not set gives; a path of no letters is this folder
        raise UnusableInput(phrase("The name of a file is empty."))
    from_stdin = file == STDIN
    lies = path or Path(file)
    document = (
        open_stream(sys.stdin.buffer, "stdin") if from_stdin else open_document(lies, name=file)
    )
    package = _package_in(document)
    today = datetime.now(UTC).date()
    settings = extras.settings(run.settings)
    validation = Validation(
        package, schema_store.standard, checks, settings, today, known=run.known
    )
    watch = extras.watch()
    shares = None
    alone = from_stdin or path or run.known or extras.any  # several name the file by its path
    if jobs > 1 and not alone and _is_long(package, lies):
        shares = _shares(lies, checks, run, validation, today=today, jobs=jobs)
    with watching(console, file) as bar:
        if shares is not None:
            for lines in shares.judged():
                bar.pass_lines(lines)
        else:
            for checked in validation:
                watch.see(checked.source.data)
                bar.see(checked.source)
    report = validation.report
    tell(report, words_spoken())
    if across is not None and not from_stdin and path is None:
        again = CheckedFile(
            lambda: _package_in(open_document(lies, name=file)),
            partial(settings.report, report=report, known=run.known, told=teller(words_spoken())),
        )
        across.add(again, validation.likenesses, report.records)
    watch.finish(package, document, report, run.settings.limit, console)
    return report


def _package_in(document: Document) -> PackageSource:
    return open_package(document, schema_store.standard, schema_store.extensions())


def check_copy(
    report: Report, copy: Path, checks: Sequence[Check], run: Run, console: Console
) -> None:
    """Find what is left in the corrected ``copy`` of the file that ``report`` is about.

    Behind a mistake that was corrected there may be another, so the copy is checked as it is.
    """
    # A baseline counts what it knows of each file: the copy would be told as new, or counted twice.
    if report.fixes and run.known is None:
        report.left = check_file(str(copy), checks, run, Extras(), console, jobs=1)


def _is_long(package: PackageSource, path: Path) -> bool:
    """Return whether the file is worth several processes, which take its first line for no record.

    Who puts empty lines in front of the envelope has one process, which knows where it ended.
    """
    begins_at_once = package.form == package_jsonl.FORM and package.locate_header("").line == 1
    return begins_at_once and path.stat().st_size >= WORTH


def _shares(
    path: Path,
    checks: Sequence[Check],
    run: Run,
    validation: Validation,
    *,
    today: date,
    jobs: int,
) -> Shares | None:
    codes = frozenset(check.code for check in checks)
    work = Work(path, codes, run.settings, today, available_checks)
    try:
        return Shares(work, jobs, validation)
    except (OSError, NotImplementedError):
        return None  # a machine that gives no further process has this one
