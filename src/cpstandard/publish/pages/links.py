"""The links between records as data, with the evidence for each."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cpstandard.core.links import Evidence, LinkSet
from cpstandard.publish.renderer import File, Output, Renderer

PATH = "data/links.jsonl"


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the file of the links."""
    yield links_file(renderer.directory.links)


def links_file(links: Iterable[LinkSet]) -> File:
    """Return the links, one set of records a line; an empty file where nothing is linked."""
    return PATH, "".join(f"{_line(each)}\n" for each in links).encode("utf-8", "replace")


def _line(links: LinkSet) -> str:
    said = {
        "kind": str(links.kind),
        "ids": links.ids,
        "evidence": [_evidence(each) for each in links.evidence],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _evidence(evidence: Evidence) -> dict[str, Any]:
    said = {
        "rule": evidence.rule,
        "score": evidence.score,
        "words": evidence.words,
        "ids": evidence.ids,
        "others": evidence.others,
    }
    return {key: value for key, value in said.items() if value or key != "others"}
