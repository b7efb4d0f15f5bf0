"""``cpstandard standard``: looks at the versions of the standard, compiles and freezes them."""

import json
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from cpstandard import schema_store
from cpstandard.cli import frozen
from cpstandard.cli.codelist_meant import codelist_meant
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.doctor.model import DoctorDocument
from cpstandard.cli.reports.model import ReportDocument
from cpstandard.cli.standard_diff_text import diff_lines
from cpstandard.core.scoreboard import Scoreboard
from cpstandard.core.standard import Field
from cpstandard.core.standard_diff import StandardDiff, compare
from cpstandard.core.status import StatusDocument
from cpstandard.normalise.migrations import STEPS
from cpstandard.registry import Entry
from cpstandard.registry.links import ReviewedLinks
from cpstandard.registry.site_settings import SiteSettings
from cpstandard.registry.withdrawn import Withdrawn

# The documents of the tools: the models come first, their schemas are generated.
_MODELS: dict[str, type[BaseModel]] = {
    "doctor": DoctorDocument,
    "registry-entry": Entry,
    "reliability": Scoreboard,
    "report": ReportDocument,
    "reviewed-links": ReviewedLinks,
    "site-settings": SiteSettings,
    "status": StatusDocument,
    "withdrawn": Withdrawn,
}


@click.group()
def command() -> None:
    """List, show, compare, compile and freeze the versions of the standard.

    Example:  cpstandard standard show
    """


@command.command(name="list")
def list_() -> None:
    """List the versions known here, oldest first, each with its extensions.

    Example:  cpstandard standard list
    """
    for version in schema_store.versions():
        standard = schema_store.standard(version)
        codes = sum(len(codelist.codes) for codelist in standard.codelists.values())
        fields = len(list(standard.fields()))
        click.echo(
            f"{version}\t{fields} fields\t{len(standard.codelists)} codelists, {codes} codes"
        )
        for name in schema_store.extensions_of(version):
            extension = schema_store.extensions()[name]
            more = len(list(schema_store.standard(version, (name,)).fields())) - fields
            click.echo(f"{version} + {name}\t{more} fields\t{extension.title}")


@command.command()
@click.argument("version", default=schema_store.LATEST)
@click.option("--codelist", help="Show the codes of this codelist, or field, instead.")
@click.option("--extension", "extensions", multiple=True, help="With its fields; repeatable.")
def show(version: str, codelist: str | None, extensions: tuple[str, ...]) -> None:
    """Show the fields of VERSION (default: the latest), or the codes of one codelist.

    Example:  cpstandard standard show --codelist practice
    """
    standard = schema_store.standard(version, extensions)
    if codelist is None:
        for field in standard.fields():
            click.echo(_describe(field))
        return
    every = extensions or tuple(schema_store.extensions_of(version))
    for code in codelist_meant(codelist, schema_store.standard(version, every)):
        click.echo(f"{code.code}\t{code.title}\t{code.description}")


@command.command(name="compile")
@console_options
def compile_(console: Console) -> None:
    """Write the compiled schemas and the schemas of our own files again.

    Run it after an edit under schema/ or to the registry's models, and commit what it wrote.

    Example:  cpstandard standard compile
    """
    for path, document in generated_schemas().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        console.say(str(path))


@command.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Form of the list.",
)
def diff(old: str, new: str, form: str) -> None:
    """Show what differs between the versions OLD and NEW: fields, codelists and codes.

    Example:  cpstandard standard diff 0.1 1.0
    """
    found = difference(old, new)
    if form == "json":
        click.echo(json.dumps(found.to_dict(), indent=2, ensure_ascii=False))
    else:
        for line in diff_lines(found, schema_store.standard(new)):
            click.echo(line)


@command.command()
@click.argument("version")
@click.option("--again", is_flag=True, help="Also where the version is frozen already.")
@console_options
def freeze(version: str, again: bool, console: Console) -> None:
    """Write the digests of VERSION's files to schema/frozen.sha256: from now on it is released.

    A released version is never edited, and a test holds it to its digests. To mend a released
    version is to say something else than others have read: make a new version instead.

    Example:  cpstandard standard freeze 1.0
    """
    schema_store.standard(version)
    count = frozen.freeze(schema_store.schema_folder(), version, again=again)
    console.say(f"Froze version {version}: {count} files.")


def difference(old: str, new: str) -> StandardDiff:
    """Return what differs between two versions; raises ``UnusableInput`` for an unknown one."""
    step = STEPS.get(old)
    moved = step.moved if step and step.to == new else {}
    return compare(schema_store.standard(old), schema_store.standard(new), moved)


def generated_schemas() -> dict[Path, dict[str, Any]]:
    """Return every schema that is made from something else, by the path where it is kept."""
    folder = schema_store.schema_folder()
    made = {
        folder / version / "compiled" / name: document
        for version in schema_store.versions()
        for name, document in schema_store.compile_version(version).items()
    }
    for name, model in _MODELS.items():
        made[folder / "tooling" / f"{name}.json"] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"https://w3id.org/cpstandard/schema/tooling/{name}.json",
            **model.model_json_schema(),
        }
    return made


def _describe(field: Field) -> str:
    path = ".".join(field.path).replace(".*", "[]")
    required = " (required)" if field.required else ""
    codes = f" [codes: {field.codelist}]" if field.codelist else ""
    return f"{path}{required}: {field.title}. {field.description}{codes}"
