"""Shows the difference between two versions of the standard as text."""

from collections.abc import Iterator, Sequence

from cpstandard.core.standard_diff import CodelistDiff, StandardDiff


def diff_lines(diff: StandardDiff) -> Iterator[str]:
    """Yield the lines that tell a person what differs, each kind under a heading of its own."""
    yield f"From {diff.old} to {diff.new}"
    removed = [f"{p} (now {diff.moved[p]})" if p in diff.moved else p for p in diff.removed]
    changed = [f"{p}: {'; '.join(map(str, changes))}" for p, changes in diff.changed.items()]
    added = [f"{name}: {', '.join(codes)}" for name, codes in diff.added_codelists.items()]
    codes = [f"{name}: {_codelist(found)}" for name, found in diff.codelists.items()]
    for title, lines in (
        ("Added fields", diff.added),
        ("Removed fields", removed),
        ("Changed fields", changed),
        ("Deprecated fields", diff.deprecated),
        ("Added codelists", added),
        ("Removed codelists", diff.removed_codelists),
        ("Changed codelists", codes),
    ):
        yield from _section(title, lines)


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title} ({len(lines)})"
        yield from (f"  {line}" for line in lines)


def _codelist(found: CodelistDiff) -> str:
    parts = (
        ("added", found.added),
        ("removed", found.removed),
        ("deprecated", found.deprecated),
        ("new title", found.retitled),
        ("added columns", found.columns),
    )
    return "; ".join(f"{word} {', '.join(values)}" for word, values in parts if values)
