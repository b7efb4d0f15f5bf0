"""Asks a site's search in headless Chromium, and measures until the first result is shown."""

import contextlib
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
)
_BYTES = """
    const entries = [...performance.getEntriesByType("navigation"),
                     ...performance.getEntriesByType("resource")];
    return [entries.reduce((sum, each) => sum + each.transferSize, 0), entries.length];
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """Milliseconds from navigation to the first result, bytes moved, requests, results found."""

    milliseconds: float
    bytes: int
    requests: int
    found: str


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site with ``cpstandard serve``, which compresses as hosts do; gives the address."""
    command = [sys.executable, "-m", "cpstandard", "serve", str(site), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    address = None
    while address is None:
        line = process.stdout.readline()
        if not line:
            sys.exit("cpstandard serve has ended.")
        address = re.search(r"http://[\d.:]+/", line)
    try:
        yield address[0]
    finally:
        process.terminate()
        process.communicate()


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


def ask(driver: Any, address: str, found: str, times: int) -> Answer:
    """Return the median of opening ``address``, with nothing kept of the time before."""
    answers = []
    for _ in range(times):
        driver.get("about:blank")
        driver.execute_cdp_cmd("Network.clearBrowserCache", {})
        driver.get(address)
        shown = WebDriverWait(driver, 120).until(lambda d: d.execute_script("return window.shown"))
        moved, requests = driver.execute_script(_BYTES)
        answers.append(Answer(shown, moved, requests, driver.execute_script(found)))
    return statistics_of(answers, statistics.median)


def statistics_of(answers: list[Answer], take: Callable[[list[float]], float]) -> Answer:
    """Return one answer for several."""
    return Answer(
        take([each.milliseconds for each in answers]),
        int(take([float(each.bytes) for each in answers])),
        int(take([float(each.requests) for each in answers])),
        answers[-1].found,
    )
