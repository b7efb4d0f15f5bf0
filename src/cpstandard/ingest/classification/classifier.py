"""Says which practices a register's row is a candidate for, by which rule and how surely."""

import functools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cpstandard.ingest.classification.phrases import Hit, PhraseIndex
from cpstandard.ingest.classification.rules_in_files import Rule, Where, built_in
from cpstandard.ingest.classification.words import END, START, words

NO_CODES: Mapping[str, Collection[str]] = {}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice, the rule that says so, the words it matched, 0 to 1 how surely, and why.

    ``where`` says where the match stands: ``name``, ``text`` or ``codes``.
    """

    practice: str
    rule: str
    matched: str
    confidence: float
    reason: str
    where: str = "name"


def classify(
    name: str, text: str = "", *, codes: Mapping[str, Collection[str]] = NO_CODES
) -> list[Candidate]:
    """Return what the built-in rules make of a row, best first, at most one for a practice.

    ``codes`` is the register's own classification: a scheme to the codes that the row has in it,
    such as ``{"ccew-classification": {"113"}}``.
    """
    return _built_in().classify(name, text, codes=codes)


@functools.cache
def _built_in() -> "Classifier":
    return Classifier(built_in())


class Classifier:
    """A set of rules, ready to be used on many rows."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Take in ``rules``."""
        phrases: dict[str, int] = {}
        conditions: dict[str, int] = {}
        self._rules = [_Compiled(rule, phrases, conditions) for rule in rules]
        # Most rows hold no rule's phrase: only in the others are conditions looked for.
        self._index, self._conditions = PhraseIndex(phrases), PhraseIndex(conditions)
        self._triggers: dict[int, list[int]] = {}
        for at, rule in enumerate(self._rules):
            for number in rule.phrases:
                self._triggers.setdefault(number, []).append(at)
        self._by_codes = [at for at, rule in enumerate(self._rules) if not rule.phrases]

    def classify(
        self, name: str, text: str = "", *, codes: Mapping[str, Collection[str]] = NO_CODES
    ) -> list[Candidate]:
        """Return the candidates for a row, as the function ``classify`` does."""
        row = _Row(self._index, name, text, codes)
        triggered = {at for place in row.hits.values() for n in place for at in self._triggers[n]}
        triggered.update(at for at in self._by_codes if self._rules[at].asks_for(codes))
        if not triggered:
            return []
        row.look_for(self._conditions)
        best: dict[str, Candidate] = {}
        for at in sorted(triggered):
            candidate = self._rules[at].judge(row)
            if candidate and (
                candidate.practice not in best
                or candidate.confidence > best[candidate.practice].confidence
            ):
                best[candidate.practice] = candidate
        return sorted(best.values(), key=lambda found: (-found.confidence, found.practice))


class _Row:
    """A row's words, and the phrases that were found among them, by place and number."""

    def __init__(
        self, index: PhraseIndex, name: str, text: str, codes: Mapping[str, Collection[str]]
    ) -> None:
        self.words = {"name": words(name), "text": words(text) if text else []}
        self.hits = self._found(index)
        self.conditions: dict[str, dict[int, list[Hit]]] = {}
        self.codes = codes

    def look_for(self, conditions: PhraseIndex) -> None:
        self.conditions = self._found(conditions)

    def _found(self, index: PhraseIndex) -> dict[str, dict[int, list[Hit]]]:
        found: dict[str, dict[int, list[Hit]]] = {"name": {}, "text": {}}
        for place, text in self.words.items():
            for hit in index.find(text):
                found[place].setdefault(hit.phrase, []).append(hit)
        return found

    def matched(self, place: str, hit: Hit) -> str:
        found = self.words[place][hit.start : hit.end]
        return " ".join(word for word in found if word not in (START, END))


class _Condition:
    """Phrases of ``unless`` or ``needs``, as numbers of their index."""

    def __init__(self, where: Where, phrases: dict[str, int]) -> None:
        self._name = _numbers((*where.name, *where.anywhere), phrases)
        self._text = _numbers((*where.text, *where.anywhere), phrases)
        self.stated = bool(self._name or self._text)

    def holds(self, row: _Row) -> bool:
        named = not self._name.isdisjoint(row.conditions["name"])
        return named or not self._text.isdisjoint(row.conditions["text"])


class _Compiled:
    """A rule whose phrases are numbers of the indexes."""

    def __init__(self, rule: Rule, phrases: dict[str, int], conditions: dict[str, int]) -> None:
        self._rule = rule
        self.phrases = _numbers(rule.phrases, phrases)
        self._exceptions = _numbers(rule.exceptions, conditions)
        self._unless = _Condition(rule.unless, conditions)
        self._needs = _Condition(rule.needs, conditions)

    def asks_for(self, codes: Mapping[str, Collection[str]]) -> bool:
        """Return whether the rule asks for any of ``codes``."""
        return any(
            not wanted.isdisjoint(codes.get(scheme, ()))
            for scheme, wanted in self._rule.codes.items()
        )

    def judge(self, row: _Row) -> Candidate | None:
        """Return the candidate that the rule makes of ``row``, if it counts."""
        rule, code = self._rule, self._code(row)
        if rule.codes and not code:
            return None
        if self._unless.holds(row) or (self._needs.stated and not self._needs.holds(row)):
            return None
        if not rule.phrases:
            return self._candidate(code, rule.weight.codes, "codes")
        for place, weight in self._places():
            if hit := self._first(row, place):
                return self._candidate(row.matched(place, hit), weight, place)
        return None

    def _places(self) -> list[tuple[str, float]]:
        weight = self._rule.weight
        stated = (("name", weight.name), ("text", weight.text))
        return sorted(
            ((place, value) for place, value in stated if value), key=lambda pair: -pair[1]
        )

    def _candidate(self, matched: str, weight: float | None, where: str) -> Candidate:
        rule = self._rule
        return Candidate(rule.practice, rule.rule, matched, weight or 0.0, rule.reason, where)

    def _code(self, row: _Row) -> str:
        """Return the first code of each scheme that the rule asks for; empty where one has none."""
        found: list[str] = []
        for scheme, wanted in sorted(self._rule.codes.items()):
            codes = sorted(wanted.intersection(row.codes.get(scheme, ())))
            if not codes:
                return ""
            found.append(f"{scheme} {codes[0]}")
        return ", ".join(found)

    def _first(self, row: _Row, place: str) -> Hit | None:
        """Return the first match that stands in no exception; of two there, the longer."""
        hits, others = row.hits[place], row.conditions[place]
        found = [hit for number in self.phrases & hits.keys() for hit in hits[number]]
        spared = [hit for number in self._exceptions & others.keys() for hit in others[number]]
        for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
            if not any(out.start < hit.end and hit.start < out.end for out in spared):
                return hit
        return None


def _numbers(texts: Iterable[str], phrases: dict[str, int]) -> frozenset[int]:
    return frozenset(phrases.setdefault(text, len(phrases)) for text in texts)
