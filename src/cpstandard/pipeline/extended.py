"""The extensions whose fields the records of a directory use."""

from collections.abc import Iterable
from functools import cache

from cpstandard import schema_store
from cpstandard.core.extension import uses
from cpstandard.core.record import Record


def extensions_used(records: Iterable[Record]) -> list[str]:
    """Return the ids of the extensions with a field in any of ``records``, in their order."""
    missing = dict(_fields())
    used = set()
    for record in records:
        for name in [n for n, paths in missing.items() if any(uses(record, p) for p in paths)]:
            used.add(name)
            del missing[name]
        if not missing:
            break
    return sorted(used)


@cache
def _fields() -> dict[str, list[tuple[str, ...]]]:
    """Return the paths of the topmost fields that each extension adds."""
    core = {field.path for field in schema_store.standard().fields()}
    found = {}
    for name in schema_store.extensions_of(schema_store.LATEST):
        whole = schema_store.standard(schema_store.LATEST, (name,))
        added = [field.path for field in whole.fields() if field.path not in core]
        found[name] = [path for path in added if not _is_below(path, added)]
    return found


def _is_below(path: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> bool:
    return any(path != other and path[: len(other)] == other for other in others)
