"""Ids that do not begin with the publisher's."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import Ground, Screen, nested
from cpstandard.core.standard import Schema
from cpstandard.validate.prefix import prefix_of, with_prefix


def _prefixed(ground: Ground) -> Schema:
    return nested(("id",), {"pattern": f"^{re.escape(prefix_of(ground.header))}"})


@check(
    code="id-prefix",
    severity="error",
    message="The id “{id}” does not begin with the publisher's id, “{publisher}-”.",
    refs=("id",),
    bears_gaps=True,
    screen=Screen(schema=_prefixed),
)
def id_prefix(record: Record, context: CheckContext) -> Iterator[Problem]:
    """The initiative's id does not begin with the publisher's id and a hyphen.

    The publisher's id in front keeps two publishers from giving the same id to two initiatives.

    Put the publisher's id and a hyphen in front of the id, and never change it again. A package
    that gathers records of several publishers says so with its field Aggregate.
    """
    prefix, id_ = prefix_of(context.header), record["id"]
    if not id_.startswith(prefix):
        values = {"id": id_, "publisher": prefix.removesuffix("-")}
        yield Problem("/id", values, id_, with_prefix(prefix, id_))
