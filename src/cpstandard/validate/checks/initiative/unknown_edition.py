"""Counts of people in an edition that the record does not list."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import absent
from cpstandard.validate.nearest import nearest


@check(
    code="unknown-edition",
    severity="warning",
    message="“{edition}” is not the name of an edition of this initiative.",
    since="1.0",
    refs=("participation/*/edition", "editions/*/name"),
    screen=absent("participation/*/edition"),
)
def unknown_edition(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """A count says in which edition people took part, and the record lists no edition of that name.

    Readers who compare the rounds cannot put the count beside the right one.

    Write the edition's name as it stands among the editions, or add the edition there.
    """
    names: list[str] | None = None
    for index, count in enumerate(record.get("participation", ())):
        edition = count.get("edition")
        if edition is None:
            continue
        if names is None:
            names = [each["name"] for each in record.get("editions", ())]
        if edition not in names:
            meant = nearest(edition, names)
            pointer = f"/participation/{index}/edition"
            yield Problem(pointer, {"edition": edition}, edition, meant)
