"""``cpstandard serve``: looks at a built site in a browser, from this machine alone."""

import errno
import re
from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.cli.preview.aside import Aside, aside
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
    help="Show a preview: built aside, anew whenever the registry changes, and not published.",
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
    last. With --watch it is a preview of the registry, in a folder beside the workspace that goes
    in the end: SITE and its history stay as they are, and "cpstandard build" publishes, meanwhile
    too.  Example:  cpstandard serve site --watch
    """
    base = base if base.endswith("/") else f"{base}/"
    if not _BASE.fullmatch(base):
        raise UnusableInput(f"{base!r} cannot be a path; write --base /power/, for example.")
    if not watch:
        if not (site / "index.html").is_file():
            raise UnusableInput(f"There is no site at {site}; make one with  cpstandard build.")
        with _listening(site, port, base, reload=False) as server:
            console.say(f"{server.address}   (Ctrl+C to stop)")
            _serve(server, console)
        return
    if not registry.is_dir():
        raise UnusableInput(f"There is no registry at {registry}; name one with --registry.")
    read_site(registry)  # says what is wrong in it before anything is shown
    with aside(site, workspace) as place, _listening(place.site, port, base, reload=True) as server:
        rebuilder = _rebuilder(place, registry, console)
        if not rebuilder.build() and not place.site.exists():
            raise UnusableInput("There is nothing to show yet: mend what is said above.")
        rebuilder.start()
        try:
            console.say(
                f"{server.address}   (a preview of {registry}, built anew when it changes; not "
                "published: cpstandard build does that. Ctrl+C to stop)"
            )
            _serve(server, console)
        finally:
            rebuilder.stop()


def _serve(server: Server, console: Console) -> None:
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        console.say("Stopped.")


def _rebuilder(place: Aside, registry: Path, console: Console) -> Rebuilder:
    options = {"--registry": registry, "--out": place.site, "--workspace": place.workspace}
    arguments = [text for name, path in options.items() for text in (name, str(path))]
    return Rebuilder([registry], arguments, console)


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
