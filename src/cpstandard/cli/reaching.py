"""The options that say which hosts may be reached though they are not public."""

import functools
from collections.abc import Callable
from typing import Any

import click


def reaching_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--allow-private`` and ``--allow-network``, as the one ``allow_private``."""

    @click.option(
        "--allow-private",
        is_flag=True,
        help="Also fetch from hosts of your own: loopback and the private ranges.",
    )
    @click.option(
        "--allow-network",
        multiple=True,
        metavar="NETWORK",
        help="Also fetch from this network that is not public, such as 10.1.0.0/16; repeatable.",
    )
    @functools.wraps(function)  # keeps the options that other decorators put on the function
    def wrapped(
        *args: Any, allow_private: bool, allow_network: tuple[str, ...], **kwargs: Any
    ) -> Any:
        allowed = (*(("all",) if allow_private else ()), *allow_network)
        return function(*args, allow_private=allowed, **kwargs)

    return wrapped
