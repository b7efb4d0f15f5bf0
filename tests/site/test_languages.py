"""The pages in other languages: all of their words are said there, and each leads to its twin."""

import dataclasses
import html
import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
from pydantic import BaseModel

from cpstandard.core.codelist import Codelist
from cpstandard.core.phrase import Words, speaking
from cpstandard.languages import words
from cpstandard.publish import compiled
from cpstandard.publish.countries import country_said, month_said
from cpstandard.publish.directory import Directory
from cpstandard.publish.in_language import in_language
from cpstandard.publish.site import render_site
from cpstandard.schema_store import standard

Site = dict[str, bytes]

OPEN, CLOSE = "\u27e6", "\u27e7"
LETTERS = re.compile(r"[^\W\d_]{3,}")


def _marked(text: str) -> str:
    """Say a text so that it can be seen on every page that it was said."""
    lead, rest, end = re.fullmatch(r"(\s*)(.*?)(\s*)", text, re.DOTALL).groups()
    return f"{lead}{OPEN}{rest}{CLOSE}{end}"


MARKING = Words("cy", _marked, lambda one, many, n: _marked(one if n == 1 else many))


@pytest.fixture(scope="module")
def marked(in_languages: Callable[..., Site]) -> Site:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "_CODE", {})  # else true Welsh and this would share what is kept
        return in_languages(MARKING)


def _strings(value: Any) -> Iterator[str]:
    """Yield every text of a directory: what is nobody's to translate."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Codelist):
        yield from _strings(list(value))
    elif dataclasses.is_dataclass(value):
        for part in dataclasses.fields(value):
            yield from _strings(getattr(value, part.name))
    elif isinstance(value, BaseModel):
        yield from _strings(value.model_dump())
    elif isinstance(value, Mapping):
        yield from _strings(list(value))
        yield from _strings(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part)


def _unsaid(text: str) -> str:
    """Return what of a text no translator has said."""
    depth, found = 0, []
    for sign in text:
        depth += (sign == OPEN) - (sign == CLOSE)
        if depth == 0:
            found.append(" " if sign == CLOSE else sign)
    assert depth == 0
    return "".join(found)


REFERENCE = ("standard/", "data/api/", "data/dictionary/")
"""Pages that quote the standard's schema and guides, and the API's description, in English."""
_BARE = "\u2212\u2019\u201c\u201d ,;:.()[]0123456789\u00a3"
_SEAMS = re.compile(r"\n|\u00b7|\u2013 |: |[;,(] | {2,}")


def test_every_word_of_a_page_is_said_in_its_language(
    marked: Site, whole_directory: Directory, read: Callable[[bytes], Any]
) -> None:
    known = _known(whole_directory)
    of_people = "\n".join(_strings([getattr(whole_directory, name) for name in OF_PEOPLE]))
    left: dict[str, str] = {}
    for path, content in marked.items():
        if path.endswith(".html") and not path.startswith(REFERENCE):
            for words in _SEAMS.split(_unsaid(_shown(read(_without_code(content))))):
                bare = words.strip(_BARE)
                if bare.casefold() in known or bare in of_people or _NUMBER.fullmatch(bare):
                    continue
                if LETTERS.search(bare):
                    left.setdefault(bare, path)
    assert left == {}


OF_PEOPLE = ("records", "publishers", "datasets", "withdrawn", "measured")


def _known(directory: Directory) -> set[str]:
    """Return what is nobody's to translate: texts of the standard, names that Unicode has."""
    with speaking(MARKING):
        countries = [country_said(code) for code in ("GB", "FR", "DE", "IN", "BR", "KE", "IE")]
        months = [month_said(number) for number in range(1, 13)]
    texts = {*_strings([directory, in_language(directory, MARKING)]), *countries, *months, *OTHER}
    pieces = (piece for text in texts for piece in (text, *_SEAMS.split(text)))
    return {piece.strip(_BARE).casefold() for piece in pieces}


OTHER = ("Tool library", "Saesneg", "Cymraeg", "English")
_NUMBER = re.compile(r"[A-Z]{2,3}[- ][A-Z0-9-]*|.*://.*")
"""A number in a register, by its scheme; an address, and what a licence says before its own."""


def _without_code(content: bytes) -> bytes:
    return re.sub(rb"<(code|pre|script)\b.*?</\1>", b"", content, flags=re.DOTALL)


def _shown(page: Any) -> str:
    said = [value for _, name, value in page.attributes if name in ("aria-label", "alt", "title")]
    return "\n".join([*page.words, *said])


def test_a_word_that_nobody_translated_would_be_found() -> None:
    assert _unsaid(f"{OPEN}All {OPEN}two{CLOSE} of{CLOSE} them") == "  them"
    assert LETTERS.search(_unsaid(f"{OPEN}All{CLOSE} them"))


