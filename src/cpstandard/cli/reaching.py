"""The option that says which hosts may be reached though they are not public."""

import click

ALLOW_PRIVATE = click.option(
    "--allow-private",
    multiple=True,
    is_flag=False,
    flag_value="all",
    metavar="[NETWORK]",
    help="Also fetch from hosts that are not public: loopback and the private ranges, or this one.",
)
