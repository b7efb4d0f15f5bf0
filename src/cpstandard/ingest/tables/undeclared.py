"""Tells sheets and columns of an extension that a package does not name from those of nobody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cpstandard.core.finding import Finding, Severity
from cpstandard.core.phrase import phrase
from cpstandard.core.standard import Standard
from cpstandard.core.table import Table
from cpstandard.ingest.tables.layout import Layout, find_layout

_UNREAD = frozenset({"skipped-sheet", "unknown-heading"})


def name_extensions(
    layout: Layout,
    tables: Sequence[Table],
    file: str,
    extended: Mapping[str, Standard],
    *,
    escaped: bool,
) -> None:
    """Say in the findings of ``layout`` what is not read for want of an extension's name.

    ``extended``: the standard with one more extension, by the extension's id.
    """
    if not any(found.code in _UNREAD for found in _all(layout)):
        return
    for name, standard in extended.items():
        left = {_key(f) for f in _all(find_layout(tables, file, standard, escaped=escaped))}
        for findings in _lists(layout):
            findings[:] = [
                _undeclared(found, name)
                if found.code in _UNREAD and _key(found) not in left
                else found
                for found in findings
            ]


def _lists(layout: Layout) -> Iterator[list[Finding]]:
    yield layout.findings
    if layout.main is not None:
        yield layout.main.findings
    for head in layout.lists.values():
        yield head.findings


def _all(layout: Layout) -> Iterable[Finding]:
    return (found for findings in _lists(layout) for found in findings)


def _key(found: Finding) -> tuple[str, str | None, str | None]:
    return found.code, found.location.sheet, found.location.cell


def _undeclared(found: Finding, name: str) -> Finding:
    what = phrase("The column “{heading}”", heading=found.value)
    if found.code == "skipped-sheet":
        what = phrase("The sheet “{sheet}”", sheet=found.location.sheet)
    message = phrase(
        "{what} is of the extension {name}, which the package does not name, so it is "
        "not read. Write {name} as the value of Extensions, where the package says its "
        "publisher.",
        what=what,
        name=name,
    )
    words = {"extension": name}
    return Finding(
        "undeclared-extension", Severity.ERROR, message, found.location, parameters=words
    )
