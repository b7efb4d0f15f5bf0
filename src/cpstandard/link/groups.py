"""Groups that grow by joining two, and never hold two members that are known to differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping


class Groups:
    """Members, each in one group; ``apart`` holds, for a member, those it is never to meet."""

    def __init__(
        self, members: Iterable[str], apart: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        """Put every member in a group of its own."""
        self._parent = {member: member for member in members}
        self._apart = apart or {}
        self._kept_apart = {m: {m} for m in self._parent if m in self._apart}
        self._all = {m: [m] for m in self._parent}

    def root(self, member: str) -> str:
        """Return the member by which the group is known: the smallest."""
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def members(self, root: str) -> list[str]:
        """Return the members of the group known by ``root``."""
        return self._all[root]

    def join(self, one: str, other: str) -> bool:
        """Make one group of two, and return whether they are one now.

        It is refused where members of the two are to be kept apart.
        """
        first, second = sorted((self.root(one), self.root(other)))
        if first == second:
            return True
        if self._are_apart(first, second):
            return False
        self._parent[second] = first
        self._all[first] += self._all.pop(second)
        if second in self._kept_apart:
            self._kept_apart.setdefault(first, set()).update(self._kept_apart.pop(second))
        return True

    def all(self) -> list[list[str]]:
        """Return the groups, each in order, in the order of their first members."""
        found: dict[str, list[str]] = defaultdict(list)
        for member in sorted(self._parent):
            found[self.root(member)].append(member)
        return list(found.values())

    def _are_apart(self, first: str, second: str) -> bool:
        held = self._kept_apart.get(first, set())
        if not held or second not in self._kept_apart:
            return False
        return any(not self._apart[m].isdisjoint(held) for m in self._kept_apart[second])
