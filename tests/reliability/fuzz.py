"""Fuzzes the doors by which strangers' bytes come in; what breaks is kept as a file.

Usage: python -m reliability.fuzz [--minutes N] [TARGET ...]       (`make fuzz`; see docs/fuzzing.md)

With atheris (`make fuzz` installs it where it has a wheel) what is tried follows the branches that
it reached; without, it is drawn at random. Ends with 1 where something broke.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
import traceback
from hashlib import sha256
from pathlib import Path

from reliability.mutating import changed

_PLUGINS = [path.name for path in Path(__file__).resolve().parents[2].glob("plugins/*/src/*")]
try:
    import atheris
except ImportError:  # it has no wheel for every Python
    atheris = None
    from reliability.fuzz_targets import TARGETS, Target
else:
    with atheris.instrument_imports(include=["cpstandard", *_PLUGINS]):
        from reliability.fuzz_targets import TARGETS, Target

KEPT = Path("fuzz-crashes")
_LONGEST = 1 << 16
_OURS = 0.5  # of the changes; the others are libFuzzer's own


def main(arguments: list[str]) -> int:
    """Fuzz each target for its share of the time, in a process of its own."""
    known = {target.name: target for target in TARGETS}
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="for all targets together")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(known))
    given = parser.parse_args(arguments)
    if unknown := set(given.targets) - set(known):
        parser.error(f"there is no target {', '.join(sorted(unknown))}")
    chosen = given.targets or list(known)
    seconds = max(1, round(given.minutes * 60 / len(chosen)))
    if given.one:
        return _fuzz(known[chosen[0]], seconds, guided=not given.plain)
    plain = ["--plain"] if given.plain else []
    broke = []
    for name in chosen:
        command = [sys.executable, "-m", "reliability.fuzz", "--one", *plain, name]
        done = subprocess.run([*command, "--minutes", str(seconds / 60)], check=False)
        if done.returncode:
            broke.append(name)
    print(f"broke: {', '.join(broke)}; see {KEPT}/" if broke else "nothing broke")
    return 1 if broke else 0


def _fuzz(target: Target, seconds: int, *, guided: bool) -> int:
    if guided and atheris is not None:
        _follow_branches(atheris, target, seconds)  # which ends the process
    return _draw(target, seconds)


def _draw(target: Target, seconds: int) -> int:
    """Try damaged seeds until the time is over; keep each new way of breaking."""
    seed = random.SystemRandom().randrange(1 << 32)
    draw, tried, broken = random.Random(seed), 0, set()
    seeds, end = target.seeds(), time.monotonic() + seconds
    while time.monotonic() < end:
        data = changed(draw.choice(seeds), draw)
        tried += 1
        try:
            target.run(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it should not have come
            where = traceback.extract_tb(error.__traceback__)[-1]
            if (where.filename, where.lineno) not in broken:
                broken.add((where.filename, where.lineno))
                _keep(target, data)
                traceback.print_exc(limit=-4)
    print(f"{target.name}: {tried:,} inputs from seed {seed}, {len(broken)} ways of breaking")
    return 1 if broken else 0


def _keep(target: Target, data: bytes) -> None:
    path = KEPT / target.name / sha256(data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"kept as {path}", file=sys.stderr)


def _follow_branches(atheris, target: Target, seconds: int) -> None:
    """Try what libFuzzer makes of the seeds, and of what reached a branch that none had reached."""
    folder = tempfile.mkdtemp(prefix="cpstandard-fuzz-")
    for number, data in enumerate(target.seeds()):
        (Path(folder) / str(number)).write_bytes(data)
    kept = KEPT / target.name
    kept.mkdir(parents=True, exist_ok=True)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        draw = random.Random(seed)
        return changed(data, draw)[:most] if draw.random() < _OURS else atheris.Mutate(data, most)

    options = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-artifact_prefix={kept}/"]
    options += ["-timeout=60", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"]
    atheris.Setup(
        [sys.argv[0], *options, folder],
        lambda data: _none(target.run(data)),
        custom_mutator=mutated,
    )
    atheris.Fuzz()


def _none(_word: str) -> None:
    """Return nothing, as libFuzzer wants it."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
