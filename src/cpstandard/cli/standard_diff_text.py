"""Shows the difference between two versions of the standard as text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cpstandard.core.standard import Schema, Standard
from cpstandard.core.standard_diff import Change, CodelistDiff, StandardDiff, field_name
from cpstandard.validate.patterns import PATTERNS


def diff_lines(diff: StandardDiff, new: Standard) -> Iterator[str]:
    """Yield the lines that tell a person what differs, each kind under a heading of its own.

    ``new`` is the newer of the two versions: it knows what the patterns are called.
    """
    yield f"From {diff.old} to {diff.new}"
    removed = [f"{p} (now {diff.moved[p]})" if p in diff.moved else p for p in diff.removed]
    nodes = {field_name(field.path, envelope=True): field.schema for field in new.envelope_fields()}
    nodes |= {field_name(field.path): field.schema for field in new.fields()}
    changed = [
        f"{path}: {'; '.join(_in_words(changes, nodes[path]))}"
        for path, changes in diff.changed.items()
    ]
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


def _in_words(changes: Sequence[Change], node: Schema) -> Iterator[str]:
    """Yield each change as a person reads it; what a pattern is called says more than it does."""
    for change in changes:
        if change.aspect.endswith("patternName"):
            yield str(replace(change, aspect=change.aspect.removesuffix("Name")))
        elif not change.aspect.endswith("pattern"):
            yield str(change)
        elif all(other.aspect != f"{change.aspect}Name" for other in changes):
            yield _pattern(change, node)


def _pattern(change: Change, node: Schema) -> str:
    """Say that a pattern is another one, though its name is the same, and what it asks for."""
    named = PATTERNS.get(str(node.get("items", node).get("patternName")))
    asks = f", for {named.asks}" if named else ""
    if not change.before:
        return f"{change.aspect} added{asks}"
    return f"{change.aspect} changed{asks}" if change.after else f"{change.aspect} removed"


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
