"""Colours of the site, and whether text in one can be read on another (WCAG 2.2, contrast)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

ENOUGH = 4.5
"""The contrast that text needs (WCAG 2.2, success criterion 1.4.3, level AA)."""

PALETTE: Mapping[str, Mapping[str, str]] = {
    "light": {
        "paper": "#fbfaf6",
        "raised": "#ffffff",
        "sunk": "#f1eee5",
        "ink": "#1c2430",
        "quiet": "#535d69",
        "link": "#124f8c",
        "accent": "#17324d",
        "accent_ink": "#ffffff",
    },
    "dark": {
        "paper": "#14181e",
        "raised": "#1c222a",
        "sunk": "#1a1f26",
        "ink": "#e9e6de",
        "quiet": "#aab2bc",
        "link": "#93bdf2",
        "accent": "#22405f",
        "accent_ink": "#f4f2ec",
    },
}
"""The colours of the site by scheme and name, where ``site.yaml`` names no others."""

_GROUNDS = ("paper", "raised", "sunk")
_ON = {"ink": _GROUNDS, "quiet": _GROUNDS, "link": _GROUNDS, "accent_ink": ("accent",)}
"""Which colours of text stand on which grounds."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A pair of colours in which text cannot be read, with the nearest to ``text`` that can.

    ``better`` is empty where no colour can be read on the ground: then the ground is to change.
    """

    scheme: str
    text: str
    ground: str
    contrast: float
    better: str


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours in ``#rrggbb``, from 1 to 21, in any order."""
    darker, lighter = sorted((_luminance(_channels(one)), _luminance(_channels(other))))
    return (lighter + 0.05) / (darker + 0.05)


def clashes(chosen: Mapping[str, Mapping[str, str]]) -> Iterator[Clash]:
    """Yield the pairs that cannot be read where the ``chosen`` colours stand beside ours."""
    for scheme, ours in PALETTE.items():
        colours = {**ours, **chosen.get(scheme, {})}
        for text, grounds in _ON.items():
            lowest = min(grounds, key=lambda g: contrast(colours[text], colours[g]))
            found = contrast(colours[text], colours[lowest])
            if found < ENOUGH:
                better = _readable(colours[text], [colours[g] for g in grounds])
                yield Clash(scheme, text, lowest, found, better)


def _readable(colour: str, grounds: list[str]) -> str:
    """Return the nearest shade of ``colour`` that can be read on all ``grounds``, if any can."""
    for step in range(1, 101):
        for end in (0, 255):
            mixed = [round(c + (end - c) * step / 100) for c in _channels(colour)]
            shade = "#{:02x}{:02x}{:02x}".format(*mixed)
            if all(contrast(shade, ground) >= ENOUGH for ground in grounds):
                return shade
    return ""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(channels: tuple[int, int, int]) -> float:
    """Return the relative luminance of a colour in sRGB, from 0 to 1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - of the definition
        for part in (channel / 255 for channel in channels)
    ]
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
