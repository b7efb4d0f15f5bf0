"""A site of one's own look: colours that can be read, a logo that does nothing, own templates."""

import json
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cpstandard.cli import main
from cpstandard.core.colour import PALETTE, clashes, contrast
from cpstandard.core.errors import UnusableInput
from cpstandard.core.site_parts import FACETS, Part
from cpstandard.registry import read_site
from cpstandard.registry.logo import read_logo

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "theming.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^```(?:yaml|xml|jinja|css)\n(?:# |<!-- |\{# |/\* )(?P<path>registry/\S+)[^\n]*\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
ENTRY = (ROOT / "registry" / "gb" / "founding.yaml").read_text(encoding="utf-8")
COLOUR = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A registry of the founding collection alone, as the documentation dresses it."""
    folder = tmp_path / "registry"
    (folder / "gb").mkdir(parents=True)
    (folder / "gb" / "founding.yaml").write_text(ENTRY)
    shutil.copytree(ROOT / "registry" / "data", folder / "data")
    return folder


@pytest.fixture
def dressed(registry: Path) -> Path:
    blocks = list(BLOCK.finditer(DOCS))
    assert len(blocks) == 5
    for block in blocks:
        path = registry.parent / block["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["text"], encoding="utf-8")
    return registry


def built(registry: Path) -> Path:
    site = registry.parent / "site"
    run = build(registry)
    assert run.exit_code in (0, 1), run.output
    return site


def build(registry: Path) -> Result:
    there = {name: str(registry.parent / name) for name in ("site", "work")}
    arguments = ["--out", there["site"], "--workspace", there["work"], "--jobs", "1"]
    return CliRunner().invoke(main, ["build", "--registry", str(registry), *arguments])


def test_what_the_documentation_shows_makes_a_site(dressed: Path) -> None:
    site = built(dressed)
    home = (site / "index.html").read_text()
    assert "<h1>What Exampleshire does for itself</h1>" in home
    assert "It is not all. Tell us what is missing." in home
    assert '<a class="brand" href="index.html"><span>Exampleshire</span></a>' in home
    assert "Kept by volunteers since 2026." in home
    assert '<link rel="stylesheet" href="static/theme.css">' in home
    welsh = (site / "cy" / "index.html").read_text()
    assert "Pŵer yn Sir Enghraifft" in welsh
    assert "<h1>Yr hyn a wna Sir Enghraifft drosti’i hun</h1>" in welsh
    assert "Exampleshire Voluntary Action keeps" in (site / "about" / "index.html").read_text()
    style = (site / "static" / "theme.css").read_text()
    assert "--link: #7a1f5c;" in style.partition("@media")[0]
    assert "--link: #f0b3d9;" in style.partition("@media")[2]
    assert (site / "static" / "logo.svg").read_bytes() == (dressed / "logo.svg").read_bytes()
    assert (site / "static" / "own.css").is_file()
    assert "Nothing here" in (site / "404.html").read_text()
    assert not (site / "findings").exists()
    linked = [path for path in site.rglob("*.html") if "findings/index.html" in path.read_text()]
    assert linked == [], "nothing leads to what was left out"
    assert (site / "about" / "index.html").read_text().count(
        "https://directory.example/about/"
    ) >= 1


def test_the_documentation_shows_the_filters_and_parts_that_can_be_chosen(dressed: Path) -> None:
    site = built(dressed)
    index = json.loads((site / "search" / "index.json").read_text())
    assert [facet["name"] for facet in index["facets"]] == [
        "place",
        "practice",
        "evidence",
        "began",
    ]
    assert not (site / "years").exists()
    assert b"years/" not in (site / "initiatives" / "index.html").read_bytes()
    for name in (*get_args(Part), *FACETS):
        assert f"`{name}`" in DOCS, name


def test_a_logo_stands_in_place_of_ours(registry: Path) -> None:
    (registry / "site.yaml").write_text("logo: own.png\n")
    (registry / "own.png").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    site = built(registry)
    assert (
        '<img class="logo" src="static/logo.png" alt="" height="36">'
        in (site / "index.html").read_text()
    )


def test_a_change_of_a_template_makes_the_site_anew(dressed: Path) -> None:
    first = built(dressed).resolve()
    base = dressed / "look" / "base.html"
    base.write_text(base.read_text().replace("volunteers since 2026", "volunteers since 2027"))
    second = built(dressed)
    assert second.resolve() != first
    for page in ("index.html", "about/index.html", "cy/places/index.html"):
        assert "volunteers since 2027" in (second / page).read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>\n{{ colour }}</p>", r"look/base\.html: line 2: 'colour' is undefined"),
        ("<p>\n\n{% if %}</p>", r"look/base\.html: line 3: Expected an expression"),
        ("{% extends 'nowhere.html' %}", r"look/base\.html: line 1: .*nowhere\.html"),
        ("{{ 1 / 0 }}", r"look/base\.html: line 1: division by zero"),
        ("{{ to() }}", r"look/base\.html: line 1: "),
    ],
)
def test_a_template_that_breaks_is_named_with_its_line(
    registry: Path, text: str, said: str
) -> None:
    (registry / "site.yaml").write_text("templates: look\n")
    (registry / "look").mkdir()
    (registry / "look" / "base.html").write_text(text)
    run = build(registry)
    assert run.exit_code == 2, run.output
    assert re.search(said, run.output.replace("\n", " ")), run.output
    assert "Traceback" not in run.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('colours: {light: {link: "#e0a000"}}', "link has a contrast of 2.0 on sunk"),
        ('colours: {light: {link: "#e0a000"}}', "take #8d6500 for link, or change sunk"),
        ('colours: {dark: {paper: "#ffffff"}}', "take another ground for paper"),
        ("colours: {light: {ink: red}}", 'has to be a colour in quotes, such as "#17324d"'),
        (
            'title: A\ncolours:\n  light: {inc: "#000000"}',
            "line 3: colours.light.inc: nobody knows",
        ),
        ("languages: [english]", "has to be the tag of a language, such as en or cy"),
        ("templates: ../elsewhere", "leads out of the registry"),
        ("templates: nowhere", "is no folder"),
        ("logo: nowhere.svg", "cannot be read"),
        ("logo: ../../etc/passwd", "leads out of the registry"),
        ("leave_out: [home]", "leave_out.0"),
        ("facets: [place, colour]", "facets.1"),
        ("facets: [place, cluster, place]", "named twice: place"),
    ],
)
def test_a_mistake_is_said_with_its_line_and_its_remedy(
    registry: Path, text: str, said: str
) -> None:
    (registry / "site.yaml").write_text(text)
    with pytest.raises(UnusableInput) as error:
        read_site(registry)
    assert said in str(error.value)
    assert "site.yaml" in str(error.value)


def test_the_example_of_a_colour_that_cannot_be_read_is_what_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's own file with that link, read where it says that it lies."""
    [settings] = re.findall(r"^```yaml\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
    [example] = re.findall(r"^registry/site\.yaml: line .*contrast.*$", DOCS, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    Path("registry").mkdir()
    Path("registry/site.yaml").write_text(settings.replace('link: "#7a1f5c"', 'link: "#e0a000"'))
    with pytest.raises(UnusableInput) as error:
        read_site(Path("registry"))
    assert str(error.value) == example


def test_a_clash_is_said_at_the_key_that_made_it(registry: Path) -> None:
    (registry / "site.yaml").write_text(
        'colours:\n  dark:\n    ink: "#ffffff"\n    sunk: "#eeeeee"\n'
    )
    with pytest.raises(UnusableInput) as error:
        read_site(registry)
    said = str(error.value)
    assert "line 3: colours.dark.ink: ink has a contrast of" in said
    assert "line 4: colours.dark.sunk: quiet has a contrast of" in said


def svg(inner: str, more: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {more}>{inner}</svg>'.encode()


@pytest.mark.parametrize(
    "content",
    [
        svg("<script>alert(1)</script>"),
        svg("<g><ScRiPt/></g>"),
        svg('<rect width="1" onload="alert(1)"/>'),
        svg("", 'onclick="x"'),
        svg("<foreignObject><p/></foreignObject>"),
        svg('<image href="https://example.org/x.png"/>'),
        svg('<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="//example.org/x#a"/>'),
        svg('<a href="javascript:alert(1)"><text>x</text></a>'),
        svg("<style>@import 'https://example.org/x.css';</style>"),
        svg('<rect style="fill: url(https://example.org/x)"/>'),
        svg('<animate attributeName="href" to="javascript:alert(1)"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
        b"<html/>",
        b"no xml",
        b"",
    ],
)
def test_a_logo_that_acts_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.svg").write_bytes(content)
    with pytest.raises(UnusableInput, match="logo"):
        read_logo(tmp_path, "logo.svg")


@pytest.mark.parametrize("name", ["a.png", "a.gif", "a.jpg", "a.webp"])
def test_a_picture_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"<script>")
    with pytest.raises(UnusableInput, match="logo"):
        read_logo(tmp_path, name)


def test_a_plain_logo_is_taken_as_it_is(tmp_path: Path) -> None:
    plain = svg('<defs><path id="a" d="M0 0"/></defs><use href="#a" fill="url(#a)"/>')
    (tmp_path / "logo.svg").write_bytes(plain)
    assert read_logo(tmp_path, "logo.svg") == ("logo.svg", plain)
    (tmp_path / "logo.svg").write_bytes(b" " * 200_001)
    with pytest.raises(UnusableInput, match="200,001 bytes"):
        read_logo(tmp_path, "logo.svg")


def test_our_own_colours_can_be_read_and_are_those_of_the_style_sheet() -> None:
    assert list(clashes({})) == []
    style = (ROOT / "src/cpstandard/publish/static/site.css").read_text()
    light, _, dark = style.partition("@media (prefers-color-scheme: dark)")
    for scheme, text in (("light", light), ("dark", dark)):
        for name, colour in PALETTE[scheme].items():
            found = re.search(rf"--{name.replace('_', '-')}: (#[0-9a-f]+);", text)
            assert found is not None
            assert found[1] in (colour, colour[0] + colour[1::2]), name


def test_contrast_is_that_of_the_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0000ff", "#0000ff") == 1


@given(st.dictionaries(st.sampled_from([*PALETTE["light"]]), COLOUR))
def test_what_is_proposed_can_be_read(chosen: dict[str, str]) -> None:
    colours = {**PALETTE["light"], **chosen}
    for clash in clashes({"light": chosen}):
        assert clash.contrast < 4.5
        if clash.better:
            assert contrast(clash.better, colours[clash.ground]) >= 4.5
