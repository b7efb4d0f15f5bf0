"""``cpstandard template``: an empty spreadsheet to fill in."""

from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.cli.whole_file import whole_file
from cpstandard.core.errors import UnusableInput
from cpstandard.publish.forms.template import write_template_csv, write_template_xlsx
from cpstandard.schema_store import LATEST, standard

_WRITERS = {".xlsx": write_template_xlsx, ".csv": write_template_csv}


@click.command(epilog="Example:  cpstandard template initiatives.xlsx --simple")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--simple", is_flag=True, help="A dozen columns on one sheet, to begin with.")
@click.option("--standard", "version", default=LATEST, show_default=True, help="Its version.")
@console_options
def command(out: Path, simple: bool, version: str, console: Console) -> None:
    """Write an empty spreadsheet to OUT (.xlsx or .csv), ready to be filled in."""
    writer = _WRITERS.get(out.suffix.lower())
    if writer is None:
        raise UnusableInput(f"{out}: the name has to end in .xlsx or .csv.")
    with whole_file(out) as target:
        writer(target, standard(version), simple=simple)
    console.say(f"Wrote {out}. When it is filled in: cpstandard validate {out}")
