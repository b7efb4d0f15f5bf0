"""A slice of the fuzzing for every day: the same draws each time; and all that ever broke."""

import random
from pathlib import Path

import pytest

from reliability.fuzz_targets import READ, TARGETS
from reliability.mutating import changed

pytestmark = pytest.mark.reliability("R02")

SEED = 20_261_126
CASES = Path(__file__).with_name("cases")
KEPT = [
    (target, path)
    for target in TARGETS
    for path in sorted((CASES / target.name).glob("*"))
    if path.is_file()
]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_the_sound_files_are_read(target):
    assert {target.run(data) for data in target.seeds()} == {READ}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_slice(target, record_property):
    draw, seeds, words = random.Random(f"{SEED} {target.name}"), target.seeds(), []
    for _ in range(target.examples):
        data = changed(draw.choice(seeds), draw)
        try:
            words.append(target.run(data))
        except Exception as error:
            # The bytes are wanted to make a case of them.
            error.add_note(f"{target.name} broke on {data!r}"[:5000])
            raise
    read = words.count(READ)
    record_property("figure", f"{target.name}: {len(words)} damaged files, {read} of them read")
    # Were all refused at the door, nothing behind it would have been tried.
    assert read > len(words) / 20


@pytest.mark.parametrize(("target", "path"), KEPT, ids=lambda value: getattr(value, "name", ""))
def test_what_once_broke(target, path):
    target.run(path.read_bytes())


def test_every_case_is_of_a_target():
    assert {path.name for path in CASES.iterdir()} <= {target.name for target in TARGETS}
