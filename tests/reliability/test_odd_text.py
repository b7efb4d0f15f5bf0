"""Odd Unicode goes through every form of a package and comes back as it was."""

import json

import pytest
from click.testing import CliRunner

from cpstandard.cli import main
from cpstandard.schema_store import schema_folder
from reliability.judging import judge

pytestmark = pytest.mark.reliability("R16")

OWN = [
    "\u202eturned\u202c", "e\u0301", "\u0065\u0301\u0323", "\u200bhidden", "ﬁne", "𝕊wan", "👩‍👩‍👧", "İI ıi",
    "\x1b[31mred", "a\x00b", "\ufeffmark", "\ufffe", "a\u2028b", "Ω≈ç√", "ลำ", "بهار", "=1+1", "_x000D_",
    "_x005F_", "<![CDATA[x]]>", "&amp;&lt;", "'; DROP TABLE", "{{7*7}}", "%s%n", "NULL", "NaN", "1e500",
    "0x10", "TRUE", "00123", "1/2", "a;b\\;c", "'quoted", '""', "–", "\x7f", "\x85", "Zalgo\u0315\u031b",
]  # fmt: skip


def package(texts):
    """Return a package (invented) that has each of ``texts`` as a description."""
    example = schema_folder() / "1.0/examples/smallest.json"
    made = json.loads(example.read_text(encoding="utf-8"))
    (record,) = made["initiatives"]
    made["initiatives"] = [
        {**record, "id": f"{record['id']}-{number}", "description": f"x{text}x"}
        for number, text in enumerate(texts)
    ]
    return made


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "ods"])
def test_odd_text_comes_back_from_every_form(tmp_path, form):
    came_back(package(OWN), form, tmp_path)


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "ods"])
def test_the_corpus_of_naughty_strings_comes_back(shared, tmp_path, form, record_property):
    strings = json.loads((shared / "data/corpora/blns/data/blns.json").read_text(encoding="utf-8"))
    assert len(strings) > 500
    came_back(package(strings), form, tmp_path)
    record_property("figure", f"{form}: {len(strings)} naughty strings come back as they were")


def came_back(sent, form, folder):
    source, way, back = folder / "a.json", folder / f"b.{form}", folder / "c.json"
    source.write_text(json.dumps(sent), encoding="utf-8")
    for pair in ((source, way), (way, back)):
        done = CliRunner().invoke(main, ["convert", *map(str, pair)])
        assert done.exit_code == 0, done.output
    assert json.loads(back.read_text(encoding="utf-8"))["initiatives"] == sent["initiatives"]
    (verdict,) = judge([way])
    assert not verdict.fault()
    assert verdict.records == len(sent["initiatives"])
