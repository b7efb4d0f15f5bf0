"""``cpstandard doctor``: whether this installation can do its work, and what it lacks."""

import sys
from itertools import chain, groupby
from pathlib import Path

import click

from cpstandard import __version__
from cpstandard.cli.answer_form import form_option
from cpstandard.cli.doctor import folders, machine, software
from cpstandard.cli.doctor.model import DoctorDocument, Line
from cpstandard.cli.reports.plain import plain
from cpstandard.cli.workplace import registry_option, workspace_option


@click.command()
@registry_option
@workspace_option
@form_option("How to say it; schema/tooling/doctor.json describes the JSON.")
def command(registry: Path, workspace: Path, form: str) -> None:
    """Say whether this installation can do its work, what it lacks, and how to get that.

    Looked at are Python, what is installed, plugins, the versions of the standard, the folders of
    a build, and programs that something optional calls. Nobody is asked over the network. The exit
    code is 0 where nothing is wrong, else 1.

    Example:  cpstandard doctor --format json
    """
    lines = list(
        chain(
            machine.python(),
            machine.workbooks(),
            software.requirements(),
            software.plugins(),
            software.standards(),
            folders.registry(registry),
            folders.writable(workspace),
            machine.programs(),
        )
    )
    wrong = [line for line in lines if line.state == "wrong"]
    document = DoctorDocument(cpstandard=__version__, healthy=not wrong, lines=lines)
    if form == "json":
        click.echo(document.model_dump_json(by_alias=True, indent=2))
    else:
        _print(document, len(wrong))
    if wrong:
        sys.exit(1)


def _print(document: DoctorDocument, wrong: int) -> None:
    click.echo(f"cpstandard {document.cpstandard}")
    for topic, lines in groupby(document.lines, key=lambda line: line.topic):
        click.echo(f"\n{topic.capitalize()}")
        for line in lines:
            click.echo(_shown(line))
    notes = sum(line.state == "note" for line in document.lines)
    told = f"{wrong} to mend" if wrong else "Nothing is wrong"
    more = f"; {notes} {'notes' if notes > 1 else 'note'} on what is optional"
    click.echo(f"\n{told}{more if notes else ''}.")


def _shown(line: Line) -> str:
    said = f"  {line.state:<6} {line.name:<13} {' '.join(plain(line.message).split())}"
    return f"{said}\n{'':<23}-> {plain(line.remedy)}" if line.remedy else said
