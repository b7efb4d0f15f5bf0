"""What a site may go without, or show otherwise: its optional parts, and the search's facets."""

from typing import Final, Literal, get_args

Part = Literal[
    "standard",
    "findings",
    "evidence",
    "compare",
    "near",
    "coverage",
    "years",
    "organisations",
]
"""Parts of the site that a registry may leave out."""

FacetName = Literal[
    "cluster",
    "practice",
    "place",
    "country",
    "benefit",
    "evidence",
    "kind",
    "role",
    "asset",
    "tenure",
    "status",
    "began",
    "publisher",
    "licence",
]

FACETS: Final[tuple[FacetName, ...]] = get_args(FacetName)
"""The facets of the search, in the order in which they are shown where nobody chose another."""
