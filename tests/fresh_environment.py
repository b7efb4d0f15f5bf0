"""A new environment with our wheel, as near to a stranger's as one can be without an index.

What the wheel says that it needs is not fetched again: those distributions, and no others, are
linked into the new environment from where the tests run. pip then installs the wheel with no index
to ask, so a dependency that is used or named without being there fails.
"""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
_STEP = re.compile(r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as "isolation: no"
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


def needed(names: Iterable[str]) -> dict[str, Distribution]:
    """Return what is installed of ``names``, and of all that they need without an extra."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(name) for name in names]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        asked = wanted.extras or {""}
        if (name in found) and not wanted.extras:
            continue
        found[name] = distribution(name)
        for line in found[name].requires or ():
            each = Requirement(line)
            if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in asked):
                waiting.append(each)
    return found


def build(into: Path, source: Path = ROOT, form: str = "wheel") -> Path:
    """Build our ``wheel`` or ``sdist`` from ``source`` into the folder; return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into), "-t", form]
    run(command, source)
    [made] = into.glob("*.whl" if form == "wheel" else "*.tar.gz")
    return made


def run(command: list[str], folder: Path, **environment: str) -> str:
    """Run a command that has to succeed; return all that it said."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**kept, **OFFLINE, **environment},
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


class Fresh:
    """A new environment with our wheel, what that needs, ``tools``, and a folder to work in."""

    def __init__(self, folder: Path, tools: Iterable[str] = ()) -> None:
        self.work = folder / "work"
        self.work.mkdir()
        self.environment = folder / "fresh"
        run([sys.executable, "-m", "venv", str(self.environment)], folder)
        self.python = self.environment / "bin/python"
        self.site = Path(sysconfig.get_path("purelib", vars={"base": str(self.environment)}))
        self.installed = needed(["cpstandard", *tools])
        del self.installed["cpstandard"]
        for each in self.installed.values():
            for part in _top_parts(each):
                link = self.site / part
                if not link.exists():
                    link.symlink_to(Path(str(each.locate_file(part))))
        wheel = build(folder / "wheels")
        run([str(self.python), "-m", "pip", "install", "--quiet", str(wheel)], folder)

    def follow(self, page: str) -> str:
        """Do what a page says, block by block; return all that was said.

        A block of a shell is run line by line, each line to end as its comment says ("ends with 1")
        or with 0; a command that serves a site would never end, and is left out. A block of another
        language goes into the file that is named above it.
        """
        said = []
        for name, language, body in _STEP.findall((ROOT / page).read_text("utf-8")):
            if language == "sh":
                for line in body.splitlines():
                    if line.split()[:2] != ["cpstandard", "serve"]:
                        ends = re.search(r"# ends with (\d)", line)
                        said.append(self.sh(line, code=int(ends[1]) if ends else 0))
                continue
            assert name, f"{page}: a block of {language} has no file to go into"
            target = self.work / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(body, encoding="utf-8")
        return "".join(said)

    def sh(self, script: str, *, code: int = 0, folder: Path | None = None) -> str:
        """Run lines of a shell where people work; return all that they said.

        ``code`` is how the script has to end.
        """
        path = f"{self.environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
        wrapped = f'set +e; sh -ec "$0"; test $? -eq {code}'
        command = ["sh", "-c", wrapped, script]
        return run(command, folder or self.work, PATH=path, HOME=str(self.work))


def _top_parts(each: Distribution) -> Iterator[str]:
    """Yield the folders and files that a distribution has beside those of others."""
    parts = {file.parts[0] for file in each.files or ()}
    yield from sorted(parts - {"..", "__pycache__"})
