"""Measures how long a site takes to publish: from nothing, with nothing or with 1 % changed.

Usage: python benchmarks/site [INITIATIVES ...]      (default: 10,000 100,000)

The initiatives are those of ``benchmarks/scale`` (``registers.py``): a hundred publishers of equal
size, made of real samples with invented names and places, of which one gives other texts the second
time, and others again the third. The third edition is built in the folder of the first, as it is
with every later change of a directory. Each build is ``cpstandard build`` as a whole, a process of
its own and its children: the clock runs from the start of the interpreter to its end, memory is
that of all together, each page of it counted once. To look at that takes a twentieth of a core, and
the processes wait for it: so builds are timed with nobody looking, and looked at once more, from
nothing in a folder of its own and with a fourth edition. How much of each is publishing is told
beside it: all that comes after the records were read and checked, which is a look at the site as it
is, its folder, downloads in eight forms, the linking beside them, pages, static API, feeds,
manifest, reading back and the switch. Nothing is told apart where nothing changed, for the site is
then only held to its manifest.

Beside it a bare loop makes a short page of the same records with Jinja2 (``peer.py``). Ends with 1
where publishing took longer, or more memory, than is promised for 10,000 and for 100,000.
"""

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scale"))
import registers
from measuring import Measured, measure, measured_with

HERE = Path(__file__).resolve().parent

PUBLISHERS = 100
_COLD, _SAME = "from nothing", "nothing changed"
_CHANGED, _AGAIN = "1 % changed", "1 % once more"
_SECONDS = {_SAME: 10, _CHANGED: 15, _AGAIN: 15}
PROMISED = {10_000: {_COLD: 25, **_SECONDS}, 100_000: {_COLD: 180, **_SECONDS}}
"""Seconds of publishing, by the number of initiatives and what was done."""
MEMORY = 1536
"""MB that no build of those takes more than."""


@dataclass(frozen=True, slots=True)
class Build:
    """One build: how long publishing took of the whole, in seconds, and what came of it.

    ``processor`` is the processors' time for publishing, which tells more where others are at work.
    """

    measured: Measured
    publishing: float
    processor: float
    initiatives: int
    files: int
    changed: bool


def build(folder: Path, *, looking: bool = False) -> Build:
    command = [sys.executable, str(HERE / "staged.py"), str(folder)]
    measured = measure(command, looking=looking)
    told = json.loads(measured.output)
    begin = told["begin"]
    before = begin["Looking at the site as it is"] if told["changed"] else (0, 0)
    publishing, processor = measured.seconds - before[0], measured.cpu - before[1]
    return Build(
        measured, publishing, processor, told["initiatives"], told["files"], told["changed"]
    )


def tell(what: str, one: Build) -> None:
    whole = one.measured
    print(
        f"  {what:<16} {one.publishing:>7.1f} s publishing, {whole.seconds:>7.1f} s in all, "
        f"{one.processor:>7.1f} and {whole.cpu:>7.1f} s of processor",
        flush=True,
    )


def tell_memory(what: str, one: Build) -> None:
    print(
        f"  {what:<16} {one.measured.together:>7,.0f} MB together "
        f"({one.measured.memory:,.0f} with shared pages counted in each process)",
        flush=True,
    )


def run(count: int, shared: Path) -> tuple[dict[str, Build], dict[str, Build]]:
    """Return builds as they were timed, and as they were looked at."""
    with tempfile.TemporaryDirectory() as name:
        folder, other, each = Path(name, "timed"), Path(name, "looked-at"), count // PUBLISHERS
        registers.write_registry(folder / "registry", PUBLISHERS, each, shared)
        cold = build(folder)
        print(f"{cold.initiatives:,} initiatives of {PUBLISHERS} publishers, {cold.files:,} files")
        timed = {_COLD: cold}
        tell(_COLD, cold)
        timed[_SAME] = build(folder)
        tell(_SAME, timed[_SAME])
        for edition, what in enumerate((_CHANGED, _AGAIN), start=2):
            registers.write_publisher(folder / "registry", 0, each, shared, edition=edition)
            timed[what] = build(folder)
            tell(what, timed[what])
        beside(folder, cold)
        looked_at = {_SAME: build(folder, looking=True)}
        registers.write_publisher(folder / "registry", 0, each, shared, edition=4)
        looked_at[_CHANGED] = build(folder, looking=True)
        registers.write_registry(other / "registry", PUBLISHERS, each, shared)
        looked_at[_COLD] = build(other, looking=True)
        for what, one in looked_at.items():
            tell_memory(what, one)
        for builds in (timed, looked_at):
            if [what for what, one in builds.items() if not one.changed] != [_SAME]:
                sys.exit("A build took for changed what was not, or the other way about.")
    return timed, looked_at


def beside(folder: Path, cold: Build) -> None:
    """Print what a bare loop takes for a short page of each record."""
    table = folder / "site" / "data" / "initiatives.jsonl"
    peer = measure([sys.executable, str(HERE / "peer.py"), str(table), str(folder / "peer")])
    pages = int(peer.output)
    print(
        f"  bare Jinja2 loop {peer.seconds:>7.1f} s for {pages:,} short pages and nothing else, "
        f"{peer.memory:>6,.0f} MB: a file {1000 * peer.seconds / pages:.2f} ms, "
        f"of ours {1000 * cold.publishing / cold.files:.2f} ms "
        f"({cold.publishing / cold.files / (peer.seconds / pages):.2f} times)",
        flush=True,
    )


def main() -> None:
    shared = Path(os.environ.get("CPSTANDARD_SHARED", registers.ROOT.parent / "shared"))
    if not (shared / "data").is_dir():
        sys.exit(f"The real samples are not at {shared}; set CPSTANDARD_SHARED.")
    counts = [int(text.replace(",", "")) for text in sys.argv[1:]] or sorted(PROMISED)
    print(measured_with(), flush=True)
    broken = []
    for count in counts:
        timed, looked_at = run(count, shared)
        for what, seconds in PROMISED.get(count, {}).items():
            if timed[what].publishing > seconds:
                broken.append(f"{count:,}, {what}: promised are {seconds} s")
        for what, one in looked_at.items() if count in PROMISED else ():
            if one.measured.together > MEMORY:
                broken.append(f"{count:,}, {what}: promised are {MEMORY:,} MB")
    if broken:
        sys.exit("\n".join(broken))


main()
