"""R26: the same registry gives the same site, to the byte, wherever and however it is built."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.reliability("R26")

SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "cy_GB"},
]


def test_every_file_is_the_same(root: Path, tmp_path: Path, record_property) -> None:
    sites = []
    for number, surroundings in enumerate(SURROUNDINGS):
        folder = tmp_path / ("elsewhere " * number + "deep/" * number + "place")
        folder.mkdir(parents=True)
        shutil.copytree(root / "registry", folder / "registry")
        arguments = ["--registry", "registry", "--out", f"site{number}", "--workspace", "work"]
        arguments += ["--now", "2026-01-31T06:00:00Z", "--quiet"]
        done = subprocess.run(
            [sys.executable, "-m", "cpstandard", "build", *arguments],
            cwd=folder,
            env={**os.environ, **surroundings},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        site = folder / f"site{number}"
        sites.append(
            {
                path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(site.rglob("*"))
                if path.is_file()
            }
        )
    one, other = sites
    differ = sorted(name for name in one | other if one.get(name) != other.get(name))
    record_property("figure", f"{len(one) - len(differ):,} of {len(one):,} files are the same")
    assert differ == []
    assert len(one) > 300
