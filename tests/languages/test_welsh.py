"""Whatever the validator can say has a translation with the same gaps, and nothing more has one."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from cpstandard.core.phrase import Phrase, Words, phrase
from cpstandard.languages import FOLDER, languages, words
from cpstandard.schema_store import standard

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(FOLDER.glob("*.po"))
HINT = "run: python scripts/translations.py, then translate what is empty"
TAG = re.compile(r"</?[a-z]+[0-9]*>")
GAP = re.compile(r"\{[^{}]*\}")


def _script() -> ModuleType:
    place = importlib.util.spec_from_file_location("translations", ROOT / "scripts/translations.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


script = _script()
SAID = {(each.template, each.many): each.place for each in script.said()}


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    found: Catalog = script.read(request.param)
    return found


@pytest.fixture
def welsh() -> Words:
    return words("cy", standard())


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def test_welsh_is_there() -> None:
    assert languages() == ["en", "cy"]


def test_everything_that_can_be_said_is_translated(catalogue: Catalog) -> None:
    there = {(*forms(m.id), "")[:2]: m for m in messages(catalogue)}
    missing = {f"{place}: {key[0]}" for key, place in SAID.items() if key not in there}
    assert missing == set(), HINT
    empty = [m.id for m in messages(catalogue) if not all(forms(m.string))]
    assert empty == [], HINT
    assert not [m.id for m in messages(catalogue) if m.fuzzy], HINT


def test_nothing_is_translated_that_is_no_longer_said(catalogue: Catalog) -> None:
    there = {(*forms(m.id), "")[:2] for m in messages(catalogue)}
    assert there - set(SAID) == set(), HINT
    assert catalogue.obsolete == {}


def test_translations_have_the_gaps_of_the_english(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        gaps = set(GAP.findall(forms(message.id)[0]))
        for text in forms(message.string):
            assert set(GAP.findall(text)) == gaps, message.id


def test_translations_have_the_elements_of_the_english(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for english, text in zip(forms(message.id), forms(message.string), strict=False):
            assert sorted(TAG.findall(text)) in (sorted(TAG.findall(english)), []), message.id
            assert text.count('"') == english.count('"'), message.id


def test_translations_begin_and_end_as_the_english(catalogue: Catalog) -> None:
    for message in messages(catalogue):
        for one, other in zip(forms(message.id), forms(message.string), strict=False):
            assert one[:1].isspace() == other[:1].isspace(), one
            assert one[-1:].isspace() == other[-1:].isspace(), one
            assert one.rstrip()[-1:] in ".?:" or other.rstrip()[-1:] not in ".:", one


def test_every_template_stands_where_it_can_be_found() -> None:
    # The words for patterns are read from their table.
    assert {where.split(":")[1] for where in script.unread()} == {
        "entry.asks",
        "PATTERNS[name].asks",
    }


def test_every_form_of_every_text_can_be_made(catalogue: Catalog, welsh: Words) -> None:
    for message in messages(catalogue):
        for text in forms(message.string):
            text.format(**{re.split("[:!]", gap.strip("{}"))[0]: 1234 for gap in GAP.findall(text)})
    one, many = "{count} initiative", "{count} initiatives"
    said = [welsh.many(one, many, n).format(count=n) for n in (0, 1, 2, 3, 6, 11)]
    assert said == ["0 menter", "1 fenter", "2 fenter", "3 menter", "6 menter", "11 menter"]


def test_numbers_bring_their_mutations(welsh: Words) -> None:
    code = [
        welsh.many("{count} more code", "{count} more codes", n).format(count=n)
        for n in (1, 2, 3, 4, 6)
    ]
    assert code == ["1 cod arall", "2 god arall", "3 chod arall", "4 cod arall", "6 chod arall"]


def test_what_has_no_translation_stays_english(welsh: Words) -> None:
    assert welsh.of(phrase("A plugin's {thing}.", thing=phrase("a number"))) == "A plugin's rhif."


def test_braces_of_strangers_are_left_alone(welsh: Words) -> None:
    said = welsh.of(phrase("{name} is empty.", name="{name} {0}"))
    assert said == "{name} {0}: mae’n wag."
    assert isinstance(said, Phrase)
    assert said.english == "{name} {0} is empty."


def test_titles_are_those_of_the_standard(welsh: Words) -> None:
    assert welsh.of(phrase("{owner} has no {field}.", owner=phrase("The initiative"), field="Name"))
    said = welsh.of(phrase("{field} is written in capitals.", field="Description"))
    assert said == "Disgrifiad: mae wedi’i ysgrifennu mewn priflythrennau."
    value = welsh.of(phrase("{field} is “{text}”, which says nothing.", field="Name", text="Name"))
    assert value == "Enw: “Name”, nad yw’n dweud dim."
