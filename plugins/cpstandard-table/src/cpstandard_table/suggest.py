"""Suggests a mapping for a table that nobody has mapped yet: a beginning for a person to mend."""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cpstandard.core.row import Row
from cpstandard.ingest.partial_date import partial_date

_ROWS = 2000  # how many rows are looked at
_VALUES = 40  # more kinds than this are no kinds
# Words of headings in the order of trust; the first heading that holds one is taken.
_WORDS: dict[str, tuple[str, ...]] = {
    "name": ("name", "title", "initiative", "project", "organisation"),
    "description": ("description", "activities", "summary", "about", "objects", "notes"),
    "website": ("website", "web", "url", "homepage", "link"),
    "place": ("town", "city", "locality", "place", "village", "address", "district", "area"),
    "country": ("country", "nation"),
    "region": ("region", "county", "state", "province"),
    "areaCode": ("gss", "area code", "authority code", "district code"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "long", "lng", "lon"),
    "started": (
        "opened",
        "started",
        "start",
        "founded",
        "established",
        "registered",
        "registration",
    ),
    "ended": ("closed", "ended", "end date", "dissolved", "removed"),
    "practices": ("practice", "type", "kind", "category", "classification", "sector"),
}
_DATES = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m/%Y", "%d/%m/%Y %H:%M")
_ID = ("id", "identifier", "urn", "uprn", "code", "number", "ref", "reference", "key")
_PRIVATE = (
    "email",
    "e-mail",
    "phone",
    "telephone",
    "mobile",
    "contact",
    "fax",
    "trustee",
    "officer",
    "care of",
)


def suggest_mapping(headings: Sequence[str], rows: Iterable[Row]) -> str:
    """Return options for the importer ``table`` as YAML, made from headings and the first rows.

    Every column has its place: mapped, withheld or ignored. What a person has to decide is marked.
    """
    looked_at = list(itertools.islice(rows, _ROWS))
    values = {h: [text for row in looked_at if (text := row.text(h))] for h in headings}
    private = [heading for heading in headings if _holds(heading, _PRIVATE)]
    free = [heading for heading in headings if heading not in private]
    key = next((h for h in _matching(free, _ID) if _distinct(values[h], len(looked_at))), "")
    if key:
        free.remove(key)
    found: dict[str, str] = {}
    for field, words in _WORDS.items():
        fitting = [h for h in _matching(free, words) if _fits(field, values[h])]
        if fitting:
            found[field] = fitting[0]
            free.remove(fitting[0])
    key = key or found.get("name", "")
    return "\n".join([*_lines(key, found, values), *_rest(free, private)]) + "\n"


def _lines(key: str, found: dict[str, str], values: dict[str, list[str]]) -> Iterator[str]:
    sure = key and _distinct(values[key], max(map(len, values.values())))
    doubt = "" if sure else "  # check: it has to tell rows apart, for ever"
    yield f"id: {_quoted(key) if key else 'CHOOSE'}{doubt}"
    yield "record:"
    yield f"  name: {_quoted(found['name']) if 'name' in found else 'CHOOSE  # a column'}"
    for field in ("description", "website"):
        if field in found:
            yield f"  {field}: {_quoted(found[field])}"
    for field in ("started", "ended"):
        if field in found:
            column, form = _quoted(found[field]), _date_format(values[found[field]])
            written = f'{{from: {column}, format: "{form}"}}  # check' if form else column
            yield f"  {field}: {written}"
    if "practices" in found:
        yield f"  practices: {{from: {_quoted(found['practices'])}, lookup: practice}}"
    yield "  clusters: [{value: capacity-and-assets}]  # choose, or leave out"
    yield from _place(found)
    yield "  sources:"
    yield "    - title: {value: CHOOSE}  # what this list is called"
    if "practices" in found:
        yield "lookups:"
        yield "  practice:  # a code of the codelist practice for each; null stands for none"
        for value, count in Counter(values[found["practices"]]).most_common(_VALUES):
            yield f"    {_quoted(value)}: null  # {count}"


def _place(found: dict[str, str]) -> Iterator[str]:
    yield "  places:"
    yield f"    - name: {_quoted(found.get('place') or found.get('name') or 'CHOOSE')}"
    country = _quoted(found["country"]) if "country" in found else "{value: GB}  # check"
    yield f"      country: {country}"
    if "region" in found:
        yield f"      region: {_quoted(found['region'])}"
    if "areaCode" in found:
        code = _quoted(found["areaCode"])
        yield f"      areaCodes: {{scheme: {{value: GSS}}, code: {code}}}  # check the scheme"
    if "latitude" in found and "longitude" in found:
        yield f"      latitude: {_quoted(found['latitude'])}"
        yield f"      longitude: {_quoted(found['longitude'])}"
        yield "      precision: {value: street}  # check"


def _rest(free: list[str], private: list[str]) -> Iterator[str]:
    if free:
        yield f"ignore: [{', '.join(map(_quoted, free))}]"
    if private:
        yield f"withhold: [{', '.join(map(_quoted, private))}]"
    yield "asserted_by: rule"


def _matching(headings: Sequence[str], words: tuple[str, ...]) -> list[str]:
    """Return the headings that hold one of ``words``, in the order of the words."""
    found = [h for word in words for h in headings if _holds(h, (word,))]
    return list(dict.fromkeys(found))


def _holds(heading: str, words: tuple[str, ...]) -> bool:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).casefold().replace("_", " ")
    plain = f" {' '.join(re.split(r'[^a-z0-9-]+', spaced))} "
    return any(f" {word} " in plain for word in words)


def _fits(field: str, texts: list[str]) -> bool:
    """Return whether a column's values could be those of ``field``."""
    if field == "practices":
        return 0 < len(set(texts)) <= _VALUES
    if field == "website":
        return any("." in text and " " not in text for text in texts)
    if field in ("started", "ended"):
        return _date_format(texts) is not None
    return bool(texts)


def _date_format(texts: list[str]) -> str | None:
    """Return the format that most of ``texts`` are written in: empty for ISO and the like."""
    for form in ("", *_DATES):
        if sum(bool(partial_date(text, [form] if form else [])) for text in texts) * 2 > len(texts):
            return form
    return None


def _distinct(texts: list[str], rows: int) -> bool:
    return rows > 0 and len(set(texts)) == rows


def _quoted(text: str) -> str:
    """Return ``text`` as YAML reads it back."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9_ ]*", text)
    special = text.casefold() in ("yes", "no", "on", "off", "true", "false", "null", "y", "n")
    return (
        text
        if plain and not special and text == text.strip()
        else json.dumps(text, ensure_ascii=False)
    )
