"""Practices that belong to a cluster the record does not name."""

from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.phrase import titled
from cpstandard.core.record import Record
from cpstandard.core.screen import Ground, Screen
from cpstandard.core.standard import Schema


def _within(ground: Ground) -> Schema:
    """Return what a record meets whose practices are all of clusters that it names."""
    practices: dict[str, list[str]] = {}
    for code in ground.standard.codelists["practice"]:
        practices.setdefault(code.extra.get("Cluster", ""), []).append(code.code)
    named = [
        {
            "anyOf": [
                {"properties": {"clusters": {"contains": {"const": cluster}}}},
                {"properties": {"practices": {"items": {"not": {"enum": those}}}}},
            ]
        }
        for cluster, those in practices.items()
        if cluster
    ]
    return {"allOf": named}


@check(
    code="practice-outside-cluster",
    severity="warning",
    message="{practice} belongs to {cluster}, which is not among the clusters of this initiative.",
    refs=("practices", "clusters"),
    screen=Screen(schema=_within),
)
def practice_outside_cluster(record: Record, context: CheckContext) -> Iterator[Problem]:
    """The record names its clusters, and one of its practices belongs to another cluster.

    People who look through one cluster would not find the initiative there, or not expect it.

    Add the cluster of the practice, or choose the practice again.
    """
    clusters = record.get("clusters")
    if not clusters:
        return
    known = context.standard.codelists["practice"].codes
    for index, practice in enumerate(record.get("practices", ())):
        entry = known.get(practice)
        cluster = entry.extra.get("Cluster", "") if entry else ""
        if entry and cluster and cluster not in clusters:
            title = titled(context.standard.codelists["cluster"].title(cluster), "codelist:cluster")
            words = {"practice": titled(entry.title, "codelist:practice"), "cluster": title}
            yield Problem(f"/practices/{index}", words)
