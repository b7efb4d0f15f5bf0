"""The language in which a command speaks: English, unless another one is asked for by name."""

from collections.abc import Callable
from typing import Any

import click

from cpstandard import schema_store
from cpstandard.core.phrase import speaking
from cpstandard.languages import languages, words


def language_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--language``; it is never guessed from the computer's own settings."""
    return click.option(
        "--language",
        type=click.Choice(languages()),
        show_default="en",
        help="The language of the messages; cy is Welsh, a draft without a native reader yet.",
    )(function)


def speak(language: str | None) -> None:
    """Let everything be said in ``language`` until the program ends, errors at the end too."""
    if language is not None:
        root = click.get_current_context().find_root()
        root.with_resource(speaking(words(language, schema_store.standard())))
