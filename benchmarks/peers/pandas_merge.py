"""Reads the tables of an extract with pandas, joins them, and keeps the names that hold a phrase.

Usage: python pandas_merge.py EXTRACT.zip

What a person with a notebook would do: the five tables that matter, read whole, joined on the
charity's number; a search for three phrases stands for the rules. Writes the number of charities.
"""

import io
import json
import sys
import zipfile

import pandas as pd

_KEY = "organisation_number"
_TABLES = ("charity", "charity_governing_document", "charity_classification",
           "charity_area_of_operation", "charity_other_names")  # fmt: skip


def read(archive, table):
    for name in archive.namelist():
        stem, _, ending = name.removeprefix("publicextract.").rpartition(".")
        if stem == table:
            data = archive.read(name)
            if ending == "json":
                return pd.DataFrame(json.loads(data.decode("utf-8-sig")))
            return pd.read_csv(io.BytesIO(data), sep="\t", dtype=str, quoting=3)
    sys.exit(f"no {table}")


def main():
    with zipfile.ZipFile(sys.argv[1]) as archive:
        charity, *others = [read(archive, table) for table in _TABLES]
    for number, other in enumerate(others):
        values = [c for c in other.columns if c not in charity.columns or c == "charity_name"]
        grouped = other.groupby(_KEY)[values].agg(list).add_suffix(f"_{number}")
        charity = charity.merge(grouped, left_on=_KEY, right_index=True, how="left")
    kept = charity[charity["charity_registration_status"] == "Registered"]
    named = kept["charity_name"].str.contains(
        "village hall|community centre|community shop", case=False
    )
    kept = kept[named]
    kept.to_json("/dev/null", orient="records")
    print(json.dumps(len(kept)))


main()
