"""What the tags of a profile mean: practices, clusters, or only topics."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources

import yaml

from cpstandard import schema_store
from cpstandard.ingest.classification.words import words

_CONFIDENCE = 0.7
_TOPIC_LIMIT = 100


@dataclass(slots=True)
class Meaning:
    """The practices and clusters that tags mean, each with the tag, and the tags left over."""

    practices: dict[str, str] = field(default_factory=dict)
    clusters: dict[str, str] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)

    def derived(self) -> list[dict[str, object]]:
        """Return how each practice and cluster was found, as ``provenance`` says it."""
        return [
            {
                "field": name,
                "rule": f"the tag '{tag[:200]}' means {code}",
                "confidence": _CONFIDENCE,
            }
            for name, found in (("practices", self.practices), ("clusters", self.clusters))
            for code, tag in found.items()
        ]


def meaning(tags: Iterable[str], own: Mapping[str, str]) -> Meaning:
    """Return what ``tags`` mean; ``own`` (tag to practice, or ``skip``) counts before the rest."""
    found = Meaning()
    mine = {_key(tag): code for tag, code in own.items()}
    practices, clusters = _practices(), _clusters()
    for tag in tags:
        code = mine.get(_key(tag)) or practices.get(_key(tag), "")
        # A second tag of the same meaning stays a topic: nothing that was written is lost.
        if code not in ("", "skip", *found.practices):
            found.practices[code] = tag
        elif _key(tag) in clusters and clusters[_key(tag)] not in found.clusters:
            found.clusters[clusters[_key(tag)]] = tag
        elif tag[:_TOPIC_LIMIT] not in found.topics:
            found.topics.append(tag[:_TOPIC_LIMIT])
    return found


def _key(tag: str) -> str:
    # Spellings, accents, hyphens and apostrophes as the rules have them.
    return " ".join(words(tag))


@functools.cache
def _practices() -> Mapping[str, str]:
    text = resources.files(__package__ or "").joinpath("tags.yaml").read_text(encoding="utf-8")
    known = {_key(tag): code for code, tags in yaml.safe_load(text).items() for tag in tags}
    return known | _codelist("practice")


@functools.cache
def _clusters() -> Mapping[str, str]:
    return _codelist("cluster")


def _codelist(name: str) -> dict[str, str]:
    codes = schema_store.standard().codelists[name]
    return {_key(said): code.code for code in codes for said in (code.code, code.title)}
