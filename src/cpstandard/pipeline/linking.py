"""Links the records that are shown, in the way that the site asks for, once for the same input."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from cpstandard.core.links import (
    Candidate,
    Decision,
    Evidence,
    LinkKind,
    Links,
    LinkSet,
    LinkSettings,
    SameBody,
)
from cpstandard.core.record import Record
from cpstandard.link.judging import Judge, by_numbers_alone, by_rules
from cpstandard.link.linking import link_subjects
from cpstandard.pipeline.code_digest import code_digest
from cpstandard.pipeline.jobs import collector_at_rest
from cpstandard.pipeline.register_links import RegisterLinks
from cpstandard.pipeline.subjects import kept_subjects, read_subjects
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


@dataclass(frozen=True, slots=True)
class Linking:
    """The links among the records that are shown: what they are made from, and where they lie.

    They are made anew only where something that matters to a link changed, such as a name, a
    place or a number; then as a whole, for how telling a word is hangs on all names together.
    """

    key: str
    settings: LinkSettings
    decisions: Sequence[Decision]
    same_bodies: Sequence[SameBody]
    judge: Judge
    shown: Sequence[Shown]
    workspace: Workspace

    def links(self) -> Links:
        """Return the links, made where no earlier build did."""
        return _read(self.made())

    def made(self) -> StageOutput:
        """Return the links as they lie in the workspace."""
        found = self.workspace.find(_STAGE, self.key)
        if found is None:
            with collector_at_rest():
                found = self.workspace.store(_STAGE, self.key, _lines(self._link()))
        return found

    def _link(self) -> Links:
        kept = [kept_subjects(each.part, self.workspace) for each in self.shown]
        return link_subjects(
            (subjects for each in kept for subjects in read_subjects(each)),
            {id_: each.publisher.id for each in self.shown for id_, _ in each.digests()},
            settings=self.settings,
            decisions=self.decisions,
            same_bodies=self.same_bodies,
            judge_by=self.judge,
        )


def linking_of(
    registry: Registry,
    shown: Sequence[Shown],
    workspace: Workspace,
    register_links: RegisterLinks,
    *,
    method: str = "",
    by_rules: Judge = by_rules,
) -> Linking:
    """Return the linking of the records that are shown, by the site's method or another.

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
        [(each.publisher.id, kept_subjects(each.part, workspace).file().sha256) for each in shown],
    )
    same_bodies = register_links.same_bodies
    return Linking(key, settings, registry.decisions, same_bodies, judge, shown, workspace)


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
