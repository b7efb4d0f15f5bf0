"""What is certain: decisions of people, and official numbers that are shared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from cpstandard.core.links import Candidate, Decision, Evidence, LinkKind
from cpstandard.link.groups import Groups
from cpstandard.link.register_numbers import conflict
from cpstandard.link.subject import Subject

_MOST_SIGNATURES = 50


class Certain:
    """Joins the subjects of one kind that are certainly the same, and keeps the evidence."""

    def __init__(
        self, kind: LinkKind, subjects: Sequence[Subject], decisions: Iterable[Decision]
    ) -> None:
        """Take decisions first, then numbers; ``evidence`` has a key of the group that it is on."""
        self._kind = kind
        self._subjects = {subject.key: subject for subject in subjects}
        self._of_record: dict[str, list[str]] = defaultdict(list)
        for subject in subjects:
            for record in subject.records:
                self._of_record[record].append(subject.key)
        own = [decision for decision in decisions if decision.kind is kind]
        self.apart = self._apart(own)
        self.groups = Groups(self._subjects, self.apart)
        self.evidence: list[tuple[str, Evidence]] = []
        self.doubts: list[Candidate] = []
        self._decide(own)
        self._share_numbers()

    def _apart(self, decisions: Iterable[Decision]) -> dict[str, frozenset[str]]:
        apart: dict[str, set[str]] = defaultdict(set)
        for decision in decisions:
            if not decision.same:
                for one, other in combinations(sorted(decision.ids), 2):
                    for left in self._of_record.get(one, ()):
                        for right in self._of_record.get(other, ()):
                            apart[left].add(right)
                            apart[right].add(left)
        return {key: frozenset(others) for key, others in apart.items()}

    def _decide(self, decisions: Iterable[Decision]) -> None:
        for decision in sorted(decisions, key=lambda each: each.ids):
            known = [record for record in sorted(decision.ids) if record in self._of_record]
            if not decision.same or len(known) <= 1:
                continue
            # Of a record that several organisations run, the first is meant: the lead.
            for record in known[1:]:
                self.groups.join(self._of_record[known[0]][0], self._of_record[record][0])
            words = f"A person looked at them and decided so: {decision.reason}"
            evidence = Evidence("decision", tuple(known), words, 1.0)
            self.evidence.append((self._of_record[known[0]][0], evidence))

    def _share_numbers(self) -> None:
        holders: dict[str, list[str]] = defaultdict(list)
        for key, subject in sorted(self._subjects.items()):
            for number in subject.numbers:
                holders[number].append(key)
        for number, keys in sorted(holders.items()):
            if len(keys) > 1:
                self._join(keys, f"Both give {number}, a number in an official register.")

    def _join(self, keys: list[str], words: str) -> None:
        """Join the holders of one number, but for those that contradict each other elsewhere."""
        signed: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for key in keys:
            signed[tuple(sorted(self._subjects[key].vetoes))].append(key)
        for alike in signed.values():
            for key in alike[1:]:
                self.groups.join(alike[0], key)
        for one, other in combinations(sorted(signed)[:_MOST_SIGNATURES], 2):
            evidence = self._evidence(words, signed[one] + signed[other])
            if scheme := conflict(one, other):
                doubt = f"They have different numbers in the register {scheme}."
                self._doubt(signed[one][0], signed[other][0], evidence, doubt)
            else:
                self.groups.join(signed[one][0], signed[other][0])
        for group in self._together(keys):
            evidence = self._evidence(words, group)
            if len(evidence.ids) > 1:
                self.evidence.append((group[0], evidence))

    def _together(self, keys: list[str]) -> Iterator[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            found[self.groups.root(key)].append(key)
        yield from (group for group in found.values() if len(group) > 1)

    def _evidence(self, words: str, keys: Iterable[str]) -> Evidence:
        records = {record for key in keys for record in self._subjects[key].records}
        return Evidence("shared-number", tuple(sorted(records)), words, 1.0)

    def _doubt(self, one: str, other: str, evidence: Evidence, doubt: str) -> None:
        first, second = sorted((self._subjects[one].records[0], self._subjects[other].records[0]))
        if first != second:
            self.doubts.append(Candidate(self._kind, (first, second), evidence, doubt))


def keys_apart(
    apart: Mapping[str, frozenset[str]], groups: Sequence[Subject]
) -> dict[str, frozenset[str]]:
    """Return, for the keys of joined subjects, which others hold a member to be kept apart."""
    home = {member: group.key for group in groups for member in group.members}
    found: dict[str, set[str]] = defaultdict(set)
    for member, others in apart.items():
        found[home[member]].update(home[other] for other in others)
    return {key: frozenset(others - {key}) for key, others in found.items()}
