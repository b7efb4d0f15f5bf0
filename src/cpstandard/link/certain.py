"""What is certain: decisions of people, and official numbers that are shared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from cpstandard.core.links import Candidate, Decision, Evidence, LinkKind, SameBody
from cpstandard.link.groups import Groups
from cpstandard.link.register_numbers import conflict
from cpstandard.link.subject import Subject

_MOST_SIGNATURES = 50


class Certain:
    """Joins the subjects of one kind that are certainly the same, and keeps the evidence."""

    def __init__(
        self,
        kind: LinkKind,
        subjects: Sequence[Subject],
        decisions: Iterable[Decision],
        same_bodies: Sequence[SameBody] = (),
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
        holders = self._share_numbers()
        self._follow(same_bodies, holders)

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

    def _share_numbers(self) -> dict[str, list[str]]:
        """Join the holders of each number, and return them."""
        holders: dict[str, list[str]] = defaultdict(list)
        for key, subject in sorted(self._subjects.items()):
            for number in subject.numbers:
                holders[number].append(key)
        for number, keys in sorted(holders.items()):
            if len(keys) > 1:
                words = f"Both give {number}, a number in an official register."
                self._join(keys, "shared-number", words)
        return holders

    def _follow(
        self, same_bodies: Sequence[SameBody], holders: Mapping[str, Sequence[str]]
    ) -> None:
        """Join the holders of numbers that tables of registers hold to be of one body."""
        numbers = Groups({number for same in same_bodies for number in same.numbers})
        said_by: dict[str, set[str]] = defaultdict(set)
        for same in same_bodies:
            numbers.join(*same.numbers)
        for same in same_bodies:
            said_by[numbers.root(same.numbers[0])].add(same.said_by)
        for group in numbers.all():
            known = [number for number in group if number in holders]
            if len(known) > 1:
                titles = ", ".join(sorted(said_by[group[0]]))
                words = f"{_listed(known)} are numbers of one body, says {titles}."
                keys = sorted({key for each in known for key in holders[each]})
                self._join(keys, "linked-registers", words)

    def _join(self, keys: list[str], rule: str, words: str) -> None:
        """Join the holders of one number, but for those that contradict each other elsewhere."""
        signed: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for key in keys:
            signed[tuple(sorted(self._subjects[key].vetoes))].append(key)
        for alike in signed.values():
            for key in alike[1:]:
                self.groups.join(alike[0], key)
        for one, other in combinations(sorted(signed)[:_MOST_SIGNATURES], 2):
            evidence = self._evidence(rule, words, signed[one] + signed[other])
            if scheme := conflict(one, other):
                doubt = f"They have different numbers in the register {scheme}."
                self._doubt(signed[one][0], signed[other][0], evidence, doubt)
            else:
                self.groups.join(signed[one][0], signed[other][0])
        for group in self._together(keys):
            evidence = self._evidence(rule, words, group)
            if len(evidence.ids) > 1:
                self.evidence.append((group[0], evidence))

    def _together(self, keys: list[str]) -> Iterator[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            found[self.groups.root(key)].append(key)
        yield from (group for group in found.values() if len(group) > 1)

    def _evidence(self, rule: str, words: str, keys: Iterable[str]) -> Evidence:
        records = {record for key in keys for record in self._subjects[key].records}
        return Evidence(rule, tuple(sorted(records)), words, 1.0)

    def _doubt(self, one: str, other: str, evidence: Evidence, doubt: str) -> None:
        first, second = sorted((self._subjects[one].records[0], self._subjects[other].records[0]))
        if first != second:
            self.doubts.append(Candidate(self._kind, (first, second), evidence, doubt))


def _listed(numbers: Sequence[str]) -> str:
    return f"{', '.join(numbers[:-1])} and {numbers[-1]}"


def keys_apart(
    apart: Mapping[str, frozenset[str]], groups: Sequence[Subject]
) -> dict[str, frozenset[str]]:
    """Return, for the keys of joined subjects, which others hold a member to be kept apart."""
    home = {member: group.key for group in groups for member in group.members}
    found: dict[str, set[str]] = defaultdict(set)
    for member, others in apart.items():
        found[home[member]].update(home[other] for other in others)
    return {key: frozenset(others - {key}) for key, others in found.items()}
