"""The rules held to rows that we wrote ourselves, and to charities labelled by people."""

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

from cpstandard.ingest.classification import Classifier, built_in, classify, read_rules

HERE = Path(__file__).resolve().parent


def our_rows() -> list[tuple[str, str, frozenset[str]]]:
    with (HERE / "labelled.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["name"], row["text"], frozenset(filter(None, row["practices"].split(";"))))
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize(("name", "text", "practices"), our_rows())
def test_a_row_of_ours(name: str, text: str, practices: frozenset[str]) -> None:
    assert {candidate.practice for candidate in classify(name, text)} == practices


@pytest.mark.parametrize("name", ["The Swan Inn Limited", "Swan Arms CIC"])
def test_what_a_name_tells_only_with_the_legal_form(name: str) -> None:
    assert classify(name) == []
    found = classify(name, codes={"uk-legal-form": ["community-benefit-society"]})
    assert [candidate.practice for candidate in found] == ["community-pub"]


def labels(root: Path):
    spec = importlib.util.spec_from_file_location(
        "labels", root / "benchmarks" / "classification" / "labels.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["labels"] = module
    spec.loader.exec_module(module)
    return module


def test_a_floor_on_labelled_charities(root: Path, shared: Path) -> None:
    module = labels(root)
    rows = module.read_labelled(shared / "data/registers/ukcat/sample_ccew.csv")
    assert len(rows) == 2450

    def ours(row, kind) -> bool:
        found = classify(row.name, row.text, purposes=row.purposes)
        return any(c.practice in kind.practices for c in found)

    whole = module.any_of(rows, module.AIM, ours)
    assert whole.precision >= 0.9
    assert whole.recall >= 0.6
    for half in (module.TUNED, module.KEPT_ASIDE):
        part = module.any_of([row for row in rows if row.half == half], module.AIM, ours)
        assert part.precision >= 0.85
        assert part.recall >= 0.58


def test_the_rules_are_worth_their_place() -> None:
    """Codes alone tell a practice of community interest companies only."""
    assert len(built_in()) > 80
    for rule in built_in():
        form = rule.codes.get("uk-legal-form", frozenset())
        assert rule.phrases or form == {"community-interest-company"}, rule.rule
    assert Classifier(built_in()).classify("Inventon Village Hall")
    folder = HERE.parents[2] / "src/cpstandard/ingest/classification/rules"
    assert read_rules(folder) == built_in()
