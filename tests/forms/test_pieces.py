"""What is joined from pieces has the bytes of what is written at once, wherever it was cut."""

import io
import json
import sqlite3
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cpstandard.core.errors import UnusableInput
from cpstandard.publish.downloads import FORMS
from cpstandard.publish.forms import WRITERS
from cpstandard.publish.forms.pieces import write_at_once
from cpstandard.schema_store import extensions, schema_folder, standard
from registry_place import initiative

STANDARD = standard("1.0", extensions())
HEADER = {"standardVersion": "1.0", "publisher": {"id": "ex", "name": "Ex"}, "licence": "CC0-1.0"}
FULL = json.loads((schema_folder() / "1.0/examples/full.json").read_text("utf-8"))["initiatives"]
# Records that need few columns, and more, and many places; a text that CSV has to quote.
RECORDS = [
    initiative("ex-a"),
    *FULL,
    initiative("ex-b", description='one, "two"\nthree\r\n=4', places=[]),
    initiative("ex-c", places=[{"name": f"Place {n}", "country": "GB"} for n in range(7)]),
    initiative("ex-d", sources=[]),
]
TEXTS = [form for form in FORMS if form.ending not in ("sqlite", "parquet")]


@pytest.mark.parametrize("form", TEXTS, ids=lambda form: form.ending)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cuts=st.lists(st.integers(0, len(RECORDS)), max_size=4), count=st.integers(0, len(RECORDS)))
def test_joined_is_as_written_at_once(tmp_path: Path, form, cuts, count) -> None:
    records = RECORDS[:count]
    whole = io.BytesIO()
    write = WRITERS.get(f".{form.ending}", partial(write_at_once, form.pieces))
    write(HEADER, records, whole, STANDARD)
    paths = []
    for number, (begin, end) in enumerate(pairwise([0, *sorted(cuts), len(RECORDS)])):
        paths.append(tmp_path / f"{number}.piece")
        with paths[-1].open("wb") as out:
            form.pieces.write(records[begin:end], out, STANDARD)
    joint = io.BytesIO()
    form.pieces.join(HEADER, paths, joint, STANDARD)
    assert joint.getvalue() == whole.getvalue()
    if form.pieces.shape:
        # What was fitted beside another envelope serves, for nothing of that is in it.
        other = form.pieces.shape({**HEADER, "licence": "CC-BY-4.0"}, paths, STANDARD)
        fitted = [path.with_suffix(".fitted") for path in paths]
        for path, rows in zip(paths, fitted, strict=True):
            with rows.open("wb") as out:
                other.fit(path, out)
        shape = form.pieces.shape(HEADER, paths, STANDARD)
        assert shape.key == other.key
        joint = io.BytesIO()
        shape.join(fitted, joint)
        assert joint.getvalue() == whole.getvalue()


def cut(tmp_path: Path, form, *places: int) -> list[Path]:
    paths = []
    for number, (begin, end) in enumerate(pairwise([0, *places, len(RECORDS)])):
        paths.append(tmp_path / f"{form.ending}-{number}-{len(places)}.piece")
        with paths[-1].open("wb") as out:
            form.pieces.write(RECORDS[begin:end], out, STANDARD)
    return paths


def test_a_database_of_pieces_has_the_rows_of_one(tmp_path: Path) -> None:
    (form,) = (form for form in FORMS if form.ending == "sqlite")
    dumps = []
    for places in ((), (1, 1, 3)):
        path = tmp_path / f"{len(places)}.sqlite"
        with path.open("w+b") as out:
            form.pieces.join(HEADER, cut(tmp_path, form, *places), out, STANDARD)
        with closing(sqlite3.connect(path)) as database:
            dumps.append(list(database.iterdump()))
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > 100
    once = cut(tmp_path, form)[0]
    with pytest.raises(UnusableInput, match="Two records have the id"):
        form.pieces.join(HEADER, [once, once], io.BytesIO(), STANDARD)


def test_parquet_of_pieces_has_the_rows_of_one(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    (form,) = (form for form in FORMS if form.ending == "parquet")
    rows = []
    for places in ((), (1, 1, 3)):
        path = tmp_path / f"{len(places)}.parquet"
        with path.open("w+b") as out:
            form.pieces.join(HEADER, cut(tmp_path, form, *places), out, STANDARD)
        rows.append(duckdb.sql(f"SELECT * FROM read_parquet('{path}')").fetchall())
    assert rows[0] == rows[1]
    assert len(rows[0]) == len(RECORDS)


def test_parquet_of_packages_has_their_rows_and_an_envelope_of_its_own(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    (form,) = (form for form in FORMS if form.ending == "parquet")
    assert form.pieces.join_packages is not None
    packages = []
    for number, piece in enumerate([*cut(tmp_path, form, 1, 3), *cut(tmp_path, form, 0)]):
        packages.append(tmp_path / f"{number}.parquet")
        with packages[-1].open("w+b") as out:
            form.pieces.join({"title": f"{number}"}, [piece], out, STANDARD)
    whole = tmp_path / "whole.parquet"
    with whole.open("w+b") as out:
        form.pieces.join_packages(HEADER, packages, out, STANDARD)
    at_once = tmp_path / "at_once.parquet"
    with at_once.open("w+b") as out:
        form.pieces.join(HEADER, [*cut(tmp_path, form), *cut(tmp_path, form)], out, STANDARD)
    rows, expected = (
        duckdb.sql(f"SELECT * FROM read_parquet('{path}')").fetchall() for path in (whole, at_once)
    )
    assert rows == expected
    assert len(rows) == 2 * len(RECORDS)
    told = duckdb.sql(f"SELECT value FROM parquet_kv_metadata('{whole}')").fetchall()
    assert [json.loads(value) for (value,) in told] == [HEADER]


def test_forms_with_pieces_of_a_kind_write_the_same_pieces() -> None:
    kinds = {form.pieces.kind: form.pieces.write for form in FORMS}
    assert all(form.pieces.write is kinds[form.pieces.kind] for form in FORMS)
    assert len(kinds) < len(FORMS)
