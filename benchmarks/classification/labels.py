"""What the labels of the sample stand for, and how answers are counted."""

import csv
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Kind:
    """A kind of initiative: the tags people gave it, our practices, and a plain keyword match."""

    title: str
    tags: frozenset[str]
    practices: frozenset[str]
    keywords: str
    aim: bool = False  # whether the aim of the benchmark is over this kind, with others


def _kind(title: str, tags: str, practices: str, keywords: str, *, aim: bool = False) -> Kind:
    return Kind(title, frozenset(tags.split()), frozenset(practices.split()), keywords, aim)


KINDS = (
    _kind(
        "community centre or village hall",
        "FA103 FA107",
        "community-hub village-hall",
        r"community cent(?:re|er)|village hall|community hall|community hub",
        aim=True,
    ),
    _kind("community association", "AS101", "community-association", "association", aim=True),
    _kind(
        "community business",
        "EC106",
        "community-business social-business",
        "community business|social enterprise",
        aim=True,
    ),
    _kind("community transport", "SW104", "community-transport", "transport", aim=True),
    _kind("community centre alone", "FA103", "community-hub", r"community cent(?:re|er)"),
    _kind("village hall alone", "FA107", "village-hall", "village hall"),
    _kind("community café", "FA102", "community-cafe", "caf[eé]"),
    _kind("green space", "FA104", "community-nature", r"gardens?|green space"),
    _kind("energy", "EC201", "community-energy", "energy"),
)
AIM = tuple(kind for kind in KINDS if kind.aim)
TUNED, KEPT_ASIDE = "tuned on", "kept aside"


@dataclass(frozen=True)
class Labelled:
    """A row with the tags that people gave it."""

    id: str
    name: str
    text: str
    purposes: str
    tags: frozenset[str]

    @property
    def half(self) -> str:
        """Which half of the file the row is in, by its id: rules were made looking at one."""
        even = hashlib.sha256(self.id.encode()).digest()[0] % 2 == 0
        return TUNED if even else KEPT_ASIDE


def read_labelled(path: Path) -> list[Labelled]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            Labelled(
                row["org_id"],
                row["name"],
                row["activities"] or row.get("objects", ""),
                row.get("objects", ""),
                frozenset(tag for tag in re.split(r"[;\s]+", row["UKCAT"]) if tag),
            )
            for row in csv.DictReader(file)
        ]


@dataclass
class Score:
    """How often an answer was right, wrong, or missing."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    rows: dict[str, list[Labelled]] = field(
        default_factory=lambda: {"right": [], "wrong": [], "missed": []}
    )

    def add(self, row: Labelled, *, said: bool, true: bool) -> None:
        outcome = {(True, True): "right", (True, False): "wrong", (False, True): "missed"}
        if name := outcome.get((said, true)):
            setattr(self, name, getattr(self, name) + 1)
            self.rows[name].append(row)

    def plus(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Judge = Callable[[Labelled, Kind], bool]


def measure(rows: Iterable[Labelled], kinds: Iterable[Kind], judge: Judge) -> dict[str, Score]:
    """Return the score of ``judge`` for each kind, by its title."""
    kinds = tuple(kinds)
    scores = {kind.title: Score() for kind in kinds}
    for row in rows:
        for kind in kinds:
            scores[kind.title].add(row, said=judge(row, kind), true=bool(kind.tags & row.tags))
    return scores


def micro(scores: dict[str, Score]) -> Score:
    """Return the score over all kinds, each answer counted once."""
    whole = Score()
    for score in scores.values():
        whole = whole.plus(score)
    return whole


def any_of(rows: Iterable[Labelled], kinds: Iterable[Kind], judge: Judge) -> Score:
    """Return the score of asking only whether a row is of any of ``kinds``."""
    kinds, score = tuple(kinds), Score()
    for row in rows:
        said = any(judge(row, kind) for kind in kinds)
        score.add(row, said=said, true=any(kind.tags & row.tags for kind in kinds))
    return score
