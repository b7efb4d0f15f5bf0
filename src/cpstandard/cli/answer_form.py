"""The option of commands whose answer is for a person or for a program."""

from collections.abc import Callable
from typing import Any

import click

Decorated = Callable[..., Any]


def form_option(what: str) -> Callable[[Decorated], Decorated]:
    """Return the option ``--format text|json``, as ``form``; ``what`` says what it is for."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=what,
    )
