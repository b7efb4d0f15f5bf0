"""Writing a package holds a record at a time, whatever the form: memory does not grow with it."""

import subprocess
import sys

import pytest

_CODE = """
import json, resource, sys, tempfile
from cpstandard.core.record import Part, Records
from cpstandard.publish.downloads import FORMS
from cpstandard.publish.forms.pieces import write_at_once
from cpstandard.schema_store import schema_folder, standard
package = json.loads((schema_folder() / "1.0" / "examples" / "full.json").read_text("utf-8"))
record = package.pop("initiatives")[1]
count = int(sys.argv[2])
records = Records((Part("made", lambda: ({**record, "id": f"example-{n}"} for n in range(count))),))
form = next(form for form in FORMS if form.ending == sys.argv[1])
with tempfile.TemporaryFile() as out:
    write_at_once(form.pieces, package, records, out, standard())
    assert out.seek(0, 2) > count
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def megabytes(form: str, count: int) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _CODE, form, str(count)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "xlsx", "ods", "sqlite"])
def test_a_text_workbook_or_database_takes_no_more_memory_for_many_records(form: str) -> None:
    # Up to 16 MB of what has to be read twice stay in memory, then they go into a file.
    assert megabytes(form, 40_000) - megabytes(form, 1_000) <= 24


def test_parquet_takes_the_memory_of_a_group_of_rows() -> None:
    pytest.importorskip("duckdb")
    assert megabytes("parquet", 60_000) - megabytes("parquet", 20_000) <= 128
