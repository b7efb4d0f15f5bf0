"""``cpstandard serve``: looks at a built site in a browser, from this machine alone."""

import functools
import http.server
from pathlib import Path

import click

from cpstandard.cli.console import Console, console_options
from cpstandard.core.errors import UnusableInput


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files, and the site's own page where there is none."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base
        """Say nothing of each request."""


@click.command()
@click.argument("site", type=click.Path(path_type=Path), default="site")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 takes any that is free.",
)
@console_options
def command(site: Path, port: int, console: Console) -> None:
    """Show the built SITE (default: site) at http://127.0.0.1:8000/ until Ctrl+C.

    Only this machine can reach it. Example:  cpstandard serve site --port 8080
    """
    if not (site / "index.html").is_file():
        raise UnusableInput(f"There is no site at {site}; make one with  cpstandard build.")
    # The link is not resolved: a build that switches it while we serve is seen at once.
    handler = functools.partial(_Handler, directory=str(site))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise UnusableInput(
            f"Port {port} cannot be used ({error.strerror}); name another with --port."
        ) from error
    with server:
        console.say(f"http://127.0.0.1:{server.server_address[1]}/   (Ctrl+C to stop)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.say("Stopped.")
