"""Files with a few bytes changed, cut or doubled: the same draws each time, an answer for each."""

import random
import shutil

import pytest

from cpstandard.cli.commands.convert import command as convert
from cpstandard.schema_store import schema_folder
from reliability.judging import faults, judge
from reliability.mutating import damaged

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