def test_every_page_is_there_in_both_languages(bilingual: Site) -> None:
    pages = {path for path in bilingual if path.endswith(".html")} - {"404.html"}
    welsh = {path for path in pages if path.startswith("cy/")}
    assert welsh == {f"cy/{path}" for path in pages - welsh}
    others = {path for path in bilingual if path.startswith("cy/")} - welsh
    assert others == set(), "files are the same for all languages"


def test_a_page_leads_to_its_twin(bilingual: Site, read: Callable[[bytes], Any]) -> None:
    path = "practices/citizens-jury/index.html"
    english, welsh = bilingual[path].decode(), bilingual[f"cy/{path}"].decode()
    assert '<html lang="en-GB">' in english
    assert '<html lang="cy">' in welsh
    assert 'href="../../cy/practices/citizens-jury/index.html" lang="cy" hreflang="cy"' in english
    assert 'href="../../../practices/citizens-jury/index.html" lang="en" hreflang="en"' in welsh
    assert '<link rel="alternate" hreflang=' not in english, "these need whole addresses"


def test_a_site_with_an_address_tells_search_engines_of_its_languages(
    with_base: Directory,
) -> None:
    both = (words("en", standard()), words("cy", standard()))
    site = dict(render_site(replace(with_base, languages=both)))
    for path in ("about/index.html", "cy/about/index.html"):
        page = site[path].decode()
        for tag, prefix in (("en", ""), ("cy", "cy/")):
            there = f"https://directory.example/power/{prefix}about/"
            assert f'<link rel="alternate" hreflang="{tag}" href="{there}">' in page
    assert '<link rel="canonical" href="https://directory.example/power/cy/about/">' in page


def test_welsh_pages_lead_to_welsh_pages_and_shared_files(bilingual: Site) -> None:
    page = bilingual["cy/index.html"].decode()
    assert 'href="practices/index.html"' not in page
    assert 'href="../cy/evidence/index.html"' in page
    assert 'href="../static/site.css"' in page
    known = set(bilingual)
    for path in (p for p in bilingual if p.startswith("cy/") and p.endswith(".html")):
        for target in re.findall(
            r'(?:href|src|action)="((?:\.\./)+[^"#?]*)', bilingual[path].decode()
        ):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
            assert there in known, f"{path} points to {target}"


def test_codes_countries_and_dates_have_their_welsh_names(bilingual: Site) -> None:
    page = bilingual["cy/practices/citizens-jury/index.html"].decode()
    assert "Rheithgor dinasyddion" in page
    assert "Yr Almaen" in bilingual["cy/places/index.html"].decode()
    assert "6 Ionawr 2026" in bilingual["cy/index.html"].decode()


def test_numbers_have_their_mutations(bilingual: Site) -> None:
    assert re.search(r"1 fenter\b", bilingual["cy/index.html"].decode())


@pytest.mark.parametrize(("tag", "name"), [("en", "The Hall (invented)"), ("cy", "Y Neuadd")])
def test_a_record_is_shown_in_the_readers_language_first(
    records: list[dict[str, Any]],
    remake: Callable[..., Directory],
    tag: str,
    name: str,
) -> None:
    record = {
        **records[0],
        "name": "The Hall (invented)",
        "language": "en",
        "translations": [{"language": "cy", "name": "Y Neuadd", "description": "Neuadd."}],
    }
    site = dict(render_site(replace(remake([record]), languages=(words(tag, standard()),))))
    page = site[f"initiatives/{record['id']}/index.html"].decode()
    assert f'<h1 lang="{tag}">{name}</h1>' in page
    other = {"en": "Y Neuadd", "cy": "The Hall (invented)"}[tag]
    assert other in page.partition("</h1>")[2]


def test_regions_of_the_united_kingdom_are_called_in_the_readers_language(
    bilingual: dict[str, bytes],
) -> None:
    record = "initiatives/example-mill-lane-hall/index.html"
    assert 'wales/index.html">Wales</a>' in bilingual[record].decode()
    welsh = bilingual[f"cy/{record}"].decode()
    assert 'wales/index.html">Cymru</a>' in welsh
    assert '<br><span class="quiet">Cymru' not in welsh  # the nation's code says the same again
    assert "<h1>Cymru</h1>" in bilingual["cy/places/united-kingdom/wales/index.html"].decode()
    assert ">Cymru</a>" in bilingual["cy/places/united-kingdom/index.html"].decode()


def test_the_cards_of_the_search_call_places_in_the_readers_language(
    bilingual: dict[str, bytes],
) -> None:
    def named(path: str) -> dict[str, str]:
        text = bilingual[path].decode().partition('data-labels="')[2].partition('"')[0]
        found: dict[str, str] = json.loads(html.unescape(text))["named"]
        return found

    assert named("search/index.html") == {}
    assert named("cy/search/index.html")["United Kingdom"] == "Y Deyrnas Unedig"
    assert named("cy/search/index.html")["Wales"] == "Cymru"
