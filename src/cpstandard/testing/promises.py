"""What every importer promises, asked of one case at a time.

PYTEST_DONT_REWRITE: the sentence of a broken promise is all that there is to say of it.
"""

import contextlib
import difflib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from cpstandard import schema_store
from cpstandard.core.errors import UnusableInput
from cpstandard.core.finding import Finding, Severity
from cpstandard.core.importer import Imported, Skipped
from cpstandard.core.location import Location
from cpstandard.testing.case import EXPECTED, Case
from cpstandard.testing.coverage import silent_rows
from cpstandard.testing.watch import watching

_SHOWN = 40
_MOST = 10
_PRIVATE = "personal-data"
_UNLISTED = "unlisted-code"
_NAMES_SOMEBODY = re.compile(r"\w \w|@|\d{6}")  # a single word, such as a town, does not
_PACKAGE = Path(__file__).resolve().parents[1]


def pure(case: Case) -> None:
    """Open nothing but the document, use no network and write nothing on stdout."""
    seen: list[str] = []
    own = [case.path, _PACKAGE, schema_store.schema_folder(), case.code]
    options = case.options()
    with contextlib.suppress(UnusableInput):
        document = case.open()
        with watching(own) as seen:
            list(case.importer.read(document, options))
    did = "; it ".join(dict.fromkeys(seen))
    assert not seen, f"the importer may only read its document, but it {did}"


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
    """Make records without an error, and without a code that is all but a known one."""
    told = [
        finding
        for finding in case.findings
        if finding.severity is Severity.ERROR
        or (finding.code == _UNLISTED and finding.suggestion is not None)
    ]
    assert not told, _listed(case, told)


def private(case: Case) -> None:
    """Put nothing that it withholds into a record, nor what looks like a way to reach somebody."""
    told = [finding for finding in case.findings if finding.code == _PRIVATE]
    assert not told, _listed(case, told)
    for outcome in _outcomes(case):
        if isinstance(outcome, Imported):
            made = "\n".join(_texts(outcome.record)).casefold()
            for row in outcome.rows:
                for path in row.withheld:
                    value = row.peek(path)
                    text = value.strip().casefold() if isinstance(value, str) else ""
                    assert not _NAMES_SOMEBODY.search(text) or text not in made, (
                        f"{row.location}{row.location.pointer}: {path!r} is withheld, "
                        "and yet stands in the record"
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
    assert not silent, (
        f"nothing was said of {', '.join(silent[:5])}: yield a Skipped for it, "
        "or name it among the rows of an Imported"
    )


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
    for promise in (expected, valid, private, located, accounted, pure, deterministic, documented)
}
"""All promises by name, in the order in which they are asked."""


def _outcomes(case: Case) -> list[Imported | Skipped]:
    return [] if case.result.failure else case.outcomes()


def _listed(case: Case, findings: list[Finding]) -> str:
    """Return what the validator says, each line with the place in the document."""
    lines = []
    for finding in findings[:_MOST]:
        source = case.result.sources[(finding.location.row or 1) - 1]
        name = source.data["id"] if source.data else ""
        hint = f" Did you mean {finding.suggestion!r}?" if finding.suggestion is not None else ""
        lines.append(f"{source.location} ({name}): {finding.message}{hint}")
    more = [f"and {len(findings) - _MOST} more"] if len(findings) > _MOST else []
    return "\n".join([*lines, *more])


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _is_file_of_a_folder(case: Case, name: str) -> bool:
    """Return whether a whole file is the row: one of many in a folder or zip."""
    return bool(case.open().members()) and bool(name)


def _difference(old: str, new: str) -> str:
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), "expected", "made", n=1))
    more = [f"… and {len(lines) - _SHOWN} more lines"] if len(lines) > _SHOWN else []
    return "\n".join([*(line.rstrip() for line in lines[:_SHOWN]), *more])
