"""Checks all files of one ``cpstandard validate``, and what they are beside each other."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cpstandard.cli.checking import check_file
from cpstandard.cli.console import Console
from cpstandard.cli.extras import Extras
from cpstandard.cli.inputs import expand
from cpstandard.cli.language import speak
from cpstandard.cli.online import check_online, fetched, is_address
from cpstandard.cli.runs import Run, Runs
from cpstandard.cli.unread import Unread
from cpstandard.core.check import Check
from cpstandard.core.errors import UnusableInput
from cpstandard.core.phrase import words_spoken
from cpstandard.core.report import Report
from cpstandard.core.telling import teller
from cpstandard.validate.across_files import AcrossFiles


@dataclass(slots=True)
class Checking:
    """How the files are checked, and what came of it up to now.

    ``reach`` says which private hosts may be fetched from; ``None`` that nothing may. ``usable`` is
    false once a file could not be checked at all.
    """

    checks: Sequence[Check]
    runs: Runs
    extras: Extras
    console: Console
    jobs: int
    reach: Sequence[str] | None
    done: list[tuple[Report, Run]] = field(default_factory=list)
    usable: bool = True
    _across: AcrossFiles = field(default_factory=AcrossFiles)
    _folders: dict[tuple[str, int], Report] = field(default_factory=dict)

    def check(self, files: Sequence[str]) -> None:
        """Make a report for each file that can be used, and say why the others cannot."""
        found = list(expand(files, self.runs.is_own))
        new = _each_once(found) if len(found) > 1 else set()
        for number, each in enumerate(found):
            if isinstance(each, UnusableInput):
                self._refuse(each)
                continue
            # A mistake in the configuration ends the command: it would be told for every file.
            name = each.file if isinstance(each, Unread) else each
            run = self.runs.of(name)
            if number == 0:
                speak(self.runs.language(name))
            if isinstance(each, Unread):
                self._tell_unread(each, run)
                continue
            try:
                self._check_one(each, run, self._across if number in new else None)
            except UnusableInput as error:
                self._refuse(error)
        try:
            self._across.tell()
        except UnusableInput as error:  # a file went, or changed, after it was checked
            self._refuse(error)

    def _check_one(self, file: str, run: Run, across: AcrossFiles | None) -> None:
        with self._at_hand(file) as path:
            report = check_file(
                file,
                self.checks,
                run,
                self.extras,
                self.console,
                jobs=self.jobs,
                path=path,
                across=across,
            )
        self.done.append((report, run))

    def _refuse(self, error: UnusableInput) -> None:
        self.console.warn(f"cpstandard: {error}")
        self.usable = False

    def _tell_unread(self, unread: Unread, run: Run) -> None:
        """Add to the report on a folder, one for each configuration of the files in it."""
        key = (unread.folder, id(run))
        report = self._folders.get(key)
        if report is None:
            settings = run.settings
            report = Report(
                unread.folder, engine=settings.engine, limit=settings.limit, of_folder=True
            )
        run.settings.report(unread.finding, report, run.known, teller(words_spoken()))
        if report.groups and key not in self._folders:
            self._folders[key] = report
            self.done.append((report, run))

    @contextmanager
    def _at_hand(self, file: str) -> Iterator[Path | None]:
        """Yield where a file that was fetched lies; ``None`` for one that lies where it says."""
        if not is_address(file):
            yield None
            return
        check_online(file, online=self.reach is not None)
        with ExitStack() as stack:
            with self.console.progress(f"Fetching {file}"):
                found = stack.enter_context(fetched(file, allow_private=self.reach or ()))
            yield found.path


def _each_once(found: Sequence[str | Unread | UnusableInput]) -> set[int]:
    """Return the positions of files that are not named a second time, under whatever name."""
    first: dict[str, int] = {}
    for number, file in enumerate(found):
        if isinstance(file, str):
            first.setdefault(os.path.realpath(file), number)
    return set(first.values())
