# ruff: noqa: INP001  a script that is run by its path
"""Takes the pictures of the README from a built site: ``python scripts/pictures.py`` after a build.

Needs Chromium and its driver, as the tests of pages do.
"""

import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).resolve().parents[1]
PARIS, REYKJAVIK = "founding-paris-participatory-budget", "founding-better-reykjavik"
DESK, PHONE = (1200, 820, 0.75), (360, 760, 1.0)  # width and height in CSS pixels, scale
PICTURES = {
    "home": ("", DESK, "light"),
    "initiative": (f"initiatives/{PARIS}/#evidence", DESK, "light"),
    "evidence": ("evidence/practices/participatory-budgeting/#mixed", DESK, "light"),
    "near": ("near/?q=Bristol", (1200, 1100, 0.75), "light"),
    "record": ("initiatives/founding-ambition-lawrence-weston/", DESK, "light"),
    "search": ("search/?q=citizens&view=map", (1200, 1130, 0.75), "light"),
    "phone": ("evidence/#by-practice", PHONE, "dark"),
    "compare": (f"compare/?ids={PARIS},{REYKJAVIK}", DESK, "light"),
}
SETTLED = 1.5  # seconds that a page's script is given


class Quiet(SimpleHTTPRequestHandler):
    """Serves the site and says nothing of each request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def browser(profile: str) -> Any:
    """Start Chromium."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    flags = "--headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars"
    for flag in [*flags.split(), f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def take(driver: Any, root: str) -> None:
    """Write every picture."""
    for name, (address, (width, height, scale), scheme) in PICTURES.items():
        scheme_now = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", scheme_now)
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.get(root + address)
        time.sleep(SETTLED)
        target = ROOT / "docs/pictures" / f"{name}.png"
        driver.save_screenshot(str(target))
        sys.stdout.write(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes\n")


def main(site: Path) -> None:
    """Serve the site, and take the pictures."""
    handler = partial(Quiet, directory=str(site))
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        tempfile.TemporaryDirectory() as profile,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        driver = browser(profile)
        try:
            take(driver, f"http://127.0.0.1:{server.server_port}/")
        finally:
            driver.quit()
            server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site")
