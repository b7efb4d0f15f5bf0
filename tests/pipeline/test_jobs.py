"""Work in several processes: done ahead, and nothing hangs on it."""

import subprocess
import sys
from pathlib import Path

from registry_place import NOW, Place, initiative, package

CODE = """
import os, sys, time
from pathlib import Path
from cpstandard.pipeline.jobs import ahead
from cpstandard.workspace import Workspace

folder = Path(sys.argv[1])
workspace = Workspace(folder / "workspace")
(folder / "done").mkdir()

def work(number):
    def do():
        if number == 3:
            raise OSError("the disk is full")
        if number == 4:
            os.kill(os.getpid(), 9)
        time.sleep(0.2)
        workspace.store("made", str(number), [number])
        (folder / "done" / str(number)).write_text(str(os.getpid()))
    return do

told = []
ahead([work(number) for number in range(12)], 3, workspace, told.append)
print(os.getpid(), sum(told), *(f.name for f in workspace.seen().made))
"""


def test_what_breaks_or_kills_a_process_stops_none_of_the_others(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path)], capture_output=True, text=True, check=True
    )
    own, told, *known = done.stdout.split()
    finished = list((tmp_path / "done").iterdir())
    assert {path.name for path in finished} == {str(n) for n in range(12)} - {"3", "4"}
    processes = {path.read_text() for path in finished}
    assert len(processes) > 1
    assert own not in processes
    assert int(told) == 12
    # The first process knows what was made; after a step that was lost, it looks for itself.
    assert {"0", "1", "2"} <= set(known) <= {path.name for path in finished}


def test_the_site_is_the_same_however_many_work_at_it(tmp_path: Path) -> None:
    sites = []
    for jobs in ("1", "2"):
        place = Place(tmp_path / jobs)
        for name in ("one-town", "two-town"):
            records = (initiative(f"{name}-{n}") for n in range(300))
            place.publisher(name, package(name, *records))
        done = subprocess.run(
            [
                sys.executable, "-m", "cpstandard", "build", "--data-only", "--jobs", jobs,
                "--registry", str(place.registry), "--out", str(place.site),
                "--workspace", str(place.folder / "work"), "--now", NOW,
            ],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        files = [path for path in sorted(place.site.rglob("*")) if path.is_file()]
        sites.append({str(p.relative_to(place.site)): p.read_bytes() for p in files})
    assert sites[0] == sites[1]
    assert len(sites[0]) > 20
