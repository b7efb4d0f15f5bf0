"""Links the records that are shown, in the way that the site asks for, once for the same input."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

from cpstandard.core.links import Candidate, Evidence, LinkKind, Links, LinkSet
from cpstandard.core.record import Record
from cpstandard.link.linking import Judge, by_numbers_alone, by_rules, link_records
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.register_links import RegisterLinks
from cpstandard.pipeline.survey import Shown
from cpstandard.registry import Publisher, Registry
from cpstandard.workspace import StageOutput, Workspace, content_key

_STAGE = "link"


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a candidate speaks of, and whose it is."""

    record: Record
    publisher: Publisher


@dataclass(frozen=True, slots=True)
class LinkReview:
    """The links of what a build would show, for a person to look over.

    ``records`` are those that candidates speak of, by id; ``unknown`` the ids that decisions name
    and no record has.
    """

    links: Links
    records: Mapping[str, Named]
    unknown: tuple[str, ...]


def review_of(registry: Registry, shown: Sequence[Shown], links: Links) -> LinkReview:
    """Return ``links`` with what a person needs to decide on their candidates."""
    asked = {record for candidate in links.review for record in candidate.ids}
    unknown = {record for decision in registry.decisions for record in decision.ids}
    found = {}
    for each in shown:
        for record in each.part.read():
            unknown.discard(record["id"])
            if record["id"] in asked:
                found[record["id"]] = Named(record, each.publisher)
    return LinkReview(links, dict(sorted(found.items())), tuple(sorted(unknown)))


def links_of(
    registry: Registry,
    shown: Sequence[Shown],
    workspace: Workspace,
    register_links: RegisterLinks,
    *,
    method: str = "",
    by_rules: Judge = by_rules,
) -> Links:
    """Return the links among the records that are shown, by the site's method or another.

    ``by_rules`` judges where rules are to. Raises ``UnusableInput`` where the trained model is to
    and is not installed.
    """
    settings = registry.site.linking.settings()
    settings = replace(settings, method=method or settings.method)
    judge, version = _judge(settings.method, by_rules)
    key = content_key(
        code_digest("core", "link", "pipeline/linking.py"),
        version,
        asdict(settings),
        [asdict(decision) for decision in registry.decisions],
        register_links.key,
        [(each.publisher.id, each.part.key) for each in shown],
    )
    found = workspace.find(_STAGE, key)
    if found is None:
        with _collector_at_rest():
            links = link_records(
                (record for each in shown for record in each.part.read()),
                {id_: each.publisher.id for each in shown for id_, _ in each.digests()},
                settings=settings,
                decisions=registry.decisions,
                same_bodies=register_links.same_bodies,
                judge_by=judge,
            )
        found = workspace.store(_STAGE, key, _lines(links))
    return _read(found)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the collector from going over a million small sets again and again: none is in a circle.

    It takes a third of the time of linking else.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _judge(method: str, by_rules: Judge) -> tuple[Judge, str]:
    """Return who judges where no number does, and the version of what it leans on."""
    if method == "splink":
        from cpstandard.link.model import by_model, version  # noqa: PLC0415 - an extra, and slow

        return by_model, version()
    return (by_numbers_alone if method == "identifiers" else by_rules), ""


def _lines(links: Links) -> Iterator[dict[str, Any]]:
    for one in links.sets:
        yield {"set": asdict(one)}
    for candidate in links.review:
        yield {"candidate": asdict(candidate)}


def _read(stored: StageOutput) -> Links:
    sets, review = [], []
    for line in stored.lines():
        if made := line.get("set"):
            evidence = tuple(map(_evidence, made["evidence"]))
            sets.append(LinkSet(LinkKind(made["kind"]), tuple(made["ids"]), evidence))
        else:
            made = line["candidate"]
            one, other = made["ids"]
            review.append(
                Candidate(
                    LinkKind(made["kind"]), (one, other), _evidence(made["evidence"]), made["doubt"]
                )
            )
    return Links(tuple(sets), tuple(review))


def _evidence(stored: dict[str, Any]) -> Evidence:
    return Evidence(
        stored["rule"],
        tuple(stored["ids"]),
        stored["words"],
        stored["score"],
        tuple(stored["others"]),
    )
