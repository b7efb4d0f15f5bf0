"""A real browser for tests, and a site laid out for it."""

import importlib.util
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

SHOWN = "document.getElementById('search').dataset.shown"
"""What tells of the search page, by a new number each time, that it shows what was asked for."""

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
    "--disable-background-networking --disable-component-update --disable-sync"
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def lay_out(site: dict[str, bytes], folder: Path) -> None:
    """Write a site into a folder."""
    for path, content in site.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder, and give its address, until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:  # or a test that fails would never end
            server.shutdown()
            thread.join()


def open_browser(profile: Path, *, script: bool = True, traffic: bool = False) -> Any:
    """Start Chromium; the test is skipped where it is missing.

    Its log ``performance`` tells of all ``traffic``, where that is asked for.
    """
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    if not Path(CHROMIUM).exists() or not shutil.which(DRIVER):
        pytest.skip("Chromium or its driver is not installed")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS.split(), f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    logs = {"browser": "ALL", "performance": "ALL"} if traffic else {"browser": "ALL"}
    options.set_capability("goog:loggingPrefs", logs)
    if not script:
        settings = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", settings)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_script_timeout(180)  # seconds: axe takes its time on a busy machine
    return driver


def axe_script() -> str:
    """Return axe-core; the test is skipped where it is missing."""
    spec = importlib.util.find_spec("axe_playwright_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe is not installed")
    return Path(spec.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def axe_faults(browser: Any, axe: str) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds on the page that is shown: rules, and elements against them."""
    browser.execute_script(axe)
    # The size of targets is WCAG 2.2 AA, and no part of what axe looks for unasked.
    rules = "{rules: {'target-size': {enabled: true}}}"
    found = browser.execute_async_script(f"axe.run({rules}).then(arguments[0])")
    assert len(found["passes"]) > 15, "axe looked at nothing"
    return [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]]


def show(browser: Any, address: str, width: int, scheme: str = "light") -> None:
    """Open a page at a width, in a colour scheme, without movement, and wait until it is whole.

    On a busy machine the driver goes on before a large page is there, or while the one before
    still is.
    """
    turn_to(browser, width, scheme)
    browser.execute_script("window.former = true")
    browser.get(address)
    wait_for(browser, "!window.former && document.readyState === 'complete'")


def turn_to(browser: Any, width: int, scheme: str = "light", *, forced: bool = False) -> None:
    """Let the page that is shown have a width and a colour scheme, or the reader's own colours."""
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "prefers-reduced-motion", "value": "reduce"},
        {"name": "forced-colors", "value": "active" if forced else "none"},
    ]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def wait_for(browser: Any, script: str) -> Any:
    """Wait until a script's expression is true, and return it."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 30).until(
        lambda driver: driver.execute_script(f"return {script}")
    )


def open_search(
    browser: Any, address: str, query: str = "", width: int = 1280, scheme: str = "light"
) -> None:
    """Open the search page with a question, and wait for what was found."""
    show(browser, f"{address}search/{query}", width, scheme)
    wait_for(browser, SHOWN)
