"""The publisher's id in front of the ids of its initiatives."""

import re
from dataclasses import replace

from cpstandard.core.record import Record
from cpstandard.core.standard import Standard
from cpstandard.validate.explain import Fault

_ID = ("id",)


def prefix_of(header: Record) -> str:
    """Return what the ids of a package begin with; nothing where it gathers several publishers'."""
    if header.get("aggregate") is True:
        return ""
    publisher = header.get("publisher")
    name = publisher.get("id") if isinstance(publisher, dict) else None
    return f"{name}-" if isinstance(name, str) and name else ""


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
