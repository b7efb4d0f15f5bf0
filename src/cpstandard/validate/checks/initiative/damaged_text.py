"""Text whose letters were damaged on the way."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text

# The first letters of UTF-8 that was read as Windows-1252, and the mark of a letter that is lost.
_SIGNS = ("Â", "Ã", "â", "Ä", "Å", "\N{REPLACEMENT CHARACTER}")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_LOST = "\N{REPLACEMENT CHARACTER}"


@check(
    code="damaged-text",
    severity="warning",
    message="Letters were damaged by a wrong encoding: “{sample}”.",
    bears_gaps=True,
    screen=no_text(f"[{''.join(_SIGNS)}]"),
)
def damaged_text(record: Record, context: CheckContext) -> Iterator[Problem]:
    """Some letters turned into others because a program read the text in the wrong encoding.

    Names with accents, pound signs and quotation marks become unreadable.

    Put the right letters back. In a spreadsheet, open the original file again as UTF-8.
    """
    texts = context.texts(record)
    if texts.joined.isascii() or not texts.holds_any(*_SIGNS):
        return
    for prose in texts.prose:
        mended = _FOREIGN.sub(_mended, prose.text)
        if mended != prose.text or _LOST in mended:
            sure = None if _LOST in mended else mended
            yield Problem(prose.pointer, {"sample": _sample(prose.text)}, prose.text, sure)


def _mended(match: re.Match[str]) -> str:
    run = match[0]
    try:
        return b"".join(map(_byte, run)).decode("utf-8")
    except UnicodeError:
        return run


def _byte(character: str) -> bytes:
    # Five bytes have no letter in Windows-1252; programs pass them on as they are.
    return character.encode("latin-1" if "\x80" <= character <= "\x9f" else "cp1252")


def _sample(text: str) -> str:
    for match in _FOREIGN.finditer(text):
        if _LOST in match[0] or _mended(match) != match[0]:
            return text[max(0, match.start() - 15) : match.end() + 15]
    return text[:30]
