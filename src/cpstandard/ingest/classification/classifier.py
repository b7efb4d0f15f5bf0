"""Says which practices a register's row is a candidate for, by which rule and how surely."""

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from cpstandard.ingest.classification.phrases import Hit, PhraseIndex
from cpstandard.ingest.classification.rules_in_files import Rule, Where, built_in
from cpstandard.ingest.classification.words import END, START, words

Place = Literal["name", "text", "purposes"]
_PLACES: tuple[Place, ...] = ("name", "text", "purposes")

NO_CODES: Mapping[str, Collection[str]] = {}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A practice, the rule that says so, the words it matched, 0 to 1 how surely, and why.

    ``where`` says where the match stands: ``name``, ``text``, ``purposes`` or ``codes``.
    """

    practice: str
    rule: str
    matched: str
    confidence: float
    reason: str
    where: str = "name"


def classify(
    name: str,
    text: str = "",
    *,
    purposes: str = "",
    codes: Mapping[str, Collection[str]] = NO_CODES,
) -> list[Candidate]:
    """Return what the built-in rules make of a row, best first, at most one for a practice.

    ``text`` is what the body says that it does. ``purposes`` are those of its constitution, often
    written long ago after a model, for more than was ever done: what a rule needs beside its
    phrases may stand there, but the phrases only of rules that have a weight for purposes.
    ``codes`` is the register's own classification: a scheme to the codes that the row has in it,
    such as ``{"ccew-classification": {"113"}}``.
    """
    return _built_in().classify(name, text, purposes=purposes, codes=codes)


@functools.cache
def schemes() -> frozenset[str]:
    """Return the schemes whose codes the built-in rules ask for; others need not be gathered."""
    return _built_in().schemes


@functools.cache
def _built_in() -> "Classifier":
    return Classifier(built_in())


class Classifier:
    """A set of rules, ready to be used on many rows."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Take in ``rules``."""
        self._rules = tuple(rules)
        self.schemes = frozenset(scheme for rule in self._rules for scheme in rule.codes)
        self._ready: dict[frozenset[str], _Ready] = {}

    def classify(
        self,
        name: str,
        text: str = "",
        *,
        purposes: str = "",
        codes: Mapping[str, Collection[str]] = NO_CODES,
    ) -> list[Candidate]:
        """Return the candidates for a row, as the function ``classify`` does."""
        schemes = self.schemes.intersection(codes)
        if schemes not in self._ready:
            # Rules that ask for the codes of another register need not be looked for.
            able = [rule for rule in self._rules if rule.codes.keys() <= schemes]
            self._ready[schemes] = _Ready(able)
        ready = self._ready[schemes]
        best: dict[str, Candidate] = {}
        for candidate in ready.candidates(_Row(ready, name, text, purposes, codes)):
            if (
                candidate.practice not in best
                or candidate.confidence > best[candidate.practice].confidence
            ):
                best[candidate.practice] = candidate
        return sorted(best.values(), key=lambda found: (-found.confidence, found.practice))


class _Phrases:
    """The phrases that are looked for in one place, numbered, and an index of them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, phrases: Iterable[str]) -> frozenset[int]:
        """Return the numbers of ``phrases``, which are taken in."""
        known = self._numbers
        return frozenset(known.setdefault(text, len(known)) for text in phrases)

    @functools.cached_property
    def index(self) -> PhraseIndex:
        """The index; nothing can be taken in after."""
        return PhraseIndex(self._numbers)

    def find(self, text: list[str]) -> dict[int, list[Hit]]:
        """Return where each phrase that stands in ``text`` does."""
        found: dict[int, list[Hit]] = {}
        for hit in self.index.find(text) if text else ():
            found.setdefault(hit.phrase, []).append(hit)
        return found


class _Ready:
    """Rules that go by the same codes, with the phrases that each looks for, by place.

    Most rows hold no rule's phrase: only in the others are conditions looked for.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.phrases = {place: _Phrases() for place in _PLACES}
        in_texts = _Phrases()
        self.conditions = {"name": _Phrases(), "text": in_texts, "purposes": in_texts}
        self._rules = [_Compiled(rule, self) for rule in rules]
        self._by_codes = [at for at, rule in enumerate(self._rules) if not rule.has_phrases]
        self._triggers: dict[Place, dict[int, list[int]]] = {place: {} for place in _PLACES}
        for at, rule in enumerate(self._rules):
            for place, numbers in rule.phrases.items():
                for number in numbers:
                    self._triggers[place].setdefault(number, []).append(at)

    def candidates(self, row: "_Row") -> Iterator[Candidate]:
        """Yield what the rules make of ``row``, in their order."""
        triggered = {
            at
            for place, hits in row.hits.items()
            for number in hits
            for at in self._triggers[place][number]
        }
        triggered.update(self._by_codes)
        for at in sorted(triggered):
            if candidate := self._rules[at].judge(row):
                yield candidate


