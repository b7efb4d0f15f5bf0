"""Ids that do not begin with the publisher's."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record


@check(
    code="id-prefix",
    severity="error",
    message="The id “{id}” does not begin with the publisher's id, “{publisher}-”.",
    refs=("id",),
)
def id_prefix(record: Record, context: CheckContext) -> Iterator[Problem]:
    """The initiative's id does not begin with the publisher's id and a hyphen.

    The publisher's id in front keeps two publishers from giving the same id to two initiatives.

    Put the publisher's id and a hyphen in front of the id, and never change it again. A package
    that gathers records of several publishers says so with its field Aggregate.
    """
    if context.header.get("aggregate") is True:
        return
    publisher = context.header.get("publisher")
    prefix = publisher.get("id") if isinstance(publisher, dict) else None
    id_ = record["id"]
    if isinstance(prefix, str) and prefix and not id_.startswith(f"{prefix}-"):
        yield Problem("/id", {"id": id_, "publisher": prefix}, id_, f"{prefix}-{id_}")
