"""What belongs to a person is found in text that is meant to hold it, and hardly ever elsewhere."""

from pathlib import Path

import pytest
import yaml

from cpstandard.validate import personal

TEXTS = yaml.safe_load((Path(__file__).parent / "personal_texts.yaml").read_text(encoding="utf-8"))


@pytest.mark.reliability("R23")
def test_recall_and_false_alarms_are_within_their_bounds(record_property):
    missed = [text for text in TEXTS["personal"] if not list(personal.found(text))]
    alarms = [text for text in TEXTS["plain"] if list(personal.found(text))]
    found = len(TEXTS["personal"]) - len(missed)
    record_property(
        "figure",
        f"{found} of {len(TEXTS['personal'])} found, {len(alarms)} false alarms in {len(TEXTS['plain'])}",
    )
    assert len(missed) <= 0.05 * len(TEXTS["personal"]), missed
    assert len(alarms) <= 0.02 * len(TEXTS["plain"]), alarms


@pytest.mark.parametrize("text", TEXTS["personal"])
def test_the_quick_look_passes_nothing_over(text):
    assert not list(personal.found(text)) or personal.may_hold(f"\x00id\x00{text}\x00")


@pytest.mark.reliability("R05")
@pytest.mark.parametrize(
    "text",
    [
        "contact " * 20_000,
        "lives at " + "A" * 100_000,
        "a@" * 50_000,
        "0" * 100_000,
        "+1 " * 50_000,
    ],
)
def test_long_texts_made_to_be_slow_are_done_soon(text):
    personal.may_hold(text)
    list(personal.found(text))
