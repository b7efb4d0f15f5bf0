"""Builds a preview anew whenever something changes of what it is made."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cpstandard.cli.console import Console

_SETTLE = 400
"""Milliseconds in which nothing more has to change: editors write a file in several steps."""


class Rebuilder:
    """Runs ``cpstandard build`` with ``arguments`` after each change below ``folders``.

    Each build is a process of its own: one that breaks says why, and the site stands as it was.
    """

    def __init__(self, folders: Iterable[Path], arguments: Sequence[str], console: Console) -> None:
        """Watch ``folders``, those that are there; what builds say is said on ``console``."""
        self._folders = [folder for folder in folders if folder.exists()]
        self._command = [sys.executable, "-m", "cpstandard", "build", "--log", "json", *arguments]
        self._console = console
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def build(self) -> bool:
        """Build once; return whether there is a site now."""
        done = subprocess.run(self._command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        for line in (done.stdout + done.stderr).splitlines():
            if line.strip():
                self._tell(line)
        return done.returncode in (0, 1)

    def _tell(self, line: str) -> None:
        """Say what a build said: its warnings in its words, and in the end what is shown."""
        try:
            facts: dict[str, Any] = json.loads(line)
            level, message = facts.pop("level"), facts.pop("message")
        except (ValueError, LookupError, AttributeError):
            self._console.warn(line)  # of Python, before there is a log
            return
        if level in ("warning", "error"):
            self._console.warn(facts.get("traceback") or message, event=facts["event"])
        elif facts["event"] == "published":
            what = "" if facts["changed"] else "nothing changed: "
            shown = f"initiatives: {facts['initiatives']:,}, files: {facts['files']:,}"
            self._console.say(f"Preview, not published: {what}{shown}.", event="preview")

    def start(self) -> None:
        """Begin to watch, aside."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer; waits for a build that is at work."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _watch(self) -> None:
        from watchfiles import watch  # noqa: PLC0415 - only --watch needs it

        for found in watch(
            *self._folders,
            debounce=_SETTLE,
            stop_event=self._stop,
            raise_interrupt=False,
            rust_timeout=500,
        ):
            names = sorted({Path(path).name for _, path in found})
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            self._console.say(f"{names[0]}{more} changed; building ...")
            self.build()
