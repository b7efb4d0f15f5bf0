"""Web addresses that lead nowhere in public."""

import re
from collections.abc import Iterator
from functools import lru_cache

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import every

# A host of two parts or more whose last part is no number and no name of private networks.
_PUBLIC = re.compile(
    r"(?:[^\s@:.]+\.)+(?!(?:local|localhost|internal|lan|test|invalid)\b)"
    r"[^\s@:.\d][^\s@:.]*\.?(?::\d+)?",
    re.IGNORECASE,
)

# What nearly all addresses look like.
_COMMON = (
    "^https?://(?:[A-Za-z0-9-]+[.])+(?:[a-z]{2}|com|org|net|info|coop|scot|wales|cymru)(?:[/?#]|$)"
)


@check(
    code="doubtful-link",
    severity="warning",
    message="{address} is not an address that the public can open.",
    refs=("website", "links/*/url", "sources/*/url", "provenance/registerUrl"),
    bears_gaps=True,
    screen=every(["web-address"], {"pattern": _COMMON}),
)
def doubtful_link(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A web address names no public site: a name without a dot, a number, or a private network.

    Readers who follow the link arrive nowhere, or on a machine of their own.

    Give the address at which the page can be opened from anywhere.
    """
    for link in context.values(record, "web-address"):
        address = link.value
        if not _is_public(address.split("/", 3)[2]):
            yield Problem(link.pointer, {"address": address}, address)


@lru_cache(maxsize=4096)
def _is_public(authority: str) -> bool:
    return _PUBLIC.fullmatch(re.split(r"[?#]", authority, maxsplit=1)[0]) is not None
