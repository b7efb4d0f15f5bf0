"""Validates a sheet with frictionless and a Table Schema; writes the rows that have errors.

Usage: python frictionless_sheet.py SHEET HEADINGS     (a JSON object: heading by path)

The schema says of each column what the standard says: its type, whether it is required, its codes,
its pattern, its bounds. frictionless ends after 1,000 errors, as it does unless told otherwise.
"""

import json
import sys

import pycountry
from frictionless import Resource, Schema, system

from cpstandard.schema_store import standard

NUMBERS = {
    "places/0/latitude": (-90, 90),
    "places/0/longitude": (-180, 180),
    "funding/0/amount": (0, 10**12),
}
REQUIRED = ("id", "name", "clusters", "places/0/country", "sources/0/title")
CODES = {
    "clusters": "cluster",
    "scope": "scope",
    "status/code": "status",
    "evidence/0/direction": "direction",
    "evidence/0/benefit": "benefit",
}
DAY = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
PATTERNS = {
    "started": DAY,
    "status/asOf": DAY,
    "updated": DAY,
    "website": r"https?://\S+",
    "sources/0/url": r"https?://\S+",
    "organisations/0/identifiers/0/id": r"[0-9A-Z]{8}",
}
ISO = {
    "places/0/country": [country.alpha_2 for country in pycountry.countries],
    "funding/0/currency": [currency.alpha_3 for currency in pycountry.currencies],
}


def field(path, heading):
    constraints = {"required": True} if path in REQUIRED else {}
    if path == "id":
        constraints["unique"] = True
    if path in CODES:
        constraints["enum"] = sorted(standard().codelists[CODES[path]].codes)
    if path in ISO:
        constraints["enum"] = ISO[path]
    if path in PATTERNS:
        constraints["pattern"] = PATTERNS[path]
    if path in NUMBERS:
        constraints["minimum"], constraints["maximum"] = NUMBERS[path]
    kind = "number" if path in NUMBERS else "string"
    return {"name": heading, "type": kind, "constraints": constraints}


def main():
    sheet, headings = sys.argv[1], json.loads(sys.argv[2])
    fields = [field(path, heading) for path, heading in headings.items()]
    with system.use_context(trusted=True):  # a path that is not below the working folder
        schema = Schema.from_descriptor({"fields": fields})
        report = Resource(path=sheet, schema=schema).validate()
    errors = report.flatten(["rowNumber", "note"])
    if any(number is None for number, _note in errors):
        sys.exit(f"frictionless could not read the sheet: {errors[:3]}")
    # Its rows count the heading as the first.
    print(json.dumps(sorted({number - 2 for number, _note in errors})))


if __name__ == "__main__":  # it starts processes that read this file again
    main()
