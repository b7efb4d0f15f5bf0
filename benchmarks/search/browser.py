"""Asks a site's search in headless Chromium, and measures until the first result is shown."""

import contextlib
import statistics
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from cpstandard.cli.preview.server import Handler, Server

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Milliseconds from navigation to the first result, bytes moved, requests, results found."""

    milliseconds: float
    bytes: int
    requests: int
    found: str


class Counting(Handler):
    """Counts what it sends, head and all, also to workers, of which a page knows nothing."""

    def setup(self) -> None:
        super().setup()
        send = self.wfile.write

        def write(data: bytes) -> int:
            self.server.sent += len(data)
            return send(data)

        self.wfile.write = write  # type: ignore[method-assign]

    def do_GET(self) -> None:  # noqa: N802 - named by the base
        self.server.asked += 1
        super().do_GET()


class Host(Server):
    """The preview's server, which compresses as hosts do."""

    sent = asked = 0

    def __init__(self, site: Path) -> None:
        super().__init__(site, 0)
        self.RequestHandlerClass = Counting


@contextlib.contextmanager
def served(site: Path) -> Iterator[Host]:
    """Serve a site to this machine."""
    with Host(site) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


@contextlib.contextmanager
def opened(observer: str) -> Iterator[Any]:
    """Open a browser in which every page first runs ``observer``, which sets ``window.shown``."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    with tempfile.TemporaryDirectory() as profile:
        for flag in [*FLAGS.split(), f"--user-data-dir={profile}"]:
            options.add_argument(flag)
        driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        try:
            driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": observer})
            yield driver
        finally:
            driver.quit()


def ask(driver: Any, host: Host, query: str, found: str, times: int) -> Answer:
    """Return the median of opening a page of ``host``, with nothing kept of the time before."""
    answers = []
    for _ in range(times):
        driver.get("about:blank")
        driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        sent, asked = host.sent, host.asked
        driver.get(host.address + query)
        shown = WebDriverWait(driver, 120).until(lambda d: d.execute_script("return window.shown"))
        counted = host.sent - sent, host.asked - asked
        answers.append(Answer(shown, *counted, driver.execute_script(found)))
    return statistics_of(answers, statistics.median)


def statistics_of(answers: list[Answer], take: Callable[[list[float]], float]) -> Answer:
    """Return one answer for several."""
    return Answer(
        take([each.milliseconds for each in answers]),
        int(take([float(each.bytes) for each in answers])),
        int(take([float(each.requests) for each in answers])),
        answers[-1].found,
    )
