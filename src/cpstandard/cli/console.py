"""Words and progress on stderr, so that stdout carries data alone."""

import functools
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import click

from cpstandard.cli.reports.plain import plain

_BETWEEN = 0.1
"""Seconds between two drawings of a bar."""
_META = "cpstandard.console"
"""Under which the context of a command keeps its console."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command says what it does: for a person, or as JSON lines for a machine.

    Facts are for the machine; ``event`` among them says what happened (docs/nightly.md).
    """

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False

    def say(self, message: str, **facts: Any) -> None:
        """Say something that a person wants to know; silent with ``--quiet``."""
        if not self.quiet:
            self._write("info", message, facts)

    def detail(self, message: str, **facts: Any) -> None:
        """Say something that matters only to whoever asked for ``--verbose``."""
        if self.verbose:
            self._write("debug", message, facts)

    def warn(self, message: str, **facts: Any) -> None:
        """Say something that went wrong; never silent."""
        self._write("warning", message, facts)

    def fail(self, message: str, exit_code: int) -> None:
        """Say why a command ends before it is done."""
        said = message if self.as_json else f"cpstandard: {message}"
        self._write("error", said, {"event": "error", "exitCode": exit_code})

    def broken(self, error: Exception, exit_code: int) -> None:
        """Say that cpstandard itself broke, and where in its code."""
        trace = "".join(traceback.format_exception(error))
        if self.as_json:
            facts = {"event": "error", "exitCode": exit_code, "traceback": trace}
            self._write("error", f"{type(error).__name__}: {error}", facts)
        else:
            click.echo(trace, err=True, nl=False)

    def _write(self, level: str, message: str, facts: dict[str, Any]) -> None:
        if self.as_json:
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            # A text is indented, and its first column padded, for the eye.
            said = " ".join(message.split())
            entry = {"time": now, "level": level, "event": "note", "message": said, **facts}
            # Of strangers' texts nothing may end the line: in ASCII, no sign of theirs can.
            click.echo(json.dumps(entry, ensure_ascii=True, default=str), err=True)
        else:
            click.echo(message, err=True)

    @property
    def is_watched(self) -> bool:
        """Whether somebody sees a bar move: on a terminal, and not where they want silence."""
        return not self.quiet and not self.as_json and sys.stderr.isatty()

    @contextmanager
    def progress(
        self, label: str, total: int | None = None, unit: str = ""
    ) -> Iterator[Callable[..., None]]:
        """Show a bar during long work, on a terminal only; yields a function to advance it.

        A new label may be given with each step. Where there is no bar, ``--verbose`` says it.
        Where there is no ``total`` the bar says how much is done, in ``unit``.
        """
        if not self.is_watched:
            yield lambda _step, label="": self.detail(label) if label else None
            return
        # Rich takes 100 ms to import: only somebody who watches pays for it.
        from rich.console import Console as RichConsole  # noqa: PLC0415 - see above
        from rich.progress import (  # noqa: PLC0415 - see above
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        # A label holds the name of somebody's file: no mark-up, no signs that move the cursor.
        said = TextColumn("{task.description}", markup=False)
        counted = TextColumn(f"{{task.completed:,}} {unit}") if total is None else None
        done = counted or TaskProgressColumn()
        columns = (said, BarColumn(), done, TimeElapsedColumn())
        # It is drawn when there is news and by no thread: while one runs, no process can be forked.
        shown_on = RichConsole(stderr=True)
        with Progress(*columns, console=shown_on, transient=True, auto_refresh=False) as bar:
            task = bar.add_task(plain(label), total=total)
            bar.refresh()
            drawn = time.monotonic()

            def advance(step: int, label: str = "") -> None:
                nonlocal drawn
                bar.update(task, advance=step, description=plain(label) if label else None)
                if time.monotonic() - drawn > _BETWEEN:
                    bar.refresh()
                    drawn = time.monotonic()

            yield advance


def console_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--quiet``, ``--verbose`` and ``--log``, and the ``console`` they make."""

    @click.option("--quiet", "-q", is_flag=True, help="Say nothing but what went wrong.")
    @click.option("--verbose", "-v", is_flag=True, help="Say more about what is done.")
    @click.option(
        "--log", type=click.Choice(["text", "json"]), default="text", help="Form of the messages."
    )
    @functools.wraps(function)  # keeps the options that other decorators put on the function
    def wrapped(*args: Any, quiet: bool, verbose: bool, log: str, **kwargs: Any) -> Any:
        console = Console(quiet, verbose, log == "json")
        click.get_current_context().meta[_META] = console
        return function(*args, console=console, **kwargs)

    return wrapped


def console_of(context: click.Context) -> Console:
    """Return the console of the command that ran in ``context``, or one for a person."""
    console: Console = context.meta.get(_META, Console())
    return console