class _Row:
    """A row's words and codes, and the phrases that were found among the words."""

    def __init__(
        self,
        ready: _Ready,
        name: str,
        text: str,
        purposes: str,
        codes: Mapping[str, Collection[str]],
    ) -> None:
        texts: dict[Place, str] = {"name": name, "text": text, "purposes": purposes}
        self.words = {place: words(said) if said else [] for place, said in texts.items()}
        self.codes = codes
        self.hits = {place: ready.phrases[place].find(self.words[place]) for place in _PLACES}
        self._ready = ready
        self._conditions: dict[Place, dict[int, list[Hit]]] = {}

    def conditions(self, place: Place) -> dict[int, list[Hit]]:
        """Return the phrases of conditions in ``place``, looked for when first asked for."""
        if place not in self._conditions:
            found = self._ready.conditions[place].find(self.words[place])
            self._conditions[place] = found
        return self._conditions[place]

    def holds(self, condition: Mapping[Place, frozenset[int]], *places: Place) -> bool:
        """Return whether any phrase of a condition stands in one of ``places``."""
        return any(
            condition[place] and not condition[place].isdisjoint(self.conditions(place))
            for place in places
        )

    def matched(self, place: Place, hit: Hit) -> str:
        found = self.words[place][hit.start : hit.end]
        return " ".join(word for word in found if word not in (START, END))


class _Compiled:
    """A rule whose phrases are numbers of the indexes, by place."""

    def __init__(self, rule: Rule, ready: _Ready) -> None:
        self._rule = rule
        self.has_phrases = bool(rule.phrases)
        weighed = [(place, weight) for place in _PLACES if (weight := getattr(rule.weight, place))]
        self._weights = sorted(weighed, key=lambda pair: -pair[1])
        self.phrases = {place: ready.phrases[place].numbers(rule.phrases) for place, _ in weighed}
        self._exceptions = {
            place: ready.conditions[place].numbers(rule.exceptions) for place, _ in weighed
        }
        self._unless = self._condition(rule.unless, ready)
        self._needs = self._condition(rule.needs, ready)

    @staticmethod
    def _condition(where: Where, ready: _Ready) -> dict[Place, frozenset[int]]:
        in_texts = ready.conditions["text"].numbers((*where.text, *where.anywhere))
        return {
            "name": ready.conditions["name"].numbers((*where.name, *where.anywhere)),
            "text": in_texts,
            "purposes": in_texts,
        }

    def judge(self, row: _Row) -> Candidate | None:
        """Return the candidate that the rule makes of ``row``, if it counts."""
        rule, code = self._rule, self._code(row)
        if rule.codes and not code:
            return None
        if row.holds(self._unless, "name", "text"):
            return None
        if any(self._needs.values()) and not row.holds(self._needs, *_PLACES):
            return None
        if not rule.phrases:
            return self._candidate(code, rule.weight.codes, "codes")
        for place, weight in self._weights:
            if place == "purposes" and row.holds(self._unless, "purposes"):
                continue  # they say nothing against what stands in the name or the text
            if hit := self._first(row, place):
                return self._candidate(row.matched(place, hit), weight, place)
        return None

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

    def _first(self, row: _Row, place: Place) -> Hit | None:
        """Return the first match that stands in no exception; of two there, the longer."""
        hits, exceptions = row.hits[place], self._exceptions[place]
        found = [hit for number in self.phrases[place] & hits.keys() for hit in hits[number]]
        others = row.conditions(place) if found and exceptions else {}
        spared = [hit for number in exceptions & others.keys() for hit in others[number]]
        for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
            if not any(out.start < hit.end and hit.start < out.end for out in spared):
                return hit
        return None
