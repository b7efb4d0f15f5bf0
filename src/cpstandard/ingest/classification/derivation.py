"""Says in a record's provenance which rules gave it its practices."""

from collections.abc import Sequence

from cpstandard.core.record import Record
from cpstandard.ingest.classification.classifier import Candidate

_LIMIT = 500
_PLACES = {
    "name": "in the name",
    "text": "in the text",
    "purposes": "in the purposes",
    "codes": "among the codes",
}


def derivations(candidates: Sequence[Candidate]) -> list[Record]:
    """Return ``provenance.derived`` for the field practices: one item for each candidate."""
    return [
        {
            "field": "practices",
            "rule": _said(found),
            "confidence": found.confidence,
        }
        for found in candidates
    ]


def _said(found: Candidate) -> str:
    where = _PLACES[found.where]
    said = f"{found.practice}: {found.reason}; rule {found.rule} matched {found.matched!r} {where}"
    return said if len(said) <= _LIMIT else f"{said[: _LIMIT - 1]}…"
