"""A small picture for a publisher's own page: how their data fares in the directory."""

from xml.sax.saxutils import escape

from cpstandard.core.phrase import Phrase, counted, say, spoken
from cpstandard.publish.directory import PublisherView
from cpstandard.publish.formats import day

# White on each of these has a contrast above 5.5 to 1, where WCAG asks for 4.5.
_COLOURS = {"published": "#1d6638", "stale": "#7a4d00", "failed": "#9c2a21"}
_OTHERWISE, _LABEL = "#4a5360", "#17324d"
_HEIGHT, _LETTER, _MARGIN = 22, 6.8, 9


def badge(publisher: PublisherView, title: str) -> bytes:
    """Return the badge as SVG in UTF-8; ``title`` is the directory's."""
    label, value = "Community power data", badge_words(publisher)
    left, right = _width(label), _width(value)
    whole = escape(f"{publisher.name} in {title}: {value}", {'"': "&quot;"})
    colour = _COLOURS.get(publisher.state, _OTHERWISE)
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}" '
        f'viewBox="0 0 {left + right} {_HEIGHT}" role="img" aria-label="{whole}">\n'
        f"<title>{whole}</title>\n"
        f'<clipPath id="r"><rect width="{left + right}" height="{_HEIGHT}" rx="3"/></clipPath>\n'
        f'<g clip-path="url(#r)"><rect width="{left}" height="{_HEIGHT}" fill="{_LABEL}"/>'
        f'<rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{colour}"/></g>\n'
        '<g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11">\n'
        f"{_text(label, 0, left)}{_text(value, left, right)}</g>\n</svg>\n"
    )
    return text.encode("utf-8", "replace")


def badge_words(publisher: PublisherView) -> str:
    """Return what the badge says."""
    count = publisher.records
    if publisher.state == "published":
        return _said(counted(count, "{count} record, up to date", "{count} records, up to date"))
    if publisher.state == "stale":
        days = [source.copy.of for source in publisher.sources if source.copy]
        if not days:
            return _said(
                counted(count, "{count} record, older copy", "{count} records, older copy")
            )
        copied = counted(
            count,
            "{count} record, copy of {when}",
            "{count} records, copy of {when}",
            when=day(min(days)),
        )
        return _said(copied)
    if publisher.state == "failed":
        return say("could not be read")
    if publisher.state == "nothing-shown":
        return say("none shown")
    return _said(counted(count, "{count} record, not tried", "{count} records, not tried"))


def _said(words: Phrase) -> str:
    return str(spoken(words))


def _width(text: str) -> int:
    return round(len(text) * _LETTER) + 2 * _MARGIN


def _text(text: str, start: int, width: int) -> str:
    """Return the text in the middle of its part, as wide as was reckoned whatever the font is."""
    return (
        f'<text x="{start + _MARGIN}" y="15" textLength="{width - 2 * _MARGIN}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(text)}</text>\n'
    )
