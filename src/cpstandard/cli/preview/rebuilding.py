"""Builds the site anew whenever something changes of what it is made."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

_SETTLE = 400
"""Milliseconds in which nothing more has to change: editors write a file in several steps."""


class Rebuilder:
    """Runs ``cpstandard build`` with ``arguments`` after each change below ``folders``.

    Each build is a process of its own: one that breaks says why, and the site stands as it was.
    """

    def __init__(
        self, folders: Iterable[Path], arguments: Sequence[str], say: Callable[[str], None]
    ) -> None:
        """Watch ``folders``, those that are there; ``say`` takes a line at a time."""
        self._folders = [folder for folder in folders if folder.exists()]
        self._command = [sys.executable, "-m", "cpstandard", "build", *arguments]
        self._say = say
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def build(self) -> bool:
        """Build once; return whether there is a site now."""
        done = subprocess.run(self._command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        for line in lines if done.returncode > 1 else lines[-2:-1]:
            self._say(line)
        return done.returncode in (0, 1)

    def start(self) -> None:
        """Begin to watch, aside."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no longer; waits for a build that is at work."""
        self._stop.set()
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
            self._say(f"{names[0]}{more} changed; building ...")
            self.build()
