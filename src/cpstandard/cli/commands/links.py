"""``cpstandard links``: what may be the same and is not linked, for a person to decide."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from cpstandard.cli.answer_form import form_option
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.linking import linking_option
from cpstandard.cli.reports.plain import plain
from cpstandard.cli.workplace import only_option, registry_option, workspace_option
from cpstandard.core.links import Candidate
from cpstandard.pipeline import BuildSettings, review_links
from cpstandard.pipeline.linking import LinkReview
from cpstandard.registry.links import MOST_OF_A_REASON


@click.group()
def command() -> None:
    """Look over the links between records of several publishers.

    Example:  cpstandard links review
    """


@command.command()
@registry_option
@workspace_option
@only_option
@linking_option
@click.option(
    "--kind",
    type=click.Choice(["initiative", "organisation"]),
    help="Only what may be the same initiative, or be run by the same organisation.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="How many to list, the likeliest first; 0 for all.",
)
@form_option("For a person, or for a program.")
@console_options
def review(
    registry: Path,
    workspace: Path,
    only: tuple[str, ...],
    linking: str | None,
    kind: str | None,
    limit: int,
    form: str,
    console: Console,
) -> None:
    """List the records that may be the same, likeliest first, each with a decision to copy.

    Copy it into links.yaml of the registry, say same or different, and the next build does so.
    Nothing is fetched: what the last build brought here is looked over.

    Example:  cpstandard links review --kind organisation
    """
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    settings = BuildSettings(
        registry, Path("site"), workspace, now, only=only, linking=linking or ""
    )
    found = review_links(settings, console.progress)
    candidates = [each for each in found.links.review if kind in (None, each.kind)]
    listed = candidates[: limit or None]
    for record in found.unknown:
        console.warn(f"links.yaml decides on {record}, which is in no source that was read.")
    if form == "json":
        document = {"total": len(candidates), "candidates": [_data(each, found) for each in listed]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for number, each in enumerate(listed, 1):
        click.echo("\n".join(_text(number, each, found, now[:10])))
    linked = len(found.links.sets)
    console.say(
        f"{len(candidates):,} to look at, {len(listed):,} listed; {linked:,} groups are linked."
    )


def _text(number: int, each: Candidate, found: LinkReview, today: str) -> Iterator[str]:
    yield f"{number}. the same {each.kind}?"
    for record in each.ids:
        shown = found.records[record]
        yield f"   {record}  {plain(shown.record['name'])} ({plain(shown.publisher.entry.name)})"
    yield f"   {plain(each.evidence.words)}"
    yield f"   Not linked: {plain(each.doubt)}"
    yield f"  - kind: {each.kind}"
    yield "    verdict: same  # or: different"
    yield f"    records: [{', '.join(each.ids)}]"
    yield f"    reason: {json.dumps(_reason(each), ensure_ascii=False)}"
    yield f'    decided: "{today}"'
    yield ""


def _reason(each: Candidate) -> str:
    """Return the evidence as a reason that links.yaml takes."""
    return plain(each.evidence.words)[:MOST_OF_A_REASON]


def _data(each: Candidate, found: LinkReview) -> dict[str, Any]:
    records = [
        {
            "id": record,
            "name": found.records[record].record["name"],
            "publisher": found.records[record].publisher.id,
        }
        for record in each.ids
    ]
    return {
        "kind": each.kind,
        "records": records,
        "rule": each.evidence.rule,
        "score": each.evidence.score,
        "evidence": each.evidence.words,
        "doubt": each.doubt,
        "decision": {
            "kind": each.kind,
            "verdict": "same",
            "records": list(each.ids),
            "reason": _reason(each),
        },
    }
