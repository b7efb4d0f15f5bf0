"""``cpstandard standard``: looks at the versions of the standard, and compiles them."""

import json
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from cpstandard import schema_store
from cpstandard.cli.console import Console, console_options
from cpstandard.cli.reports.model import ReportDocument
from cpstandard.core.standard import Field
from cpstandard.registry import Entry, SiteSettings

# The documents of the tools: the models come first, their schemas are generated.
_MODELS: dict[str, type[BaseModel]] = {
    "registry-entry": Entry,
    "report": ReportDocument,
    "site-settings": SiteSettings,
}


@click.group()
def command() -> None:
    """List, show and compile the versions of the standard.

    Example:  cpstandard standard show
    """


@command.command(name="list")
def list_() -> None:
    """List the versions known here, oldest first.

    Example:  cpstandard standard list
    """
    for version in schema_store.versions():
        standard = schema_store.standard(version)
        codes = sum(len(codelist.codes) for codelist in standard.codelists.values())
        fields = len(list(standard.fields()))
        click.echo(
            f"{version}\t{fields} fields\t{len(standard.codelists)} codelists, {codes} codes"
        )


@command.command()
@click.argument("version", default=schema_store.LATEST)
@click.option("--codelist", help="Show the codes of this codelist instead.")
def show(version: str, codelist: str | None) -> None:
    """Show the fields of VERSION (default: the latest), or the codes of one codelist.

    Example:  cpstandard standard show --codelist practice
    """
    standard = schema_store.standard(version)
    if codelist is None:
        for field in standard.fields():
            click.echo(_describe(field))
        return
    if codelist not in standard.codelists:
        known = ", ".join(sorted(standard.codelists))
        raise click.BadParameter(f"no codelist {codelist!r}; known: {known}")
    for code in standard.codelists[codelist]:
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
