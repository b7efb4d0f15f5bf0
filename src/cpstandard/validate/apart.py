"""Which checks can be asked of a record whose structure has faults elsewhere."""

from collections.abc import Iterable, Iterator

from cpstandard.core.check import Check
from cpstandard.validate.explain import Fault, Path


def apart_from(faults: Iterable[Fault], checks: Iterable[Check]) -> list[Check]:
    """Return those of ``checks`` that look only at fields which no fault touches.

    A fault in a group of fields, or in a field inside one, touches all of it.
    """
    touched = [path for fault in faults for path in _touched(fault)]
    return [
        check
        for check in checks
        if check.only_refs
        and not any(_meet(ref.split("/"), path) for ref in check.refs for path in touched)
    ]


def _touched(fault: Fault) -> Iterator[Path]:
    if not fault.missing:
        yield fault.path
    for name in fault.missing:
        yield (*fault.path, name)


def _meet(ref: list[str], path: Path) -> bool:
    """Return whether one of the two is the other, or stands inside it."""
    return all(name in ("*", str(part)) for name, part in zip(ref, path, strict=False))
