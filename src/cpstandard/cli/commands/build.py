"""``cpstandard build``: publishes the directory of a registry."""

import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.cli.linking import linking_option
from cpstandard.cli.reaching import reaching_options
from cpstandard.cli.workplace import only_option, registry_option, workspace_option
from cpstandard.core.errors import UnusableInput
from cpstandard.parallel import usable_cores
from cpstandard.pipeline import BuildSettings, build
from cpstandard.pipeline.engine import Engine
from cpstandard.pipeline.outcome import BuildResult, SourceOutcome, State

_ERRORS = 3
"""Findings of a source to tell; the rest is on its publisher's page."""


@click.command()
@registry_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="site",
    show_default=True,
    help="Where the site is to be reached: a link to the current edition.",
)
@workspace_option
@click.option("--online", is_flag=True, help="Fetch the sources that have an address.")
@reaching_options
@only_option
@click.option("--now", metavar="TIME", help="The time of the build, UTC: 2026-01-31T06:00:00Z.")
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="How many editions to keep, the current one among them.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Who imports and validates: this process, or Spark (docs/scale.md); the site is the same.",
)
@linking_option
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=usable_cores,
    show_default="the cores that there are",
    help="How many processes may work at once where there is much to do.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Say of each source why it was fetched, imported and validated again, or was not.",
)
@click.option(
    "--data-only",
    is_flag=True,
    help="Publish the downloads, the status and the history, and no pages.",
)
@console_options
def command(
    registry: Path,
    out: Path,
    workspace: Path,
    online: bool,
    allow_private: tuple[str, ...],
    only: tuple[str, ...],
    now: str | None,
    keep: int,
    engine: str,
    linking: str | None,
    jobs: int,
    explain: bool,
    data_only: bool,
    console: Console,
) -> None:
    """Publish the directory of all that the registry lists.

    Without --online nothing is fetched: embedded sources and copies of last time are used. A source
    that cannot be read fails alone. Exit code 0: every source was read and all its records are
    shown; 1: the site is whole, and something needs a look; 2: nothing was built.

    Example:  cpstandard build --registry registry --out site
    """
    if not out.name:  # nothing could stand beside it
        raise UnusableInput(f"{out} cannot become a site: name a new folder with --out.")
    settings = BuildSettings(
        registry,
        out,
        workspace if engine == "local" else workspace.absolute(),  # others are to find it too
        _time(now),
        online=online,
        allow_private=allow_private,
        only=only,
        keep=keep,
        linking=linking or "",
        pages=not data_only,
        jobs=jobs,
    )
    try:
        with _engine(engine, workspace, console) as working:
            result = build(replace(settings, engine=working), console.progress)
    except OSError as error:
        reason = f"{error.filename or out}: {error.strerror or error}"
        raise UnusableInput(
            f"The build broke off ({reason}); the site stands as it was."
        ) from error
    _say(result, console, explain=explain)
    if not result.clean:
        sys.exit(1)


def _engine(name: str, workspace: Path, console: Console) -> AbstractContextManager[Engine | None]:
    if name == "local":
        return nullcontext()
    from cpstandard.spark import SparkEngine  # noqa: PLC0415 - nobody else has to wait for it

    return SparkEngine(workspace / "spark.log", console.say, console.warn)


def _time(now: str | None) -> str:
    if now is None:
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        return (
            datetime.strptime(now, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).isoformat()[:19] + "Z"
        )
    except ValueError as error:
        raise click.BadParameter(
            f"{now!r} is not a time such as 2026-01-31T06:00:00Z", param_hint="--now"
        ) from error


def _say(result: BuildResult, console: Console, *, explain: bool) -> None:
    """Say what was published, what was not and why, and where it is."""
    for outcome in result.outcomes:
        _say_source(outcome, console)
        for words in result.why.get(outcome.name, ()) if explain else ():
            console.say(f"           {words}", source=outcome.name, why=words)
    for failure in result.failures:
        console.warn(failure, event="failure")
    for doubt in result.doubts:
        console.warn(doubt, event="doubt")
    if result.dropped:
        console.say(
            f"{_counted(result.dropped, 'older edition')}, made before the last change of "
            f"withdrawn.yaml, {'was' if result.dropped == 1 else 'were'} deleted.",
            event="editions-deleted",
            editionsDeleted=result.dropped,
        )
    published = sum(outcome.records_out > 0 for outcome in result.outcomes)
    verb = "Published" if result.changed else "Nothing changed:"
    console.say(
        f"{verb} {_initiatives(result.initiatives)} from {published} of "
        f"{_counted(len(result.outcomes), 'source')}, {_counted(result.files, 'file')}.",
        event="published",
        initiatives=result.initiatives,
        sources=len(result.outcomes),
        sourcesShown=published,
        files=result.files,
        changed=result.changed,
        site=str(result.out),
        exitCode=0 if result.clean else 1,
    )
    if not console.as_json:
        console.say(f"{result.out}/index.html   look at it with:  cpstandard serve {result.out}")


def _initiatives(count: int) -> str:
    return _counted(count, "initiative")


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _say_source(outcome: SourceOutcome, console: Console) -> None:
    name = outcome.name
    facts = {"state": str(outcome.state), "reason": outcome.reason, **_records(outcome)}
    facts = {"event": "source", "source": name, **facts}
    if outcome.state is State.FAILED:
        console.warn(f"failed     {outcome.name}: {outcome.reason}", **facts)
        return
    if outcome.state is State.NOT_TRIED:
        console.say(f"not tried  {outcome.name}: {outcome.reason}", **facts)
        return
    line = f"{outcome.state!s:<10} {outcome.name}: {_initiatives(outcome.records_out)}"
    tell = console.say
    if outcome.state is State.NOTHING_SHOWN:
        line, tell = f"not shown  {outcome.name}: {outcome.reason}", console.warn
    elif outcome.reason:
        line += f" ({outcome.reason})"
        tell = console.warn if outcome.failure else tell
    tell(line, **facts)
    for remark in outcome.remarks:
        console.warn(f"           {remark}", event="remark", source=name)
    if outcome.taken_down:
        console.say(
            f"           {_counted(outcome.taken_down, 'record')} withdrawn, so left out",
            event="withdrawn",
            source=name,
            records=outcome.taken_down,
        )
    rows = outcome.report.get("rows", {})
    if rows.get("skipped"):
        skipped = outcome.report["skipped"]
        reasons = "; ".join(f"{n:,} {why}" for why, n in skipped.items())
        console.say(
            f"           {rows['skipped']:,} of {rows['read']:,} rows left out: {reasons}",
            event="rows-left-out",
            source=name,
            rows=rows["read"],
            leftOut=skipped,
        )
    if outcome.unsound:
        for error in outcome.errors[:_ERRORS]:
            record = error.get("recordId", "")
            console.warn(
                f"             {record} {error['message']}",
                event="finding",
                source=name,
                record=record,
                code=error.get("code", ""),
            )


def _records(outcome: SourceOutcome) -> dict[str, Any]:
    """Return the numbers of a source, and where an older copy had to serve, of when it is."""
    facts: dict[str, Any] = {"recordsIn": outcome.records_in, "recordsOut": outcome.records_out}
    if outcome.copy is not None:
        facts["copy"] = {"of": outcome.copy.of, "until": outcome.copy.until}
    return facts
