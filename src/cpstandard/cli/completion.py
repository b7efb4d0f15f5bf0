"""What a shell offers when somebody presses Tab, where click does not know it by itself."""

import click
from click.shell_completion import CompletionItem


def importer_ids(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the importers whose ids begin with ``incomplete``, each with its title."""
    from cpstandard.plugins import load_plugins  # noqa: PLC0415 - takes its time to load

    items = [provided.item for provided in load_plugins().importers]
    return [
        CompletionItem(item.id, help=item.title) for item in items if item.id.startswith(incomplete)
    ]


def finding_codes(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the codes of findings that begin with ``incomplete``."""
    from cpstandard.validate.catalogue import all_codes, builtin_checks  # noqa: PLC0415 - as above

    known = sorted(all_codes(builtin_checks()))
    return [CompletionItem(code) for code in known if code.startswith(incomplete)]
