"""The files that Co-operatives UK publishes or published, and their headings."""

import re

from cpstandard.ingest.register_table import Layout

ID, NAME = "CUK Organisation ID", "Registered Name"

ORGANISATIONS = Layout(
    "organisations",
    {
        ID: ("CUK ID", "Co-ops UK Identifier", "Co-operatives UK Organisation ID"),
        "Registered Number": ("Registration Number",),
        "Registrar": (),
        NAME: ("Organisation Name",),
        "Trading Name": (),
        "Legal Form": (),
        "Registered Street": (),
        "Registered City": ("Registered Town",),
        "Registered State/Province": ("Registered County",),
        "Registered Postcode": (),
        "UK Nation": ("Nation",),
        "SIC Code": (),
        "SIC section": (),
        **{f"SIC code - level {n}": () for n in range(2, 6)},
        **{
            f"SIC code - level {n} description": (f"Code Level {n} Description",)
            for n in range(2, 6)
        },
        "Sector - Simplified, High Level": ("Sector", "Sector - Simplified"),
        "FCA Reporting Classification": (),
        "Ownership Classification": ("Ownership",),
        "Registered Status": ("Status",),
        "Incorporation Date": (),
        "Dissolved Date": ("Dissolution Date",),
        "Website": ("Web site", "URL"),
        "Description": (),
    },
    (ID, NAME, "Registered Number"),
)
OUTLETS = Layout(
    "outlets",
    {
        ID: ("CUK ID", "Co-ops UK Identifier"),
        NAME: ("Organisation Name",),
        "Outlet Name": (),
        "Street": (),
        "City": ("Town",),
        "State/Province": ("County",),
        "Postcode": (),
        "Description": (),
        "Phone": ("Telephone",),
        "Website": ("Web site", "URL"),
    },
    (ID, NAME, "Outlet Name"),
)

# The releases from 2022 name the areas of the registered office, each with its official code, under
# headings that were seen only in a description of the release; they are known by their words.
_AREA = re.compile(
    r"(?:reg(?:istered)? )?(?:admin(?:istrative)? )?"
    r"(?P<area>county|district|ward|constituency|parish|region|lsoa|msoa|combined auth(?:ority)?)"
    r"(?: (?P<what>code|name))?"
)


def area_of(heading: str) -> tuple[str, str] | None:
    """Return the kind of area, and ``code`` or ``name``, that a heading of 2022 is about."""
    words = " ".join(re.sub(r"[^a-z]+", " ", heading.casefold()).split())
    found = _AREA.fullmatch(words)
    return (found["area"], found["what"] or "name") if found else None
