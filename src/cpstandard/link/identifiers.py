"""Links records by the official identifiers that they share."""

from collections.abc import Iterable, Iterator, Mapping

from cpstandard.core.links import LinkKind, LinkSet
from cpstandard.core.record import Record

# Identifiers that many unrelated initiatives carry would chain everything together: the rule
# looks at the organisations that run an initiative, not at those that fund or advise it.
_RUNNING_ROLES = frozenset({"lead", "owner", "host"})


def link_records(records: Iterable[Record]) -> list[LinkSet]:
    """Return the link sets among ``records`` (each with ``id``), sorted by kind and first id.

    Two records are the same initiative where they share one of the initiative's own identifiers,
    the same organisation where the bodies that run them share one. Nothing is merged: a link only
    lets a reader go from one record to the other.
    """
    own: dict[str, list[str]] = {}
    run_by: dict[str, list[str]] = {}
    for record in records:
        for identifier in record.get("identifiers", ()):
            own.setdefault(_same_form(identifier), []).append(record["id"])
        for identifier in sorted(set(_running_identifiers(record))):
            run_by.setdefault(identifier, []).append(record["id"])
    initiatives = list(_sets(LinkKind.INITIATIVE, own, "they share the identifier {}"))
    same = {links.ids for links in initiatives}
    organisations = [
        links
        for links in _sets(LinkKind.ORGANISATION, run_by, "the same organisation runs them: {}")
        if links.ids not in same
    ]
    return sorted([*initiatives, *organisations], key=lambda links: (links.kind, links.ids))


def _running_identifiers(record: Record) -> Iterator[str]:
    for organisation in record.get("organisations", ()):
        roles = organisation.get("roles", ["lead"])
        if _RUNNING_ROLES.intersection(roles):
            for identifier in organisation.get("identifiers", ()):
                yield _same_form(identifier)


def _same_form(identifier: Mapping[str, str]) -> str:
    """Return the identifier as it is compared: registers write letters in either case."""
    return f"{identifier['scheme']}-{identifier['id']}".upper()


def _sets(kind: LinkKind, holders: dict[str, list[str]], why: str) -> Iterator[LinkSet]:
    """Yield one set for each group of records that identifiers connect, directly or in a chain."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    shared = {key: ids for key, ids in holders.items() if len(set(ids)) > 1}
    for ids in shared.values():
        for other in ids[1:]:
            parent[root(other)] = root(ids[0])
    groups: dict[str, tuple[set[str], set[str]]] = {}
    for key, ids in shared.items():
        members, keys = groups.setdefault(root(ids[0]), (set(), set()))
        members.update(ids)
        keys.add(key)
    for members, keys in groups.values():
        yield LinkSet(kind, tuple(sorted(members)), why.format(", ".join(sorted(keys))))
