"""Thousands of script payloads and naughty strings through a whole build, in a real browser."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from browsing import serving, show
from cpstandard.cli import main

EACH = 700
"""How many payloads stand on one page."""
LONG = 10_000
NAMES = [
    "<script>alert(1)</script>",
    "\u202eright to left\u202c",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 <b>",
    "W" * 300,
    "a\u0300\u0301\u0302\u0303" * 60,
    "\u0e14" + ("\u0e49" * 5 + "\u0e47" * 5) * 20,  # one letter, which no line may break
    "'; DROP TABLE initiatives; --",
    "{{ 7 * 7 }}",
]
RAN = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.__ran.push(name);
"""
LOOK = """
const foreign = performance.getEntriesByType("resource").map(e => e.name)
  .filter(name => !name.startsWith(location.origin));
const handlers = [...document.querySelectorAll("*")].filter(
  e => [...e.attributes].some(a => a.name.startsWith("on")));
const links = [...document.querySelectorAll("[href], [src], [action]")].map(
  e => e.getAttribute("href") || e.getAttribute("src") || e.getAttribute("action"));
return {
  ran: window.__ran, foreign, handlers: handlers.length,
  odd: links.filter(l => /^[a-z][a-z0-9+.-]*:/i.test(l) && !/^(https?|mailto):/i.test(l)),
  frames: document.querySelectorAll("iframe, object, embed, base, form[action^='http']").length,
  said: [...document.querySelectorAll(".claim .said")].map(e => e.textContent),
  wide: document.documentElement.scrollWidth - innerWidth,
  widest: [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => `${e.localName}.${e.className} to ${Math.round(e.getBoundingClientRect().right)}`)
    .slice(0, 5),
  state: `${document.readyState}, ${document.styleSheets.length} style sheets, ${innerWidth} px`,
  headings: document.querySelectorAll("h1").length,
};
"""


def _record(number: int, payloads: list[str]) -> dict[str, Any]:
    name = NAMES[number % len(NAMES)]
    return {
        "id": f"example-{number}-{'x' * 90}",
        "name": name,
        "description": ("y" * 90 + " <i>z</i> ") * (LONG // 101),
        "practices": ["community-hub", f"page-{number}"],
        "places": [{"name": name[:300], "region": "../../etc\u2028", "country": "GB"}],
        "website": "https://example.org/?q=%22onload=alert(1)",
        "evidence": [
            {"claim": text, "direction": "positive", "sources": ["s1"]} for text in payloads
        ],
        "learning": [{"kind": "insight", "text": text} for text in [*payloads[::14], *NAMES]],
        "sources": [{"id": "s1", "title": payloads[0], "author": payloads[-1][:300]}],
    }


@pytest.fixture(scope="module")
def payloads(shared: Path) -> list[str]:
    """What can stand in a record at all: no text that is blank, or longer than a claim may be."""
    corpora = shared / "data" / "corpora"
    found = json.loads((corpora / "xss-all" / "xss-all-unique.json").read_text("utf-8"))
    found += json.loads((corpora / "blns" / "data" / "blns.json").read_text("utf-8"))
    texts = dict.fromkeys(text for text in found if isinstance(text, str))
    return [text for text in texts if text.strip() and len(text) <= 3000 and _is_told(text)]


def _is_told(text: str) -> bool:
    """Whether no sign of a text is one that no record may hold: a half sign, or one unseen."""
    return not any(
        unicodedata.category(sign) in ("Cs", "Cc") and sign not in "\t\n" for sign in text
    )


@pytest.fixture(scope="module")
def hostile(payloads: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A site of these payloads, made as anybody's is; with the number of its records."""
    folder = tmp_path_factory.mktemp("hostile")
    registry = folder / "registry"
    (registry / "gb").mkdir(parents=True)
    (registry / "data").mkdir()
    parts = [payloads[n : n + EACH] for n in range(0, len(payloads), EACH)]
    package = {
        "standardVersion": "1.0",
        "publisher": {"id": "example", "name": "Example <b>(invented)</b>"},
        "licence": "CC0-1.0",
        "initiatives": [_record(number, part) for number, part in enumerate(parts)],
    }
    (registry / "data" / "list.json").write_text(json.dumps(package), "utf-8")
    (registry / "gb" / "example.yaml").write_text(
        "name: Example <b>(invented)</b>\nlicence: CC0-1.0\nsources:\n"
        "- {id: list, path: data/list.json, importer: cpstandard}\n"
    )
    (registry / "site.yaml").write_text(
        "title: '\"><script>alert(1)</script>'\nlanguages: [en, cy]\n"
    )
    arguments = ["--out", str(folder / "site"), "--workspace", str(folder / "work"), "--jobs", "1"]
    run = CliRunner().invoke(main, ["build", "--registry", str(registry), *arguments])
    assert run.exit_code in (0, 1), run.output
    shown = list((folder / "site" / "initiatives").glob("example-*/index.html"))
    assert len(shown) == len(parts), run.output
    return folder / "site", len(parts)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.browser
@pytest.mark.reliability("R13")
def test_payloads_are_text_and_nothing_else(
    hostile: tuple[Path, int], payloads: list[str], browser: Any
) -> None:
    site, count = hostile
    assert len(payloads) > 15_000
    browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": RAN})
    seen: set[str] = set()
    with serving(site.resolve()) as root:
        pages = [p.parent.name for p in sorted((site / "initiatives").glob("example-*/index.html"))]
        others = [
            "",
            "initiatives/",
            "search/?q=script",
            "evidence/",
            "places/",
            "cy/",
            "publishers/example/",
        ]
        for address in [*(f"initiatives/{name}/" for name in pages), *others]:
            show(browser, f"{root}{address}", 320)
            found = browser.execute_script(LOOK)
            assert (found["ran"], found["foreign"], found["odd"]) == ([], [], []), address
            assert (found["handlers"], found["frames"], found["headings"]) == (0, 0, 1), address
            assert found["wide"] <= 0, (
                f"{address} is {found['wide']} wider than the screen: {found['widest']} "
                f"({found['state']})"
            )
            seen.update(map(_plain, found["said"]))
    severe = [e["message"] for e in browser.get_log("browser") if e["level"] == "SEVERE"]
    assert severe == []
    assert {_plain(text) for text in payloads} <= seen
    assert len(pages) == count


def test_no_page_has_a_script_or_a_style_of_its_own(hostile: tuple[Path, int]) -> None:
    for path in hostile[0].rglob("*.html"):
        text = path.read_text("utf-8")
        scripts = re.findall(r"<script\b([^>]*)>", text)
        assert all("src=" in each or 'type="application/ld+json"' in each for each in scripts), path
        assert "<style" not in text
        assert "script-src 'self';" in text
        for data in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL
        ):
            json.loads(data)
