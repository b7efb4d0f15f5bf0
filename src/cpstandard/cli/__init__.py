"""The command line: a group whose commands are the modules of ``cli/commands``."""

import errno
import gc
import importlib
import pkgutil
import sys
from typing import Any

import click

from cpstandard.cli import commands
from cpstandard.cli.console import Console, console_of
from cpstandard.core.errors import CpstandardError

_FAILED = 2
_STOPPED = 130


class CommandFolder(click.Group):
    """A group that imports a command's module only when that command is asked for."""

    console = Console()
    """That of the command that ran last."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names: the modules' names, ``import_`` standing for ``import``."""
        del ctx
        modules = pkgutil.iter_modules(commands.__path__)
        return sorted(module.name.rstrip("_").replace("_", "-") for module in modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called ``cmd_name``, or ``None``."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        # "import" is a keyword, so its module carries an underscore.
        name = f"{name}_" if name == "import" else name
        module = importlib.import_module(f"{commands.__name__}.{name}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a failure of ours is one line on stderr and exit code 2.

        One stopped with Ctrl-C ends with 130: 1 would be taken for findings.
        """
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            console_of(ctx).fail("stopped.", _STOPPED)
            sys.exit(_STOPPED)
        except CpstandardError as error:
            console_of(ctx).fail(str(error), _FAILED)
            sys.exit(_FAILED)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read our output has seen enough
                raise
            where = f"{error.filename}: " if error.filename else ""
            console_of(ctx).fail(f"{where}{error.strerror or error}.", _FAILED)
            sys.exit(_FAILED)
        finally:
            self.console = console_of(ctx)


def _tell_versions(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - as click calls it
    if asked and not context.resilient_parsing:
        # Plugins take their time to load: only this wants them all.
        from cpstandard.cli.versions import versions  # noqa: PLC0415 - see above

        click.echo("\n".join(versions()))
        context.exit()


@click.group(
    cls=CommandFolder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with:  cpstandard template my.xlsx  then  cpstandard validate my.xlsx",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_versions,
    help="Say which software, versions of the standard and plugins are here.",
)
def main() -> None:
    """Describe, check and publish community power initiatives as open data."""


def run() -> None:
    """Run the command line as a program; where it breaks, the exit code is 2 and not Python's 1.

    1 says that all was done and something was found.
    """
    try:
        main()
    except Exception as error:  # noqa: BLE001 - a mistake of ours, whatever it is
        main.console.broken(error, _FAILED)
        sys.exit(_FAILED)
    finally:
        # The interpreter goes through all that is left before it ends, to find nothing: an eighth
        # of the time that a short command takes.
        gc.freeze()
