"""Official identifiers, as text (standard 0.1) or in parts (1.0)."""

from collections.abc import Mapping


def scheme_and_number(identifier: str | Mapping[str, str]) -> tuple[str, str]:
    """Return the scheme and the number of an identifier of either version.

    ``GB-CHC-1234567`` and ``{"scheme": "GB-CHC", "id": "1234567"}`` give the same. The identifier
    has to be sound: text of another form raises ``ValueError``.
    """
    if isinstance(identifier, str):
        country, register, number = identifier.split("-", 2)
        return f"{country}-{register}", number
    return identifier["scheme"], identifier["id"]
