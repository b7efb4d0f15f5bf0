"""The publisher's id in front of the ids of its initiatives."""

import re
from collections.abc import Iterable
from dataclasses import replace

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.validate.explain import Fault

_ID = ("id",)
_PUBLISHER_ID = ("publisher", "id")


def prefix_of(header: Record) -> str:
    """Return what the ids of a package begin with; nothing where it gathers several publishers'."""
    if header.get("aggregate") is True:
        return ""
    publisher = header.get("publisher")
    name = publisher.get("id") if isinstance(publisher, dict) else None
    return f"{name}-" if isinstance(name, str) and name else ""


def meant_header(header: Record, faults: Iterable[Fault]) -> Record:
    """Return ``header`` with the publisher's id as it is most likely meant, if it has a fault.

    The ids of the initiatives are held against what is to be written, not against the mistake.
    """
    for fault in faults:
        if fault.path == _PUBLISHER_ID and isinstance(fault.suggestion, str):
            return {**header, "publisher": {**header["publisher"], "id": fault.suggestion}}
    return header


def prefixed(fault: Fault, header: Record, standard: Standard) -> Fault:
    """Return ``fault`` with the publisher's id in the suggestion for an initiative's id."""
    prefix, meant = prefix_of(header), fault.suggestion
    if fault.path != _ID or not isinstance(meant, str) or meant.startswith(prefix):
        return fault
    node = standard.initiative["properties"]["id"]
    whole = f"{prefix}{meant}"
    # A publisher whose own id is not as it should be would only spoil the suggestion.
    fits = len(whole) <= node.get("maxLength", len(whole)) and re.search(node["pattern"], whole)
    return replace(fault, suggestion=whole) if fits else fault
