"""Files with a few bytes changed, cut or doubled: the same draws each time, an answer for each."""

import random
import shutil

import pytest

from cpstandard.cli.commands.convert import command as convert
from cpstandard.schema_store import schema_folder
from reliability.judging import faults, judge

pytestmark = pytest.mark.reliability("R02")

SEED = 20_261_125
EACH = 25
FORMS = ["json", "jsonl", "csv", "xlsx", "ods"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """The example of the standard in every form."""
    folder = tmp_path_factory.mktemp("sound")
    source = schema_folder() / "1.0/examples/full.json"
    shutil.copy(source, folder / "a.json")
    for form in FORMS[1:]:
        convert.main([str(source), str(folder / f"a.{form}")], standalone_mode=False)
    return folder


def damaged(data, draw):
    """Return ``data`` with one to eight faults of the kinds that disks, mail and people make."""
    found = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(found))
        kind = draw.choice(["flip", "set", "cut", "double", "insert", "zero"])
        length = draw.choice([1, 2, 8, 64, 700])
        if kind == "flip":
            found[at] ^= 1 << draw.randrange(8)
        elif kind == "set":
            found[at] = draw.choice(b'\0\xff"{}[],\n\r<&')
        elif kind == "cut":
            del found[at : at + length]
        elif kind == "double":
            found[at:at] = found[at : at + length]
        elif kind == "insert":
            found[at:at] = draw.randbytes(length)
        else:
            found[at : at + length] = bytes(min(length, len(found) - at))
        if not found:
            break
    return bytes(found)


@pytest.mark.parametrize("form", FORMS)
def test_damaged_bytes_have_an_answer(sound, tmp_path, form, record_property):
    draw = random.Random(f"{SEED} {form}")
    folder = sound / f"a.{form}"
    if folder.is_dir():
        folder = max(folder.iterdir(), key=lambda path: path.stat().st_size)
    data = folder.read_bytes()
    paths = [tmp_path / f"{number}.{form}" for number in range(EACH)]
    for path in paths:
        path.write_bytes(damaged(data, draw))
    verdicts = judge(paths)
    record_property("figure", f"{form}: {EACH} damaged files, an answer each")
    assert not faults(verdicts)
    assert {verdict.code for verdict in verdicts} & {1, 2}
