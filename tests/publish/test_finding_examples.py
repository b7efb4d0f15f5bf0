"""Every code's page has a bad example that gives the finding, and a good one that does not."""

import copy
import json
import re
from pathlib import Path

import openpyxl
import pytest
import yaml

import cpstandard
from anytown import GARDENS, HEADER
from cpstandard.publish.finding_examples import PATH, finding_examples
from cpstandard.schema_store import standard, versions
from cpstandard.validate.catalogue import all_codes, builtin_checks

# A fault of a check, and a pattern without a name: no file of the standard can show them.
IMPOSSIBLE = {"check-failed", "invalid-value"}
# What is told of several files beside each other, one file cannot show.
OF_SEVERAL_FILES = {"id-in-two-files", "unread-file"}
# No version has anything that is on its way out yet.
NOT_YET = {"deprecated-field", "deprecated-code"}
EXAMPLES = yaml.safe_load(PATH.read_text(encoding="utf-8"))


def spelt(text: str) -> str:
    """Put letters for what stands for so many, or digits."""
    signs = {"letters": "x", "digits": "1"}
    many = re.compile(r"\(([\d,]+) (letters|digits)\)")
    return many.sub(lambda m: signs[m[2]] * int(m[1].replace(",", "")), text)


def written(example: dict, folder: Path) -> Path:
    if "csv" in example or "json" in example:
        kind = "csv" if "csv" in example else "json"
        path = folder / f"ours.{kind}"
        path.write_text(spelt(example[kind]), encoding=example.get("encoding", "utf-8"))
        return path
    if "sheets" in example:
        path = folder / "ours.xlsx"
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in example["sheets"].items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(path)
        return path
    path = folder / "ours.jsonl"
    lines = [example["jsonl"]] if "jsonl" in example else records(example)
    header = {**HEADER, **example.get("package", {})}
    path.write_text(spelt("\n".join([json.dumps(header), *lines])), encoding="utf-8")
    return path


def records(example: dict) -> list[str]:
    whole = {"package", "initiative", "initiatives"} & set(example)
    fragments = example.get("initiatives") or [example.get("initiative", {}) if whole else example]
    made = [{**copy.deepcopy(GARDENS), **fragment} for fragment in fragments]
    return [json.dumps({k: v for k, v in each.items() if v is not None}) for each in made]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_bad_one_gives_the_finding_and_the_good_one_does_not(code: str, tmp_path: Path) -> None:
    for kind, wanted in (("bad", True), ("good", False)):
        path = written(EXAMPLES[code][kind], tmp_path)
        found = {finding.code for finding in cpstandard.validate(path).findings()}
        assert (code in found) is wanted, f"{kind}: {found}"


def test_every_code_has_an_example() -> None:
    codes = set(all_codes(builtin_checks()))
    for version in versions():
        each = standard(version)
        assert not [f for f in each.fields() if f.schema.get("deprecated")], "show deprecated-field"
        assert not [c for codes in each.codelists.values() for c in codes if c.deprecated]
    assert codes - set(EXAMPLES) == IMPOSSIBLE | NOT_YET | OF_SEVERAL_FILES
    assert set(EXAMPLES) <= codes


def test_examples_are_shown_whole() -> None:
    for code, example in finding_examples().items():
        assert example.bad != example.good, code
        assert "null" not in example.bad + example.good, code
