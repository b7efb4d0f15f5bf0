"""Two claims, or two sums of money, of one record under the same id."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record
from cpstandard.core.screen import absent

_THINGS = (("evidence", phrase("claims")), ("funding", phrase("funding lines")))


@check(
    code="repeated-local-id",
    severity="error",
    message="Two {things} of this initiative have the id “{id}”.",
    since="1.0",
    refs=("evidence/*/id", "funding/*/id"),
    bears_gaps=True,
    screen=absent("evidence/*/id", "funding/*/id"),
)
def repeated_local_id(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """Two claims, or two sums of money, of one initiative have the same id.

    Nobody can tell to which of the two a rival or a part refers.

    Give each an id of its own: c1, c2, c3 for claims, f1, f2, f3 for sums.
    """
    for field, things in _THINGS:
        seen: set[str] = set()
        for index, item in enumerate(record.get(field, ())):
            id_ = item.get("id")
            if id_ is None:
                continue
            if id_ in seen:
                yield Problem(f"/{field}/{index}/id", {"things": things, "id": id_})
            seen.add(id_)
