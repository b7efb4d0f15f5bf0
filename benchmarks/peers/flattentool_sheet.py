"""Turns a sheet into JSON with flatten-tool, and validates that with jsonschema.

Usage: python flattentool_sheet.py SHEET     (its headings are the paths of the values)

Writes the ids of the records that have errors. This is the way of the checkers of several open
data standards.
"""

import json
import sys
import tempfile
import warnings
from pathlib import Path

import flattentool
import jsonschema

from cpstandard.schema_store import standard


def main():
    sheet = Path(sys.argv[1])
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        source = sheet
        if sheet.suffix == ".csv":  # of CSV it reads every file of a folder
            source = Path(folder) / "sheets"
            source.mkdir()
            (source / "initiatives.csv").symlink_to(sheet)
        # It takes the types of the cells from the schema.
        schema = Path(folder) / "schema.json"
        schema.write_text(json.dumps(standard().initiative), encoding="utf-8")
        out = Path(folder) / "out.json"
        flattentool.unflatten(
            str(source),
            input_format=sheet.suffix[1:],
            output_name=str(out),
            root_list_path="initiatives",
            root_id="",
            id_name="id",
            schema=str(schema),
        )
        records = json.loads(out.read_text(encoding="utf-8"))["initiatives"]
    validator = jsonschema.Draft202012Validator(standard().initiative)
    wrong = [record.get("id") for record in records if not validator.is_valid(record)]
    print(json.dumps(wrong))


if __name__ == "__main__":
    main()
