# ruff: noqa: INP001  a script that is run by its path
"""Lets Lighthouse judge the built site as on a phone, and holds it to 95 in all four categories.

Usage: ``python scripts/lighthouse.py [SITE] [--write]``. It needs Node and Chromium (or Chrome,
named by ``CHROME_PATH``); Lighthouse itself comes through npx, in the version below. ``--write``
keeps the figures in ``docs/lighthouse.md``. It asks nothing of anybody but npm.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from cpstandard.cli.preview.server import Server

VERSION = "12.8.2"
LEAST = 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run"
PAGE = Path(__file__).resolve().parents[1] / "docs" / "lighthouse.md"


def main() -> None:
    """Judge the pages, print their scores, and end with 1 where one is too low."""
    arguments = [each for each in sys.argv[1:] if not each.startswith("--")]
    site = Path(arguments[0] if arguments else "site")
    npx = shutil.which("npx")
    browser = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("chrome")
    if npx is None or browser is None:
        sys.exit("Lighthouse needs Node (with npx) and Chromium; neither is part of cpstandard.")
    if not (site / "index.html").is_file():
        sys.exit(f"There is no site at {site}; make one with  make site.")
    with Server(site, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        rows = [
            (name, judge(npx, browser, f"{server.address}{address}"))
            for name, address in pages(site)
        ]
        server.shutdown()
    text = "\n".join(table(rows))
    sys.stdout.write(f"{text}\n")
    if "--write" in sys.argv:
        head, mark, _ = PAGE.read_text(encoding="utf-8").partition("<!-- figures -->\n")
        PAGE.write_text(f"{head}{mark}{text}\n", encoding="utf-8")
    low = [name for name, found in rows if min(found[each] for each in CATEGORIES) < LEAST]
    if low:
        sys.exit(f"Below {LEAST}: {', '.join(low)}")


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """Yield what is judged and its address: of initiatives, the one with the longest page."""
    longest = max(site.glob("initiatives/*/index.html"), key=lambda path: path.stat().st_size)
    yield "home", ""
    yield "list of initiatives", "initiatives/"
    yield "initiative (the longest page)", f"initiatives/{longest.parent.name}/"
    yield "search", "search/"
    yield "search with results", "search/?q=energy"
    if (site / "cy/index.html").is_file():
        yield "home in Welsh", "cy/"


def judge(npx: str, browser: str, address: str) -> dict[str, float]:
    """Return the scores of a page from 0 to 100, and what was measured of it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [npx, "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json"]
        command += [f"--output-path={report}", f"--chrome-flags={FLAGS} --user-data-dir={folder}"]
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": browser})  # noqa: S603 - our own command
        told = json.loads(report.read_text(encoding="utf-8"))
    audits = told["audits"]
    found = {name: round(100 * told["categories"][name]["score"]) for name in CATEGORIES}
    return found | {
        "paint": audits["largest-contentful-paint"]["numericValue"],
        "blocked": audits["total-blocking-time"]["numericValue"],
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "bytes": audits["total-byte-weight"]["numericValue"],
    }


def table(rows: list[tuple[str, dict[str, float]]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    heads = ["page", "performance", "accessibility", "best practices", "SEO"]
    heads += ["largest paint", "blocked", "shift", "moved"]
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join(['---'] * len(heads))} |"
    for name, found in rows:
        scores = " | ".join(f"{found[each]:.0f}" for each in CATEGORIES)
        yield (
            f"| {name} | {scores} | {found['paint'] / 1000:.1f} s | {found['blocked']:.0f} ms "
            f"| {found['shift']:.3f} | {found['bytes'] / 1000:.0f} kB |"
        )


if __name__ == "__main__":
    main()
