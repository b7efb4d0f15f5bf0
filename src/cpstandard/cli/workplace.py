"""The options of commands that work on what a registry lists: where to work, and on whose data."""

from pathlib import Path

import click

registry_option = click.option(
    "--registry",
    type=click.Path(path_type=Path),
    default="registry",
    show_default=True,
    help="Folder of the publishers' entries, and of links.yaml and site.yaml.",
)
workspace_option = click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    default="workspace",
    show_default=True,
    help="Folder for finished work of earlier builds; safe to delete.",
)
only_option = click.option(
    "--only", multiple=True, metavar="PUBLISHER", help="Only this publisher; repeatable."
)
