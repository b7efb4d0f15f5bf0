"""Names that are an address, a number or a date."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import phrase
from cpstandard.core.record import Record
from cpstandard.core.screen import SPACES, at

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)

# A letter and no full stop, or a blank between letters: no address has one.
_WORDS = rf"^[^.]*[A-Za-z][^.]*$|[A-Za-z][^{SPACES}]* [^{SPACES}]"


@check(
    code="name-is-no-name",
    severity="warning",
    message="The name “{name}” is {thing}.",
    since="1.0",
    refs=("name",),
    bears_gaps=True,
    screen=at("name", meets={"pattern": _WORDS}),
)
def name_is_no_name(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """The name is a web address, or has no letter in it.

    Most often a column was pasted one place too far, and every name of the table is wrong.

    Write what the initiative is called by the people who run it.
    """
    name = record["name"]
    if not any(map(str.isalpha, name)):
        yield Problem(
            "/name", {"name": name, "thing": phrase("a number or a sign, without a letter")}
        )
    elif ("." in name) and _ADDRESS.fullmatch(name.strip()):
        yield Problem("/name", {"name": name, "thing": phrase("an address")})
