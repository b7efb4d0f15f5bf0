"""What every importer promises, asked of one case at a time."""

import contextlib
import difflib
import inspect
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs

from cpstandard import schema_store
from cpstandard.core.errors import UnusableInput
from cpstandard.core.importer import Imported, Skipped
from cpstandard.core.location import Location
from cpstandard.testing.case import EXPECTED, Case
from cpstandard.testing.coverage import silent_rows
from cpstandard.testing.watch import watching

_SHOWN = 40
_MOST = 10
_PACKAGE = Path(__file__).resolve().parents[1]


def pure(case: Case) -> None:
    """Open nothing but the document, use no network and write nothing on stdout."""
    seen: list[str] = []
    own = [case.path, _PACKAGE, schema_store.schema_folder(), _code(case)]
    options = case.options()
    with contextlib.suppress(UnusableInput):
        document = case.open()
        with watching(own) as seen:
            list(case.importer.read(document, options))
    assert not seen, f"the importer may only read its document, but it {'; it '.join(seen)}"


def deterministic(case: Case) -> None:
    """Give the same bytes for the same input."""
    first, second = case.result.to_text(), case.run().to_text()
    assert first == second, f"the same input gave two results:\n{_difference(first, second)}"


def located(case: Case) -> None:
    """Say of every record where in the document it stands."""
    nowhere = [outcome for outcome in _outcomes(case) if not outcome.rows]
    assert not nowhere, f"{nowhere[0]!r:.200} has no rows"
    for outcome in _outcomes(case):
        for row in outcome.rows:
            place = row.location
            bare = place == Location(file=place.file)
            assert not bare or _is_file_of_a_folder(case, place.file), (
                f"a row has no place: {place}"
            )


def valid(case: Case) -> None:
    """Make records as the standard has them."""
    validator = jsonschema_rs.validator_for(schema_store.standard().initiative)
    mistakes: list[str] = []
    for source in case.result.sources:
        place = source.locate("")
        for error in validator.iter_errors(source.data):
            at = "/".join(str(part) for part in error.instance_path)
            mistakes.append(f"{place}{place.pointer} {at or 'record'}: {error.message}")
    more = f"\nand {len(mistakes) - _MOST} more" if len(mistakes) > _MOST else ""
    assert not mistakes, "\n".join(mistakes[:_MOST]) + more
    ids = [record["id"] for record in case.result.records]
    assert len(ids) == len(set(ids)), (
        f"ids occur twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    )


def accounted(case: Case) -> None:
    """Give every row exactly one outcome, which the report counts."""
    report, outcomes = case.result.report, _outcomes(case)
    rows = [row for outcome in outcomes for row in outcome.rows]
    assert len({id(row) for row in rows}) == len(rows), "a row has two outcomes"
    if case.result.failure:
        return
    assert report.rows == len(rows), f"the report counts {report.rows} rows of {len(rows)}"
    assert report.rows == report.rows_used + sum(report.skipped.values()), "rows do not add up"
    silent = silent_rows(case.open(), outcomes)
    assert not silent, f"nothing was said of {', '.join(silent[:5])}: yield a Skipped for it"


def documented(case: Case) -> None:
    """Describe every option, and name it in the README."""
    readme = next(p / "README.md" for p in case.folder.parents if (p / "pyproject.toml").is_file())
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    for name, field in case.importer.Options.model_fields.items():
        assert field.description, f"option {name} has no description"
        assert f"`{field.alias or name}`" in text, f"{readme.name} does not name option {name}"


def expected(case: Case) -> None:
    """Make the records and the report of ``expected.json``."""
    file = case.folder / EXPECTED
    advice = "write it with  pytest --write-expected  and read it before you commit it"
    assert file.is_file(), f"{case.folder.name} has no {EXPECTED}: {advice}"
    wanted = file.read_text(encoding="utf-8")
    made = case.result.to_text()
    if json.loads(made) != json.loads(wanted):
        raise AssertionError(
            f"{case.folder.name} differs from {EXPECTED}; if that is right, {advice}.\n"
            f"{_difference(wanted, made)}"
        )


PROMISES: dict[str, Callable[[Case], None]] = {
    promise.__name__: promise
    for promise in (expected, valid, located, accounted, pure, deterministic, documented)
}
"""All promises by name, in the order in which they are asked."""


def _outcomes(case: Case) -> list[Imported | Skipped]:
    return [] if case.result.failure else case.outcomes()


def _code(case: Case) -> Path:
    """Return the folder of the importer's own package, whose data files it may read."""
    path = Path(inspect.getfile(type(case.importer))).resolve()
    while (path.parent / "__init__.py").is_file():
        path = path.parent
    return path


def _is_file_of_a_folder(case: Case, name: str) -> bool:
    """Return whether a whole file is the row: one of many in a folder or zip."""
    return bool(case.open().members()) and bool(name)


def _difference(old: str, new: str) -> str:
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), "expected", "made", n=1))
    more = [f"… and {len(lines) - _SHOWN} more lines"] if len(lines) > _SHOWN else []
    return "\n".join([*(line.rstrip() for line in lines[:_SHOWN]), *more])
