"""The tutorial is followed to the letter, in an environment as fresh as one can be without an index.

Our wheel is built and installed into a new environment. What it needs is not fetched again: the
new environment looks for it where these tests run (a .pth file), and pip is told to need no index,
no isolation and no dependencies. All commands of docs/importers.md are run there in turn, but for
the one that serves the site and never ends.
"""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STEP = re.compile(r"(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as "isolation: no"
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


class Fresh:
    """A new environment with our wheel, and a folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.work = folder / "work"
        self.work.mkdir()
        self.environment = folder / "fresh"
        self._python("-m", "venv", str(self.environment), python=sys.executable)
        site = sysconfig.get_path("purelib", vars={"base": str(self.environment)})
        (Path(site) / "running.pth").write_text(sysconfig.get_path("purelib") + "\n")
        wheels = folder / "wheels"
        self._python("-m", "pip", "wheel", "--quiet", "--wheel-dir", str(wheels), str(ROOT))
        [wheel] = wheels.glob("cpstandard-*.whl")
        # Where the tests run there is a cpstandard too, which is not the one to be tried.
        self._python("-m", "pip", "install", "--quiet", "--ignore-installed", str(wheel))

    def _python(self, *arguments: str, python: str = "") -> None:
        python = python or str(self.environment / "bin/python")
        environment = {**os.environ, **OFFLINE}
        done = subprocess.run(
            [python, *arguments], capture_output=True, text=True, check=False, env=environment
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def sh(self, script: str) -> str:
        path = f"{self.environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, **OFFLINE, "PATH": path}
        environment.pop("PYTHONPATH", None)
        done = subprocess.run(
            ["sh", "-ec", script],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.work,
            env=environment,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    return Fresh(tmp_path_factory.mktemp("tutorial"))


def test_the_tutorial_ends_with_a_published_register(fresh: Fresh) -> None:
    said = []
    for name, language, body in STEP.findall((ROOT / "docs/importers.md").read_text("utf-8")):
        if language == "sh":
            said += [fresh.sh(line) for line in body.splitlines() if line.split() != SERVE]
            continue
        assert name, f"a block of {language} has no file to go into"
        target = fresh.work / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(body, encoding="utf-8")
    everything = "".join(said)
    assert "[cpstandard-inventon-growing 0.1.0]" in fresh.sh("cpstandard plugins")
    assert "6 rows read, 4 used, 2 skipped; 3 records made." in everything
    assert "7946" not in everything
    assert "Published 3 initiatives from 1 of 1 source" in everything
    page = fresh.work / "site/initiatives/inventon-g-001/index.html"
    assert "Station Road Allotments" in page.read_text(encoding="utf-8")
    orchard = fresh.work / "site/initiatives/inventon-g-002/index.html"
    assert "Cider since 2023." in orchard.read_text(encoding="utf-8")
    assert "Read by nobody" not in everything
    where = fresh.sh("python -c 'import cpstandard; print(cpstandard.__file__)'")
    assert Path(where.strip()).is_relative_to(fresh.environment)


SERVE = ["cpstandard", "serve"]


def test_a_new_check_installs_and_is_asked(fresh: Fresh) -> None:
    fresh.sh("cpstandard new check short-words")
    fresh.sh("pip install --quiet --editable cpstandard-short-words")
    assert "2 passed" in fresh.sh("python -m pytest -q cpstandard-short-words")
    assert "short-words" in fresh.sh("cpstandard checks")
    assert "Say in two or three sentences" in fresh.sh("cpstandard validate --explain short-words")
