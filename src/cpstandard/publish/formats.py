"""How dates, sums, sizes, addresses and codes are written for a reader."""

import re
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from cpstandard.core.initiative import Identifier
from cpstandard.core.phrase import say
from cpstandard.publish.countries import month_said

_MONTHS = 12
_SYMBOLS = {
    "GBP": "£",
    "EUR": "€",
    "USD": "US$",
    "AUD": "A$",
    "CAD": "C$",
    "NZD": "NZ$",
    "INR": "₹",
    "BRL": "R$",
    "JPY": "¥",
}
_SCHEME = re.compile(r"^([A-Z]{2}|XI|XM)-[A-Z0-9_]+$")
_SPDX = re.compile(r"^[A-Za-z0-9][A-Za-z0-9.+-]*$")
_DATE_PARTS = 3
_END_OF_SENTENCE = re.compile(r"(?<=[^\W\d])[.!?\u2026][\"\u2019\u201d)]*(?=\s)|\u3002")
_QUOTED = 5  # characters in which a sentence ends, with whatever marks close it
_LONG_SENTENCE = 400  # characters after which the end of a sentence is waited for no longer
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
_TIME = re.compile(r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})")


def day(text: str | None) -> str:
    """Return a partial date, or the day of a timestamp, in words: ``about 21 June 1985``.

    What does not look like a date is returned as it is.
    """
    if text and text.endswith("~"):
        return say("about {when}", when=day(text[:-1]))
    parts = (text or "")[:10].split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > _DATE_PARTS:
        return text or ""
    year, *rest = parts
    if not rest or not 1 <= int(rest[0]) <= _MONTHS:
        return year
    month = f"{month_said(int(rest[0]))} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month


def moment(text: str) -> str:
    """Return a UTC timestamp in words: ``21 June 1985, 14:30 UTC``."""
    found = _TIME.match(text)
    return f"{day(found[1])}, {found[2]} UTC" if found else day(text)


def span(start: str | None, end: str | None) -> str:
    """Return a time from ``start`` to ``end`` in words; empty where neither is known."""
    if start and end:
        return (
            day(start) if start == end else say("{start} to {end}", start=day(start), end=day(end))
        )
    if start:
        return day(start)
    return say("until {end}", end=day(end)) if end else ""


def money(amount: float, currency: str | None, bound: str | None = None) -> str:
    """Return a sum with its currency, and before it whether it is a minimum: ``at least £5``.

    Pence are shown only where there are any.
    """
    sum_ = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    if not currency:
        return _bounded(say("{sum} (currency not given)", sum=sum_), bound)
    symbol = _SYMBOLS.get(currency)
    named = f"{symbol}{sum_}" if symbol else f"{currency} {sum_}"
    return _bounded(named, bound)


def _bounded(number: str, bound: str | None) -> str:
    """Return a number with what it is a bound of, in the language that is spoken here."""
    if bound == "about":
        return say("about {number}", number=number)
    if bound == "at-least":
        return say("at least {number}", number=number)
    return say("at most {number}", number=number) if bound == "at-most" else number


def size(count: int) -> str:
    """Return a number of bytes as a person says it: ``1.4 MB``."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "kB")):
        value = count / 1000**power
        if value >= 1:
            return f"{value:.1f}".removesuffix(".0") + f" {unit}"
    return say("{count} bytes", count=count)


def number(count: float, bound: str | None = None) -> str:
    """Return a number with commas between the thousands: ``about 1,625``, ``-16.7``."""
    written = f"{count:,.10f}".rstrip("0").rstrip(".")
    return _bounded(written.replace("-", "\u2212"), bound)


def is_web(address: str | None) -> bool:
    """Return whether an address is one that a reader may be sent to."""
    return bool(address) and str(address).lower().startswith(("http://", "https://"))


def host(address: str) -> str:
    """Return the host of a web address, without ``www.``; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def licence_address(licence: str) -> str:
    """Return where a licence can be read: the address itself, or the SPDX page of an id."""
    if is_web(licence):
        return licence
    known = _SPDX.match(licence) and not licence.startswith("LicenseRef-")
    return f"https://spdx.org/licenses/{licence}.html" if known else ""


def register_address(identifier: Identifier) -> str:
    """Return an identifier's own page, or the page of org-id.guide that explains its scheme."""
    if is_web(identifier.uri):
        return identifier.uri or ""
    known = _SCHEME.match(identifier.scheme)
    return f"https://org-id.guide/list/{identifier.scheme}" if known else ""


def mail_address(contact: str, subject: str) -> str:
    """Return a ``mailto:`` address; whatever could add headers to the message is escaped."""
    return f"mailto:{quote(contact, safe='@.+-_')}?subject={quote(subject)}"


def opening(text: str, most: int = 1000, cut: int = 600) -> tuple[list[str], list[str]]:
    """Return the paragraphs that a page begins with, and those that it folds away.

    A text of up to ``most`` characters is shown whole. A longer one is parted after the paragraph
    or the sentence in which it has run over ``cut`` characters.
    """
    paragraphs = [part.strip() for part in text.split("\n") if part.strip()]
    if len(text) <= most:
        return paragraphs, []
    shown: list[str] = []
    while paragraphs and sum(map(len, shown)) + len(paragraphs[0]) <= cut:
        shown.append(paragraphs.pop(0))
    if paragraphs and (end := _sentence_end(paragraphs[0], cut - sum(map(len, shown)))):
        first = paragraphs.pop(0)
        begun = first[:end].rstrip()
        shown.append(begun if _END_OF_SENTENCE.search(f"{begun[-_QUOTED:]} ") else f"{begun}…")
        paragraphs.insert(0, first[end:].lstrip())
    return shown, [each for each in paragraphs if each]


def _sentence_end(text: str, after: int) -> int:
    """Return where the first sentence ends that runs over ``after``; of an endless one, a word."""
    found = _END_OF_SENTENCE.search(text, max(after, 0))
    if found and found.end() <= after + _LONG_SENTENCE:
        return found.end()
    space = text.find(" ", max(after, 0))
    return space if 0 <= space < after + _LONG_SENTENCE else max(after, 0)


def shorten(text: str, limit: int) -> str:
    """Return the first sentences of ``text`` that fit, or its first words and an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[:limit]
    sentence = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    if sentence >= limit // 2:
        return cut[: sentence + 1]
    word = cut.rfind(" ")
    return (cut[:word] if word > limit // 2 else cut).rstrip(",;:. ") + "…"


def headings(content: str) -> list[tuple[str, Markup]]:
    """Return the headings of a part of a page that links may lead to: id and words of each."""
    return [(found[1], Markup(_TAG.sub("", found[2]))) for found in _HEADING.finditer(content)]  # noqa: S704  made by our own templates


def is_told_in(note: str, dispute: str | None) -> bool:
    """Return whether a note, but for "disputed", stands word for word in the dispute beside it."""
    words = _WORD.findall(note.casefold())
    told = " ".join(words[1:] if words[:1] == ["disputed"] else words)
    return f" {told} " in f" {' '.join(_WORD.findall((dispute or '').casefold()))} "
