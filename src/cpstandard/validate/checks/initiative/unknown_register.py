"""Prefixes of British registers that org-id.guide does not have."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.identifier import Identifier, identifiers_of, scheme_and_number
from cpstandard.core.record import Record
from cpstandard.core.registers import BRITISH
from cpstandard.core.screen import at
from cpstandard.validate.nearest import nearest

# What people write for a register whose prefix is another one.
_MEANT = {
    "GB-CC": "GB-CHC", "GB-CCEW": "GB-CHC", "GB-CHARITY": "GB-CHC", "GB-CH": "GB-COH",
    "GB-COMPANY": "GB-COH", "GB-OSCR": "GB-SC", "GB-CCNI": "GB-NIC", "GB-FCA": "GB-MPR",
}  # fmt: skip

_LISTED = {
    "type": "object",
    "properties": {"scheme": {"anyOf": [{"enum": sorted(BRITISH)}, {"not": {"pattern": "^GB-"}}]}},
}


@check(
    code="unknown-register",
    severity="info",
    message="{scheme} is not the prefix of a British register that org-id.guide lists.",
    since="1.0",
    refs=("identifiers/*/scheme", "organisations/*/identifiers/*/scheme"),
    bears_gaps=True,
    screen=at("identifiers/*", "organisations/*/identifiers/*", meets=_LISTED),
)
def unknown_register(record: Record, _context: CheckContext) -> Iterator[Problem]:
    """An identifier is said to be of a British register that org-id.guide does not know.

    The number joins the organisation to nothing, for nobody can tell where to look it up.

    Look the register's prefix up in org-id.guide, such as GB-CHC for English charities.
    """
    for pointer, identifier in identifiers_of(record):
        yield from _judge(identifier, pointer)


def _judge(identifier: Identifier, pointer: str) -> Iterator[Problem]:
    scheme, number = scheme_and_number(identifier)
    if not scheme.startswith("GB-") or scheme in BRITISH:
        return
    meant = _MEANT.get(scheme) or nearest(scheme, BRITISH)
    if isinstance(identifier, str):
        whole = f"{meant}-{number}" if meant else None
        yield Problem(pointer, {"scheme": scheme}, identifier, whole)
    else:
        yield Problem(f"{pointer}/scheme", {"scheme": scheme}, scheme, meant)
