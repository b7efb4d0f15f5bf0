"""The options of commands that work on what a registry lists: where to work, and on whose data."""

from pathlib import Path

import click

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
