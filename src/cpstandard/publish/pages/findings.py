"""A page for each thing that the validator may find in a file: what, why, and how to mend it."""

from collections.abc import Iterator
from itertools import groupby

from cpstandard.publish.finding_examples import finding_examples
from cpstandard.publish.renderer import Output, Renderer

_STAGES = ("intake", "structure", "codelist", "initiative", "package", "dataset", "software")


def render(renderer: Renderer) -> Iterator[Output]:
    """Yield the list of all codes and a page for each; nothing where none were given."""
    entries = renderer.directory.findings
    if not entries:
        return
    ranked = sorted(entries, key=lambda entry: (_STAGES.index(entry.scope), entry.code))
    groups = [(stage, list(group)) for stage, group in groupby(ranked, key=lambda e: e.scope)]
    yield renderer.page("findings/", "findings.html", groups=groups)
    publishers = renderer.directory.publishers.values()
    for entry in ranked:
        concerned = [p for p in publishers if p.findings.get(entry.code)]
        yield renderer.page(
            f"findings/{entry.code}/",
            "finding.html",
            entry=entry,
            example=finding_examples().get(entry.code),
            publishers=concerned,
        )
