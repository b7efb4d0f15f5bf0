"""Subjects as JSON holds them, so that a record that did not change is not taken apart again.

Equal subjects give equal values: those of a source show whether its links can have changed.
"""

from typing import Any

from cpstandard.link.names import Name
from cpstandard.link.subject import RecordSubjects, Subject, held

_WHERE = ("places", "postcodes", "countries")
"""What the subjects of one record have in common."""
_OWN = ("numbers", "vetoes", "sites", "pages", "others", "registers")


def to_json(subjects: RecordSubjects) -> list[Any]:
    """Return the subjects of one record: its id, where it is, and what each of them says."""
    initiative, bodies = subjects
    where = [sorted(getattr(initiative, name)) for name in _WHERE]
    return [initiative.key, where, _said(initiative), [_said(body) for body in bodies]]


def from_json(kept: list[Any]) -> RecordSubjects:
    """Return the subjects that ``to_json`` made ``kept`` of."""
    key, where, initiative, bodies = kept
    common = {name: held(frozenset(texts)) for name, texts in zip(_WHERE, where, strict=True)}
    ids = (key,)
    return RecordSubjects(
        _subject(key, ids, initiative, common),
        tuple(_subject(f"{key}#{n}", ids, body, common) for n, body in enumerate(bodies)),
    )


def _said(subject: Subject) -> dict[str, list[str]]:
    said = {name: sorted(getattr(subject, name)) for name in _OWN}
    said["names"] = [name.core for name in subject.names]
    return {name: texts for name, texts in said.items() if texts}


def _subject(
    key: str, ids: tuple[str, ...], said: dict[str, list[str]], common: dict[str, frozenset[str]]
) -> Subject:
    own = {name: frozenset(said[name]) for name in _OWN if name in said}
    if "numbers" in own and own["numbers"] == own.get("vetoes"):  # one set serves for both
        own["vetoes"] = own["numbers"]
    return Subject(
        key=key,
        records=ids,
        names=tuple(map(Name, said.get("names", ()))),
        members=ids if key == ids[0] else (key,),
        **own,
        **common,
    )
