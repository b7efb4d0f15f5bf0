"""Characters inside a text that nobody can see."""

import re
from collections.abc import Iterator

from cpstandard.core.check import CheckContext, Problem, check
from cpstandard.core.record import Record
from cpstandard.core.screen import no_text
from cpstandard.core.texts import BLANKS

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_WINDOWS = "\x80-\x9f"  # signs of Windows-1252 that were read as Latin-1
_FORMAT = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_HIDDEN = re.compile(f"[{_CONTROLS}{_WINDOWS}{_FORMAT}]")
# Hebrew, Arabic and their like need marks of direction.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# UTF-8 read as Latin-1 has such signs as well, and is told by a check of its own.
_DAMAGED = re.compile("[\xc2-\xf4][\x80-\xbf]{1,3}")
# All but quotation marks, dashes and dots, of which no letter can be a part.
_UNSURE = re.compile("[\x80-\x84\x86-\x90\x98-\x9f]")
_BREAKS = "\x0b\x0c\x85"


@check(
    code="hidden-characters",
    severity="warning",
    message="{field} holds a character that cannot be seen ({character}).",
    since="1.0",
    bears_gaps=True,
    screen=no_text(_HIDDEN.pattern),
)
def hidden_characters(record: Record, context: CheckContext) -> Iterator[Problem]:
    """A text holds a control character, a mark of direction or a blank without width.

    Two texts that look the same are then not the same; marks of direction show letters in another
    order than they stand in; and some programs refuse the file.

    Write the text again by hand, or paste it as plain text.
    """
    texts = context.texts(record)
    if all(map(str.isprintable, texts.strings)):
        return
    for prose in texts.prose:
        # What stands around a text has a check of its own.
        text = _DAMAGED.sub("", prose.text.strip(BLANKS))
        match = _HIDDEN.search(text)
        if match is None or _RIGHT_TO_LEFT.search(text):
            continue
        words = {"field": prose.title, "character": f"U+{ord(match[0]):04X}"}
        yield Problem(prose.pointer, words, prose.text, _mended(prose.text))


def _mended(text: str) -> str | None:
    """Return ``text`` as it was meant; ``None`` where a letter may be lost."""
    if _DAMAGED.search(text) or _UNSURE.search(text):
        return None
    return _HIDDEN.sub(_seen, text).strip() or None


def _seen(match: re.Match[str]) -> str:
    hidden = match[0]
    if hidden in _BREAKS:
        return "\u2026" if hidden == "\x85" else "\n"
    if "\x80" <= hidden <= "\x9f":
        return hidden.encode("latin-1").decode("cp1252", errors="ignore")
    return ""
