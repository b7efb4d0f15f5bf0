"""Measures ``cpstandard validate`` beside jsonschema alone, on records that are made up.

Usage: python benchmarks/validate.py [RECORDS]      (default: 10,000 records of about 2 KB)

Each runs as a process of its own, start-up and reading included.
"""

import json
import random
import sys
import tempfile
from pathlib import Path

from measuring import measure
from sheets import PRACTICES, SEED, WORDS

PEER = """
import json, sys
import jsonschema
from cpstandard.schema_store import standard

validator = jsonschema.Draft202012Validator(standard().initiative)
with open(sys.argv[1], encoding="utf-8") as lines:
    next(lines)
    wrong = sum(not validator.is_valid(json.loads(line)) for line in lines)
# A peer that gives up at the first fault would look fast: all records have to be sound.
sys.exit(f"{wrong} records are not sound" if wrong else 0)
"""


def words(chance, number):
    return " ".join(chance.choices(WORDS, k=number)).capitalize() + "."


def number_of(number):
    return [{"scheme": "GB-COH", "id": f"{number:08}"}]


def made_up(chance, number):
    """One sound record of about 2 KB; nothing in it is true."""
    practice, cluster = chance.choice(sorted(PRACTICES.items()))
    sources = [
        {
            "id": f"s{n}",
            "title": words(chance, 6),
            "url": f"https://example.org/{number}/{n}",
            "says": words(chance, 12),
        }
        for n in range(1, 4)
    ]
    return {
        "id": f"made-up-{number}",
        "name": f"{words(chance, 3)} {number}",
        "description": " ".join(words(chance, 14) for _ in range(6)),
        "website": f"https://example.org/{number}",
        "clusters": [cluster],
        "practices": [practice],
        "topics": chance.sample(WORDS, 2),
        "scope": "neighbourhood",
        "places": [
            {
                "name": f"Place {number}",
                "country": "GB",
                "latitude": round(chance.uniform(50.5, 57), 3),
                "longitude": round(chance.uniform(-4, 1), 3),
                "precision": "area",
            }
        ],
        "organisations": [
            {"name": words(chance, 3), "roles": ["lead"], "identifiers": number_of(number)},
            {"name": words(chance, 3), "roles": ["funder"]},
        ],
        "started": str(chance.randint(1980, 2024)),
        "status": {"code": "active", "asOf": "2026-01"},
        "funding": [
            {
                "kind": "grant",
                "amount": chance.randint(1, 9) * 1000,
                "currency": "GBP",
                "sources": ["s1"],
            }
        ],
        "evidence": [
            {
                "claim": words(chance, 12),
                "direction": "positive",
                "benefit": "cohesion",
                "figure": f"{number} people came",
                "sources": [f"s{n}"],
            }
            for n in (1, 2)
        ],
        "sources": sources,
        "provenance": {"assertedBy": "rule", "registerRecordId": str(number)},
        "updated": "2026-01-31",
    }


def write(path, records):
    chance = random.Random(SEED)
    header = {
        "standardVersion": "1.0",
        "publisher": {"id": "made-up", "name": "Nobody (made up)"},
        "licence": "CC0-1.0",
    }
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(header) + "\n")
        for number in range(records):
            file.write(json.dumps(made_up(chance, number), ensure_ascii=False) + "\n")


def main():
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.jsonl"
        write(path, records)
        size = path.stat().st_size / records
        runs = {
            "cpstandard validate": [sys.executable, "-m", "cpstandard", "validate", str(path)],
            "jsonschema alone": [sys.executable, "-c", PEER, str(path)],
        }
        print(f"{records:,} records of {size:,.0f} bytes")
        speeds = {}
        for name, command in runs.items():
            measured = measure(command)
            speeds[name] = records / measured.seconds
            print(f"{name:<20} {speeds[name]:>9,.0f} records/s  {measured.memory:>6,.0f} MB")
        ours, theirs = speeds.values()
        print(f"ratio                {ours / theirs:>9.1f}")


if __name__ == "__main__":
    main()
