"""The pages of the edition before are looked at while other processes may be at work still."""

import subprocess
import sys
from pathlib import Path

import pytest

from registry_place import NOW, Place, initiative, package

CODE = """
import sys, threading
from contextlib import nullcontext
from pathlib import Path
from cpstandard.link.judging import by_rules
from cpstandard.pipeline import BuildSettings, build
from cpstandard.publish import looked
from cpstandard.publish.looked import Looked

folder, registry, out, now, whose = sys.argv[1:]
looked._WORTH = 1
done = threading.Event()

class Engine:
    by_rules = staticmethod(by_rules)
    def read_ahead(self, reader, chosen): pass
    def make_ahead(self, workspace, files): threading.Thread(target=done.wait).start()

sound = Looked.sound
def told(self):
    found = sound(self)
    print(len(found), *sorted(found)[:3])
    return found
Looked.sound = told

build(
    BuildSettings(
        registry=Path(registry), out=Path(out), workspace=Path(folder) / "work", now=now, jobs=2,
        engine=Engine() if whose == "an engine" else None,
    ),
    lambda *_: nullcontext(lambda *_: None),
)
done.set()
"""


@pytest.mark.parametrize("whose", ["an engine", "nobody's but ours"])
def test_whoever_makes_the_downloads_pages_are_looked_at_before_threads_begin(
    tmp_path: Path, whose: str
) -> None:
    place = Place(tmp_path / "place")
    said = []
    for count in (501, 502, 503):  # the third edition is built in the folder of the first
        records = (initiative(f"one-town-{n}") for n in range(count))
        place.publisher("one-town", package("one-town", *records))
        done = subprocess.run(
            [sys.executable, "-c", CODE, str(tmp_path), str(place.registry), str(place.site), NOW,
             whose],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        said.append(int(done.stdout.split()[0]))
    assert said[:2] == [0, 0]
    assert said[2] > 10
