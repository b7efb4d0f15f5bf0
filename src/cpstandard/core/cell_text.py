"""How text, lists and odd signs are written in one cell, and how they are read back: reversible.

Three layers, undone in the opposite order: items of a list are joined, control signs are written
as spreadsheets write them, and (in CSV alone) text that a spreadsheet program would run as a
formula gets an apostrophe in front.
"""

import re
from collections.abc import Iterable

_SEPARATOR = "; "
_ITEM_BREAK = re.compile(r"\\[\\;]|;")

_SIGNS = "=+\\-@\t\r＝＋－＠"  # noqa: RUF001 - full-width signs run as formulas too
_RUNS = re.compile(rf"'*\s*[{_SIGNS}]")
_ESCAPED = re.compile(rf"'+\s*[{_SIGNS}]")
_PLAIN_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")

_UNSAFE = re.compile("_x(?=[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CODED_NONCHARACTER = re.compile(r"_x(FFF[EF])_")


def join_list(items: Iterable[str]) -> str:
    r"""Return ``items`` as one text, joined with ``; ``; a ``;`` inside one is written ``\;``."""
    return _SEPARATOR.join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def split_list(text: str) -> list[str]:
    r"""Return the items of a list written in one cell, trimmed, empty ones left out.

    A backslash that escapes neither ``;`` nor a backslash stands for itself.
    """
    if ";" not in text and "\\" not in text:
        item = text.strip()
        return [item] if item else []
    items = [""]
    position = 0
    for match in _ITEM_BREAK.finditer(text):
        items[-1] += text[position : match.start()]
        position = match.end()
        if match[0] == ";":
            items.append("")
        else:
            items[-1] += match[0][1]
    items[-1] += text[position:]
    return [item.strip() for item in items if item.strip()]


def escape_formula(text: str) -> str:
    """Return ``text`` so that no spreadsheet program takes it for a formula; numbers stay."""
    if text[:1].isalnum():  # nearly all do, and a program runs none of those
        return text
    if _RUNS.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def unescape_formula(text: str) -> str:
    """Undo ``escape_formula``."""
    return text[1:] if _ESCAPED.match(text) else text


def escape_control(text: str) -> str:
    """Return ``text`` with control signs as ``_xHHHH_``, as workbooks have them."""
    if text.isprintable() and "_x" not in text:
        return text  # sooner told of nearly all than by looking at each sign
    return _UNSAFE.sub(_coded, text)


def _coded(match: re.Match[str]) -> str:
    sign = match[0]
    return "_x005F_x" if sign == "_x" else f"_x{ord(sign):04X}_"


def unescape_control(text: str) -> str:
    """Undo ``escape_control``."""
    return _CODED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def unescape_noncharacters(text: str) -> str:
    """Undo what of ``escape_control`` the reader of Excel's workbooks leaves: U+FFFE and U+FFFF."""
    return _CODED_NONCHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
