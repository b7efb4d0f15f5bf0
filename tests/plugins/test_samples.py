"""The table in plugins/README.md tells the truth, and what is made of real registers is valid."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("samples_table", ROOT / "scripts/samples_table.py")
samples_table = importlib.util.module_from_spec(SPEC)
sys.modules["samples_table"] = samples_table
SPEC.loader.exec_module(samples_table)

SAMPLES = samples_table.samples()
REFRESH = "run  python scripts/samples_table.py  and read what changed"
WITHOUT = {"acv", "decidim", "pabulib"}  # no sample lies there, as their READMEs say


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s.importer}-{s.file}")
def test_a_real_sample_is_accounted_for_and_valid(shared: Path, sample) -> None:
    found = samples_table.measured(sample, shared / "data/registers")
    assert found.errors == ()
    text = (ROOT / "plugins/README.md").read_text(encoding="utf-8")
    assert f"| {' | '.join(found.counts())} | " in text, REFRESH
    assert found.reasons() in text, REFRESH
    if found.refusal:
        assert "\n" not in found.refusal
        return
    rows, skipped = found.report["rows"], found.report["skipped"]
    assert rows["read"] == rows["used"] + rows["skipped"]
    assert rows["skipped"] == sum(skipped.values())


def test_every_importer_has_a_real_sample_or_none_can_be_had() -> None:
    plugins = {path.name.removeprefix("cpstandard-") for path in ROOT.glob("plugins/cpstandard-*")}
    assert plugins - {sample.importer for sample in SAMPLES} == WITHOUT


def test_the_table_names_every_sample_and_no_other() -> None:
    text = (ROOT / "plugins/README.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    named = [(row[0].removeprefix("| "), row[1].strip("`")) for row in rows]
    assert named == [(sample.importer, sample.file) for sample in SAMPLES], REFRESH
