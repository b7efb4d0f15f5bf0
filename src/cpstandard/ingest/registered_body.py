"""Makes the record of a candidate out of a body that an official register holds.

Charities, companies and societies are organisations. A rule may say that one of them is a
community power initiative as well: the record describes the initiative, the body stands under
``organisations``, and the provenance says which rule matched, on what words, and how surely.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cpstandard.core.record import Record
from cpstandard.core.registers import official_number
from cpstandard.core.row import Row
from cpstandard.ingest.classification import Candidate, derivations
from cpstandard.ingest.free_text import cut, mend_mojibake, without_contacts
from cpstandard.ingest.organisation_name import readable_name
from cpstandard.ingest.partial_date import partial_date

_NAME = 300
_DESCRIPTION = 5000
_MOST_NAMES = 20
_TOPIC = 100
# How British registers write days, in files and behind a spreadsheet.
_DAYS = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%y")
_ADVANCEMENT = re.compile(r"^(?:the )?(?:(?:advancement|promotion|provision) of )?(?:the )?")
_NOTHING = frozenset(
    {"", "na", "n/a", "nil", "none", "null", "tbc", "tba", "-", "\N{EM DASH}", "0", "-1", "."}
)
_LOST = "\N{REPLACEMENT CHARACTER}"
_LOST_APOSTROPHE = re.compile(rf"(?<=[A-Za-z]){_LOST}(?=(?:s|t|re|ll|ve)\b)", re.IGNORECASE)
_URL = re.compile(
    r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\x00-\x20\"<>]*)?", re.IGNORECASE
)


@dataclass(slots=True)
class RegisteredBody:
    """What a register says of a body, in the standard's terms; empty where it says nothing.

    ``name`` and ``other_names`` (each with its kind) are as the register writes them. ``derived``
    holds what else was filled in by a rule: a field and the rule, each in words.
    """

    name: str
    other_names: list[tuple[str, str]] = field(default_factory=list)
    description: str = ""
    website: str = ""
    kind: str = ""
    note: str = ""
    identifiers: list[dict[str, str]] = field(default_factory=list)
    serves: str = ""
    topics: list[str] = field(default_factory=list)
    places: list[Record] = field(default_factory=list)
    scope: str = ""
    milestones: list[Record] = field(default_factory=list)
    status: Record = field(default_factory=dict)
    end: str = ""
    derived: list[tuple[str, str]] = field(default_factory=list)


def candidate_record(
    body: RegisteredBody, candidates: Sequence[Candidate], *, source: Record, local_id: str
) -> Record:
    """Return the record of the initiative that ``body`` is taken for.

    ``candidates`` are what ``classify`` found, best first; ``source`` is the page or file of the
    register, with ``title`` and ``url``.
    """
    name = readable_name(body.name)[:_NAME]
    return {
        "name": name,
        "otherNames": _other_names(body, name),
        "description": body.description,
        "website": body.website,
        "practices": [found.practice for found in candidates],
        "topics": body.topics,
        "scope": body.scope,
        "community": {"description": body.serves[:2000]},
        "places": body.places,
        "organisations": [
            {
                "name": name,
                "roles": ["lead"],
                "kind": body.kind[:200],
                "identifiers": body.identifiers,
                "website": body.website,
                "end": body.end,
                "note": body.note[:1000],
            }
        ],
        "milestones": body.milestones,
        "status": body.status,
        "sources": [{"id": "s1", **source}],
        "provenance": {
            "assertedBy": "rule",
            "registerRecordId": local_id,
            "registerUrl": source.get("url", ""),
            "derived": [
                *derivations(candidates),
                *({"field": name, "rule": rule[:500]} for name, rule in body.derived),
            ],
        },
    }


def clean_text(row: Row, text: str, limit: int = _DESCRIPTION) -> str:
    """Return ``text`` on one line, at most ``limit`` long; what was mended is noted on ``row``."""
    plain = " ".join(text.split())
    mended = mend_mojibake(plain)
    if mended != plain:
        row.note("a broken encoding was mended")
    if _LOST in mended:
        row.note("a sign that the register itself has lost (U+FFFD) stands in a text")
        mended = _LOST_APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", mended)
    clean, withheld = without_contacts(mended)
    if withheld:
        row.note("contact details in a text were withheld")
    return cut(clean, limit)


def stated(row: Row, path: str) -> str:
    """Return the text at ``path``, cleaned; empty where it is a sign for nothing: NA, 0, -1."""
    text = clean_text(row, row.text(path))
    return "" if text.casefold() in _NOTHING else text


def register_day(row: Row, path: str) -> str:
    """Return the date at ``path`` as a partial date, the day first; what is none is told."""
    text = stated(row, path)
    found = partial_date(text, _DAYS) if text else ""
    if found is None:
        row.unknown(path, text)
    return found or ""


def purpose_topic(text: str) -> str:
    """Return a charitable purpose as a topic: ``The advancement of education`` as ``education``."""
    topic = _ADVANCEMENT.sub("", " ".join(text.casefold().split()))
    return topic if len(topic) <= _TOPIC else f"{topic[: _TOPIC - 2].rpartition(' ')[0]} …"


def web_address(row: Row, path: str) -> str:
    """Return the web address at ``path``; what is none, or is an e-mail address, is told."""
    text = row.text(path)
    if text.casefold() in _NOTHING:
        return ""
    address = "".join(text.split())
    if "@" in address:
        row.note("an e-mail address stood in the place of a web address and was withheld")
        return ""
    address = re.sub(r"^(https?):/*(?:https?:/+)?", r"\1://", address, flags=re.IGNORECASE)
    if "://" not in address:
        address = f"http://{address}"
    if not _URL.fullmatch(address):
        row.unknown(path, text)
        return ""
    scheme, _, rest = address.partition("://")
    host, slash, path_part = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path_part}"[:2000]


def identifier(row: Row, path: str, scheme: str) -> list[dict[str, str]]:
    """Return the number at ``path`` as an identifier of ``scheme``; what can be none is told."""
    text = stated(row, path)
    if not text.strip("0"):
        return []
    number = official_number(scheme, text)
    if not number:
        row.unknown(path, text)
        return []
    return [{"scheme": scheme, "id": number}]


def _other_names(body: RegisteredBody, name: str) -> list[dict[str, str]]:
    """Return the other names, each once; the register's own writing, where ours differs, first."""
    found: list[dict[str, str]] = []
    if body.name[:_NAME] != name:
        found.append({"name": body.name[:_NAME], "kind": "formal"})
    seen = {name.casefold()}
    for other, kind in body.other_names:
        shown = readable_name(other)[:_NAME]
        if shown and shown.casefold() not in seen and len(found) < _MOST_NAMES:
            seen.add(shown.casefold())
            found.append({"name": shown, "kind": kind})
    return found
