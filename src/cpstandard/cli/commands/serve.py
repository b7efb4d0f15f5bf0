"""``cpstandard serve``: looks at a built site in a browser, from this machine alone."""

import errno
import re
from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.cli.preview.rebuilding import Rebuilder
from cpstandard.cli.preview.server import Server
from cpstandard.cli.workplace import workspace_option
from cpstandard.core.errors import UnusableInput
from cpstandard.registry import read_site

_BASE = re.compile(r"/|(/[A-Za-z0-9._~-]+)+/")


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default="site")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes any that is free.",
)
@click.option(
    "--base",
    default="/",
    metavar="PATH",
    help="Show the site below a path, such as /power/, as some hosts do.",
)
@click.option(
    "--watch",
    is_flag=True,
    help="Build the site anew, and show its pages anew, whenever the registry changes.",
)
@click.option(
    "--registry",
    type=click.Path(path_type=Path),
    default="registry",
    show_default=True,
    help="The registry to watch, with the folder of templates that it names.",
)
@workspace_option
@console_options
def command(
    site: Path,
    port: int,
    base: str,
    watch: bool,
    registry: Path,
    workspace: Path,
    console: Console,
) -> None:
    """Show the built SITE (default: site) at http://127.0.0.1:8000/ until Ctrl+C.

    Only this machine can reach it. While a build runs, the site is shown as it was published
    last. Example:  cpstandard serve site --watch
    """
    base = base if base.endswith("/") else f"{base}/"
    if not _BASE.fullmatch(base):
        raise UnusableInput(f"{base!r} cannot be a path; write --base /power/, for example.")
    rebuilder = _rebuilder(site, registry, workspace, console) if watch else None
    if not (site / "index.html").is_file() and not (rebuilder and rebuilder.build()):
        raise UnusableInput(f"There is no site at {site}; make one with  cpstandard build.")
    with _listening(site, port, base, reload=watch) as server:
        if rebuilder:
            rebuilder.start()
        also = ", built anew when the registry changes" if watch else ""
        console.say(f"{server.address}   (Ctrl+C to stop{also})")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.say("Stopped.")
        finally:
            if rebuilder:
                rebuilder.stop()


def _rebuilder(site: Path, registry: Path, workspace: Path, console: Console) -> Rebuilder:
    if not registry.is_dir():
        raise UnusableInput(f"There is no registry at {registry}; name one with --registry.")
    read_site(registry)  # says what is wrong in it before anything is shown
    options = {"--registry": registry, "--out": site, "--workspace": workspace}
    arguments = [text for name, path in options.items() for text in (name, str(path))]
    return Rebuilder([registry], arguments, console.say)


def _listening(site: Path, port: int, base: str, *, reload: bool) -> Server:
    try:
        # The link is not resolved: a build that switches it while we serve is seen at once.
        return Server(site, port, base=base, reload=reload)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = "another program uses it"
        elif error.errno == errno.EACCES:
            reason = "only an administrator may use it"
        else:
            reason = error.strerror or str(error)
        raise UnusableInput(
            f"Port {port} cannot be used: {reason}. Name another with --port, or 0 for any."
        ) from error
