"""R20: of two builds at once one wins, the other leaves, and no reader ever sees a mixture."""

import threading
from pathlib import Path

import pytest

from cpstandard.publish.manifest import damage_of
from reliability.forked import Builds

pytestmark = pytest.mark.reliability("R20")

ROUNDS = 5


def test_one_of_two_wins_and_readers_see_one_edition(tmp_path: Path, record_property) -> None:
    one, other = (Builds(tmp_path, "--data-only", "--keep", "40") for _ in range(2))
    other.said = tmp_path / "other.txt"
    one.version(0)
    assert one.build() == 0, one.words()
    over = threading.Event()
    seen: list[str] = []
    faults: list[str] = []

    def read() -> None:
        while not over.is_set():
            # A reader goes through the link once and reads on in the edition that it found.
            site = one.place.site.resolve()
            faults.extend(f"{site.name} {damage}" for damage in damage_of(site) if site.exists())
            seen.append(site.name)

    reader = threading.Thread(target=read)
    reader.start()
    left = won = 0
    try:
        for version in range(1, ROUNDS + 1):
            one.version(version)
            pair = [one.start(), other.start()]
            codes = [one.finish(child) for child in pair]
            for builds, code in zip((one, other), codes, strict=True):
                assert "Traceback" not in builds.words()
                if code == 2:
                    assert "Another build" in builds.words()
                    assert len(builds.words().strip().splitlines()) == 1
            # One that begins when the other is done finds that nothing changed.
            assert 0 in codes
            assert set(codes) <= {0, 2}
            left, won = left + codes.count(2), won + codes.count(0)
            assert one.published() == version
    finally:
        over.set()
        reader.join()
    record_property(
        "figure",
        f"{ROUNDS} pairs of builds: {left} left at once, {won} went through; {len(seen):,} readings "
        f"of {len(set(seen))} editions, {len(faults)} of a mixture",
    )
    assert faults == []
    assert len(set(seen)) > 1, "nobody read while it was built"
    assert left
