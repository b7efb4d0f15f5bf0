"""Runs builds in forks of this process, so that each begins at once with everything loaded.

A registry of two invented publishers, whose records say which version of it they are of: what is
published can be told to be of one version, all of it.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cpstandard.cli import main
from cpstandard.publish.manifest import damage_of
from registry_place import NOW, Place, initiative, package

PUBLISHERS = ("north-town", "south-town")


class Builds:
    """Builds of one registry, each in a process of its own; ``options`` are those of the command."""

    def __init__(self, folder: Path, *options: str, publishers: int = 2) -> None:
        self.place = Place(folder)
        self.options = options
        self.publishers = PUBLISHERS[:publishers]
        self.said = folder / "said.txt"

    def version(self, number: int) -> None:
        """Let both publishers give records of the version ``number``."""
        for name in self.publishers:
            records = [
                initiative(f"{name}-{n}", description=f"An invented initiative, version {number}.")
                for n in range(3)
            ]
            self.place.publisher(name, package(name, *records))

    def start(self, before: Callable[[], None] = lambda: None) -> int:
        """Begin a build and return its process; ``before`` is called in it first."""
        sys.stdout.flush()
        child = os.fork()
        if child:
            return child
        code = 70
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            out = os.open(self.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            sys.stdout = sys.stderr = os.fdopen(out, "w", encoding="utf-8")
            arguments = [
                "build", "--registry", str(self.place.registry), "--out", str(self.place.site),
                "--workspace", str(self.place.folder / "workspace"), "--now", NOW, *self.options,
            ]  # fmt: skip
            before()
            main(arguments)
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        except BaseException as error:  # noqa: BLE001 - told as what it is: a traceback
            print(f"Traceback: {type(error).__name__}: {error}")
        finally:
            sys.stdout.flush()
            os._exit(code)

    def finish(self, child: int) -> int:
        """Wait for a build and return its exit code, or its signal below zero."""
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)

    def build(self, before: Callable[[], None] = lambda: None) -> int:
        """Build, and return the exit code."""
        return self.finish(self.start(before))

    def words(self) -> str:
        """Return what the last build said."""
        return self.said.read_text(encoding="utf-8", errors="replace")

    def published(self) -> int:
        """Return the version that the site is of; fails where it is not whole or of more than one."""
        site = self.place.site.resolve()
        damage = list(damage_of(site))
        assert not damage, damage
        versions = set()
        for path in sorted(site.glob("data/**/initiatives.json")):
            for record in json.loads(path.read_bytes())["initiatives"]:
                versions.add(int(record["description"].split()[-1].rstrip(".")))
        (version,) = versions
        return version


def seconds(builds: Builds, number: int) -> float:
    """Return how long a whole build of a new version takes."""
    builds.version(number)
    begin = time.monotonic()
    assert builds.build() == 0, builds.words()
    assert builds.published() == number
    return time.monotonic() - begin
