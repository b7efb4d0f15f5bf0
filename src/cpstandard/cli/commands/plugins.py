"""``cpstandard plugins``: what is installed, from where, and what of it is broken."""

import json
import sys
from typing import Any

import click

from cpstandard.cli.completion import importer_ids
from cpstandard.plugins import Loaded, load_plugins


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.option(
    "--options",
    "importer_id",
    metavar="ID",
    shell_complete=importer_ids,
    help="Print the options of one importer.",
)
def command(as_json: bool, importer_id: str | None) -> None:
    """List importers and checks, each with the distribution that gives it.

    The exit code is 1 where a plugin is broken; the others work on.

    Example:  cpstandard plugins --options table
    """
    loaded = load_plugins()
    if importer_id:
        _options(loaded, importer_id)
        return
    if as_json:
        click.echo(json.dumps(_as_data(loaded), ensure_ascii=False, indent=2))
    else:
        _print(loaded)
    if loaded.failures:
        sys.exit(1)


def _options(loaded: Loaded, importer_id: str) -> None:
    importer = loaded.importer(importer_id).item
    click.echo(f"{importer.id} - {importer.title}")
    for name, field in importer.Options.model_fields.items():
        need = "needed" if field.is_required() else f"default {field.get_default()!r}"
        click.echo(f"  {field.alias or name} ({need}): {field.description}")


def _print(loaded: Loaded) -> None:
    click.echo("Importers")
    for importer in loaded.importers:
        item, source = importer.item, f"{importer.distribution} {importer.version}"
        click.echo(f"  {item.id:<16} {item.version:<8} {item.title}  [{source}]")
    click.echo("Checks")
    for check in loaded.checks:
        source = f"{check.distribution} {check.version}"
        click.echo(f"  {check.item.code:<40} {check.item.severity!s:<8} [{source}]")
    if loaded.failures:
        click.echo("Broken")
        for failure in loaded.failures:
            click.echo(f"  {failure}")


def _as_data(loaded: Loaded) -> dict[str, Any]:
    return {
        "importers": [
            {
                "id": importer.item.id,
                "title": importer.item.title,
                "version": importer.item.version,
                "distribution": importer.distribution,
                "distributionVersion": importer.version,
            }
            for importer in loaded.importers
        ],
        "checks": [
            {
                "code": check.item.code,
                "severity": str(check.item.severity),
                "distribution": check.distribution,
                "distributionVersion": check.version,
            }
            for check in loaded.checks
        ],
        "failures": [
            {"distribution": f.distribution, "plugin": f.plugin, "message": f.message}
            for f in loaded.failures
        ],
    }
