"""Licences that let anybody use, change and share data, by SPDX id, and where they are kept.

After the Open Definition (opendefinition.org), for data and text.
"""

OPEN_LICENCES = (
    "CC0-1.0",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CC-BY-SA-3.0",
    "CC-BY-SA-4.0",
    "CC-PDDC",
    "CDLA-Permissive-1.0",
    "CDLA-Permissive-2.0",
    "CDLA-Sharing-1.0",
    "DL-DE-BY-2.0",
    "DL-DE-ZERO-2.0",
    "etalab-2.0",
    "NLOD-1.0",
    "NLOD-2.0",
    "ODbL-1.0",
    "ODC-By-1.0",
    "OGL-Canada-2.0",
    "OGL-UK-1.0",
    "OGL-UK-2.0",
    "OGL-UK-3.0",
    "PDDL-1.0",
    "MIT",
)

CLOSED_LICENCES = (
    "CC-BY-NC-3.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-ND-3.0",
    "CC-BY-NC-ND-4.0",
    "CC-BY-NC-SA-3.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-3.0",
    "CC-BY-ND-4.0",
)
"""Licences that forbid some use: known, but not open."""

LICENCE_ADDRESSES = (
    "https://creativecommons.org/licenses/by/",
    "https://creativecommons.org/licenses/by-sa/",
    "https://creativecommons.org/publicdomain/",
    "https://opendatacommons.org/licenses/",
    "https://spdx.org/licenses/",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/",
    "https://cdla.dev/",
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    "https://www.govdata.de/dl-de/",
    "https://data.norge.no/nlod/",
)
"""How the addresses of open licences begin, without regard to ``http`` or ``https``."""


def forbids_some_use(licence: str) -> bool:
    """Return whether a licence is known to be closed, or is an address that no open one has."""
    address = licence.replace("http://", "https://", 1)
    return licence in CLOSED_LICENCES or (
        licence.startswith("http") and not address.startswith(LICENCE_ADDRESSES)
    )
