"""The option that names how records are linked."""

from typing import get_args

import click

from cpstandard.registry.linking import Method

linking_option = click.option(
    "--linking",
    type=click.Choice(get_args(Method)),
    help="How records are linked, in place of what site.yaml says.",
)
