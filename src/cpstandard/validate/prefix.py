"""The publisher's id in front of the ids of its initiatives."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile
from typing import Any

from cpstandard.core.record import Record
from cpstandard.core.slug import slug
from cpstandard.core.standard import Standard
from cpstandard.validate.explain import Fault

_ID = ("id",)
_SHORT = 60  # characters of a name that are enough for an id
_PUBLISHER_ID = ("publisher", "id")


def prefix_of(header: Record) -> str:
    """Return what the ids of a package begin with; nothing where it gathers several publishers'."""
    if header.get("aggregate") is True:
        return ""
    publisher = header.get("publisher")
    name = publisher.get("id") if isinstance(publisher, dict) else None
    return f"{name}-" if isinstance(name, str) and name else ""


def with_prefix(prefix: str, name: str) -> str:
    """Return ``name`` behind ``prefix``, without the words with which both begin.

    ``riverside-hall`` of ``riverside-trust`` is ``riverside-trust-hall``.
    """
    words, publisher = name.split("-"), prefix.removesuffix("-").split("-")
    both = zip(words, publisher, strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
    return prefix + "-".join(words[shared:] or words)


def meant_header(header: Record, faults: Iterable[Fault]) -> Record:
    """Return ``header`` with the publisher's id as it is most likely meant, if it has a fault.

    The ids of the initiatives are held against what is to be written, not against the mistake.
    """
    for fault in faults:
        if fault.path == _PUBLISHER_ID and isinstance(fault.suggestion, str):
            return {**header, "publisher": {**header["publisher"], "id": fault.suggestion}}
    return header


def prefixed(fault: Fault, record: Any, header: Record, standard: Standard) -> Fault:
    """Return ``fault`` with the publisher's id in the suggestion for an initiative's id.

    An id that is missing is made of the initiative's name.
    """
    meant = _meant(fault, record)
    prefix = prefix_of(header)
    if not meant or meant.startswith(prefix):
        return fault
    node = standard.initiative["properties"]["id"]
    whole = with_prefix(prefix, meant)
    # A publisher whose own id is not as it should be would only spoil the suggestion.
    fits = len(whole) <= node.get("maxLength", len(whole)) and re.search(node["pattern"], whole)
    return replace(fault, suggestion=whole) if fits else fault


def _meant(fault: Fault, record: Any) -> str | None:
    """Return what an id with a fault has to be but for the publisher's id in front of it."""
    if fault.path == _ID:
        if isinstance(fault.suggestion, str):
            return fault.suggestion
        return slug(fault.value) if isinstance(fault.value, str) else None
    if (fault.path, fault.missing) != ((), _ID):
        return None
    name = record.get("name")
    return slug(name, _SHORT) if isinstance(name, str) and name.strip() else None
