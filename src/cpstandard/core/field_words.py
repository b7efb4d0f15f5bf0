"""Other words that people use for fields, and the headings of columns of their own notes."""

import re
from collections.abc import Iterable

from cpstandard.core.table_form import Path

SYNONYMS: dict[Path, tuple[str, ...]] = {
    ("id",): ("ID", "Record id", "Reference id"),
    ("name",): ("Initiative", "Initiative name", "Project", "Project name", "Title"),
    ("description",): ("Summary", "What it is", "What it does", "About the initiative"),
    ("website",): ("Web", "Web site", "Web page", "Web address", "Home page", "URL"),
    ("clusters",): ("Cluster",),
    ("practices",): ("Practice", "Approach", "Method"),
    ("topics",): ("Topic", "Theme", "Themes"),
    ("initiatedBy",): ("Started by", "Begun by", "Initiator"),
    ("started",): ("Start", "Start date", "Start year", "Began", "Founded", "Established"),
    ("ended",): ("End", "End date", "Closed"),
    ("status", "code"): ("Current status",),
    ("status", "asOf"): ("Status date", "As of"),
    ("updated",): ("Last updated",),
    ("places", "*", "name"): ("Place", "Location", "Town", "Where"),
    ("places", "*", "latitude"): ("Lat",),
    ("places", "*", "longitude"): ("Lon", "Long", "Lng"),
    ("organisations", "*", "name"): ("Organisation", "Organization", "Run by"),
    ("funding", "*", "funder"): ("Funded by",),
    ("sources", "*", "title"): ("Source", "Reference"),
    ("sources", "*", "url"): ("Source link", "Source URL", "Link to source"),
}
"""By the path of a field, as headings of a table of initiatives; the standard's own go before."""

NAMES: dict[Path, tuple[str, ...]] = {
    ("evidence",): ("claims", "outcomes", "results", "impact"),
    ("evidence", "*", "claim"): ("statement", "outcome", "result"),
    ("organisations",): ("organizations", "partners"),
    ("otherNames",): ("aliases", "alternativeNames"),
    ("places",): ("locations",),
    ("sources",): ("references",),
    ("sources", "*", "url"): ("link", "address", "web"),
    ("status", "code"): ("status", "value", "state"),
    ("status", "asOf"): ("date", "on"),
    ("website",): ("homepage", "link"),
}
"""The same for the names of fields in JSON, beside the headings above."""

ADDRESS_OF: dict[Path, str] = {("sources", "*", "title"): "sources.url"}
"""Where a column under a synonym holds web addresses, the field that it stands for."""

_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_PERSONAL = re.compile(
    r"((contact|emergency|staff|volunteer|organiser|personal|private|home|mobile|work|their|our) )*"
    r"(e ?mails?( address(es)?)?|(tele)?phones?( numbers?)?|mobiles?( numbers?)?|tel( no)?"
    r"|home address(es)?|date of birth|dob|contacts?( names?| persons?| details)?"
    r"|bank (account|details)|national insurance( number)?)",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"(our |my |staff |office |private |internal )*"
    r"(notes?|comments?|remarks?|internal|private|to ?do|nodiadau|sylwadau)"
    r"( (for us|only|internal|private))?",
    re.IGNORECASE,
)


def is_address(text: object) -> bool:
    """Return whether a cell holds a web address and nothing else."""
    return isinstance(text, str) and _ADDRESS.fullmatch(text.strip()) is not None


def is_private(heading: str) -> bool:
    """Return whether a heading says that its column is for those who keep the table."""
    words = " ".join(re.findall(r"\w+", heading[:100]))
    return _PRIVATE.fullmatch(words) is not None


def is_personal(heading: str) -> bool:
    """Return whether a heading says that its column is about people, whom records do not name."""
    words = " ".join(re.findall(r"\w+", heading[:100]))
    return _PERSONAL.fullmatch(words) is not None


def field_by_word(name: str, above: Path, free: Iterable[str]) -> str | None:
    """Return the one of ``free``, fields of an object at ``above``, for which ``name`` is a word.

    In paths ``*`` stands for any item of a list.
    """
    wanted = _folded(name)
    for field in free:
        path = (*above, field)
        if wanted in map(_folded, (*NAMES.get(path, ()), *SYNONYMS.get(path, ()))):
            return field
    return None


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text[:100])).casefold()
