"""Brings what importers made into one shape: global ids, provenance, no empty values."""

from collections.abc import Iterable, Iterator
from typing import Any

from cpstandard.core.areas import Areas
from cpstandard.core.document import Document
from cpstandard.core.importer import Imported, Importer
from cpstandard.core.location import Location
from cpstandard.core.record import Record, SourceRecord
from cpstandard.core.slug import slug
from cpstandard.normalise.geography import with_areas
from cpstandard.normalise.migrations import migrate

_ID_LIMIT = 120
_WORDS_LIMIT = 80
_REGISTER_ID_LIMIT = 300


def normalise(
    outcomes: Iterable[Imported],
    *,
    publisher_id: str,
    importer: Importer,
    document: Document,
    licence: str,
    version: str,
    areas: Areas | None = None,
) -> Iterator[SourceRecord]:
    """Yield each record in the standard's current shape, located in the publisher's file.

    ``licence`` (SPDX id or address) and ``document`` fill in the provenance where neither the
    record nor its file says otherwise; ``version`` is the version that records are brought to.
    ``areas`` complete the places of registers; what publishers say in the standard stays as it is.
    Raises ``UnusableInput`` for a record of a version that cannot be migrated.
    """
    for outcome in outcomes:
        record = tidy(migrate(outcome.record, outcome.version, version)) or {}
        record["id"] = record.get("id") or global_id(publisher_id, outcome.local_id)
        if outcome.language:
            record.setdefault("language", outcome.language)
        filled = _provenance(outcome, importer, document, outcome.licence or licence)
        stated = record.get("provenance", {})
        # A package of the standard may hold anything there; the validator will say so.
        record["provenance"] = {**filled, **stated} if isinstance(stated, dict) else stated
        if areas is not None:
            record = with_areas(record, areas)
        place = outcome.rows[0].location if outcome.rows else Location(file=document.name)
        # The importer's rows tell where the record stands; which cell gave which field is theirs.
        yield SourceRecord(_ordered(record), place.at)


def global_id(publisher_id: str, local_id: str) -> str:
    """Return the permanent id: the publisher's id, a hyphen, the local id in lower-case words."""
    limit = min(_WORDS_LIMIT, _ID_LIMIT - len(publisher_id) - 1)
    return f"{publisher_id}-{slug(local_id, limit)}"


def tidy(value: Any) -> Any:
    """Return ``value`` with its text trimmed and what is empty left out, at every depth.

    A value that is itself empty gives ``None``; a repeated item of a list is left out.
    """
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        parts = {key: tidy(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part is not None} or None
    if isinstance(value, list | tuple):
        items: list[Any] = []
        for part in map(tidy, value):
            if part is not None and part not in items:
                items.append(part)
        return items or None
    return value


def _provenance(
    outcome: Imported, importer: Importer, document: Document, licence: str
) -> dict[str, Any]:
    said = {
        # Where there is no register, it is the publisher who lists it: a person's judgement.
        "assertedBy": "register" if importer.register.name else "person",
        "register": importer.register.name,
        "registerRecordId": outcome.local_id.strip()[:_REGISTER_ID_LIMIT].strip(),
        "registerUrl": document.url,
        "retrievedAt": document.retrieved_at,
        "importer": f"{importer.id} {importer.version}",
        "licence": licence,
    }
    return {key: value for key, value in said.items() if value}


def _ordered(record: Record) -> Record:
    """Return the record with its id first; the other fields keep the order they came in."""
    return {"id": record.pop("id"), **record}
