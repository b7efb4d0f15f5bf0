"""Makes up records to search: the same for the same number, and none of a real initiative.

One in five is a record of the founding collection with another name and place; the others are as
short as those of registers, of the collection's sentences. Names grow with the number of records,
as they do for real: every third record brings a word that no other has.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PUBLISHERS = 100
_SYLLABLES = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "ar", "en", "ow")]
_ENDS = ("combe", "thorpe", "bridge", "ley", "ham", "mere", "stow", "garth", "ford", "holme", "wen")
_KINDS = (
    ("Community Land Trust", "community-land-trust"), ("Village Hall", "community-hub"),
    ("Community Energy", "community-energy"), ("Community Pub", "community-pub"),
    ("Food Bank", "food-bank"), ("Citizens' Jury", "citizens-jury"),
    ("Time Bank", "time-banking"), ("Community Shop", "community-shop"),
    ("Tenants' Co-operative", "co-operative"), ("Participatory Budget", "participatory-budgeting"),
)  # fmt: skip
_NATIONS = (
    ("GB-ENG", ("North West", "North East", "Yorkshire and The Humber", "East Midlands",
                "West Midlands", "East of England", "London", "South East", "South West"), "E06"),
    ("GB-SCT", ("Scotland",), "S12"), ("GB-WLS", ("Wales",), "W06"),
    ("GB-NIR", ("Northern Ireland",), "N09"),
)  # fmt: skip
_WEIGHTS = (70, 12, 12, 6)
_DIRECTIONS = ("positive", "mixed", "none", "negative", "not-yet-known")


def records(count: int) -> Iterator[dict[str, Any]]:
    """Yield ``count`` records."""
    collection = ROOT / "registry" / "data" / "founding" / "initiatives.json"
    originals = json.loads(collection.read_text("utf-8"))["initiatives"]
    sentences = sorted({s for each in originals for s in each["description"].split(". ") if s})
    chance = random.Random(count)
    for number in range(count):
        record = _short(number, chance, sentences)
        if number % 5 == 0:
            original = originals[number // 5 % len(originals)]
            name = f"{record['name'].rsplit(' ', 2)[0]} {original['name']}"
            record = {**original, **{k: record[k] for k in ("id", "places", "updated")}}
            record["name"], record["relations"] = name, []
        yield record


def publisher(number: int) -> str:
    return f"invented-{number % PUBLISHERS}"


def _short(number: int, chance: random.Random, sentences: list[str]) -> dict[str, Any]:
    title, practice = chance.choice(_KINDS)
    nation, regions, area = chance.choices(_NATIONS, _WEIGHTS)[0]
    town = _word(int(chance.paretovariate(0.6)) % 20_000)
    first = _word(100_000 + number) if number % 3 == 0 else town
    claims = [
        {"claim": chance.choice(sentences), "direction": chance.choice(_DIRECTIONS),
         "benefit": chance.choice(("health", "democracy", "cohesion")), "kind": "story"}
        for _ in range(chance.choice((0, 0, 0, 1, 2)))
    ]  # fmt: skip
    return {
        "id": f"{publisher(number)}-{number}",
        "name": f"Invented {first.title()} {title}",
        "description": ". ".join(chance.sample(sentences, 2)),
        "practices": [practice],
        "places": [{
            "name": f"Invented {town.title()}", "country": "GB", "subdivision": nation,
            "region": chance.choice(regions),
            "areaCodes": [{"scheme": "GSS", "code": f"{area}{chance.randrange(90):06}"}],
            "latitude": round(chance.uniform(50.5, 57.5), 4),
            "longitude": round(chance.uniform(-5, 1), 4),
        }],
        "started": str(int(2026 - chance.paretovariate(1) * 3) % 200 + 1827)[:4],
        "status": {"code": chance.choice(("active", "active", "ended")), "asOf": "2026"},
        "evidence": claims,
        "updated": f"20{chance.randrange(20, 26)}-{chance.randrange(1, 13):02}-01",
        "sources": [{"id": "s1", "title": "Invented"}],
    }  # fmt: skip


def _word(number: int) -> str:
    """Return the ``number``-th of many words that can be spoken."""
    number, end = divmod(number, len(_ENDS))
    parts = [_ENDS[end]]
    while True:
        number, syllable = divmod(number, len(_SYLLABLES))
        parts.insert(0, _SYLLABLES[syllable])
        if not number:
            return "".join(parts)
