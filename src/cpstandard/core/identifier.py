"""Official identifiers, as text (standard 0.1) or in parts (1.0)."""

from collections.abc import Iterator, Mapping
from typing import Any

Identifier = str | Mapping[str, str]


def scheme_and_number(identifier: Identifier) -> tuple[str, str]:
    """Return the scheme and the number of an identifier of either version.

    ``GB-CHC-1234567`` and ``{"scheme": "GB-CHC", "id": "1234567"}`` give the same. The identifier
    has to be sound: text of another form raises ``ValueError``.
    """
    if isinstance(identifier, str):
        country, register, number = identifier.split("-", 2)
        return f"{country}-{register}", number
    return identifier["scheme"], identifier["id"]


def identifiers_of(record: Mapping[str, Any]) -> Iterator[tuple[str, Identifier]]:
    """Yield the identifiers of an initiative and of its organisations, each behind its pointer."""
    for index, identifier in enumerate(record.get("identifiers", ())):
        yield f"/identifiers/{index}", identifier
    for number, organisation in enumerate(record.get("organisations", ())):
        for index, identifier in enumerate(organisation.get("identifiers", ())):
            yield f"/organisations/{number}/identifiers/{index}", identifier
