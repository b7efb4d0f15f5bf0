"""Measures ``cpstandard validate`` beside jsonschema alone, on records that are made up.

Usage: python benchmarks/validate.py [RECORDS]      (default: 50,000 records of about 2 KB)

Each runs as a process of its own, start-up and reading included. One record in fifty has a mistake:
ours has to find each of them, and nothing else.
"""

import json
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from measuring import measure
from sheets import PRACTICES, SEED, WORDS

MISTAKES = ("padded-text", "date-in-future", "unlisted-country")

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
                "name": words(chance, 2).rstrip("."),
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


def mistake_of(number):
    """Return the code of the mistake that a record has: one in fifty, of three kinds in turn."""
    return MISTAKES[number // 50 % 3] if number % 50 == 0 else None


def spoil(record, number):
    """Make a mistake that the structure allows, so that the peer reads every record to its end."""
    match mistake_of(number):
        case "padded-text":
            record["description"] += " "
        case "date-in-future":
            record["status"]["asOf"] = "2950-01"
        case "unlisted-country":
            record["places"][0]["country"] = "XQ"


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
            record = made_up(chance, number)
            spoil(record, number)
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def ours(path, jobs):
    name = "in one process" if jobs == 1 else f"in {jobs} processes"
    command = [sys.executable, "-m", "cpstandard", "validate", "--format", "json"]
    return f"cpstandard validate, {name}", [*command, "--jobs", str(jobs), str(path)]


def check_findings(output, records):
    """End the benchmark unless every mistake was found, and nothing else."""
    found = {group["code"]: group["count"] for group in json.loads(output)["groups"]}
    expected = Counter(code for n in range(records) if (code := mistake_of(n)))
    if found != dict(expected):
        sys.exit(f"found {found}, not {dict(expected)}")


def main():
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.jsonl"
        write(path, records)
        print(f"{records:,} records of {path.stat().st_size / records:,.0f} bytes")
        peer = measure([sys.executable, "-c", PEER, str(path)])
        show("jsonschema, structure alone", peer, records)
        for name, command in (ours(path, 1), ours(path, 2)):
            measured = measure(command, exits=(1,))
            check_findings(measured.output, records)
            show(name, measured, records)
            print(f"    times as fast as jsonschema: {peer.seconds / measured.seconds:.1f}")


def show(name, measured, records):
    speed, cpu = records / measured.seconds, measured.cpu
    print(f"{name:<38} {speed:>8,.0f} records/s {cpu:>6.1f} s CPU {measured.memory:>5,.0f} MB")


if __name__ == "__main__":
    main()
